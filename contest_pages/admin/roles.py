"""The eight roles, assigned to a site's groups by `contest_set_up_roles`.

What a role may do with a feature's own models is declared by that feature (hook `role_permissions`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from contest_pages import hooks


@dataclass(frozen=True)
class Role:
    """One role. `permissions` are "app.codename"; `pages` and `files` are codenames without the model."""

    key: str
    group: str
    permissions: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    manages_users: bool = False


_ACCESS = ("wagtailadmin.access_admin",)

#: The roles themselves, with their rights on pages, files and Wagtail's own models; features add theirs.
ROLES = (
    Role(
        "writers",
        "Người viết bài cuộc thi",
        permissions=_ACCESS,
        pages=("add", "change"),
        files=("add", "choose"),
    ),
    Role(
        "editors",
        "Biên tập viên cuộc thi",
        permissions=_ACCESS,
        pages=("add", "change", "publish", "lock", "unlock"),
        files=("add", "change", "choose"),
    ),
    Role("moderators", "Kiểm duyệt viên cuộc thi", permissions=_ACCESS),
    Role("jurors", "Giám khảo cuộc thi", permissions=_ACCESS),
    Role("secretaries", "Tổ Thư ký", permissions=_ACCESS),
    Role("question_writers", "Tổ soạn thảo câu hỏi", permissions=_ACCESS),
    Role(
        "organisers",
        "Ban tổ chức cuộc thi",
        permissions=_ACCESS,
        pages=("add", "change", "publish", "lock", "unlock"),
        files=("add", "change", "choose"),
    ),
    Role(
        "administrators",
        "Quản trị trang",
        manages_users=True,
        permissions=(
            *_ACCESS,
            "auth.view_group",
            "wagtailcore.add_workflow",
            "wagtailcore.change_workflow",
            "wagtailcore.add_task",
            "wagtailcore.change_task",
            "wagtailcore.add_collection",
            "wagtailcore.change_collection",
            "wagtailcore.change_site",
        ),
        pages=("add", "change", "publish", "bulk_delete", "lock", "unlock"),
        files=("add", "change", "choose"),
    ),
)


def _permissions(names: Iterable[str]) -> list[Permission]:
    """Return the permissions called "app.codename"; LookupError if this site lacks one of them."""
    wanted = set(names)
    apps, codenames = zip(*(name.split(".") for name in wanted), strict=True)
    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.filter(
            content_type__app_label__in=apps, codename__in=codenames
        ).select_related("content_type")
    }
    if missing := wanted - found.keys():
        raise LookupError(f"This site has no permission {', '.join(sorted(missing))}.")
    return [found[name] for name in sorted(wanted)]


def _user_permissions() -> list[Permission]:
    """Return the rights to add, change and delete the host's user model, whatever it is called."""
    model = get_user_model()._meta
    return list(
        Permission.objects.filter(
            content_type__app_label=model.app_label,
            codename__in=[f"{action}_{model.model_name}" for action in ("add", "change", "delete")],
        )
    )


def permission_names(role: Role) -> list[str]:
    """Return the rights of a role on models as "app.codename": its own and those that features declare.

    Raises ImproperlyConfigured where a feature declares rights for a role that does not exist.
    """
    keys = {known.key for known in ROLES}
    names = list(role.permissions)
    for declared in hooks.call("role_permissions"):
        if unknown := declared.keys() - keys:
            raise ImproperlyConfigured(f"There is no role {', '.join(sorted(unknown))}.")
        names += declared.get(role.key, ())
    return names


def confidential_permissions() -> list[str]:
    """Return the rights to see what is confidential as "app.codename", as features declare them: personal data, keys, points."""
    return [name for declared in hooks.call("confidential_permissions") for name in declared]


def permissions_of(role: Role) -> list[Permission]:
    """Return the rights of a role on models; LookupError if this site lacks one of them."""
    permissions = _permissions(permission_names(role))
    return permissions + _user_permissions() if role.manages_users else permissions


@transaction.atomic
def set_up_role(role: Role, *, group_name: str, pages: list[Page]) -> Group:
    """Give the group of this name, made if it does not exist, the rights of a role.

    Rights on apps that declare any become exactly those declared; rights that the host gave on anything
    else stay. Page rights are given on `pages`, file rights on the root collection.
    """
    group, _created = Group.objects.get_or_create(name=group_name)
    wanted = permissions_of(role)
    ours = group.permissions.filter(content_type__app_label__in=hooks.apps_of("role_permissions"))
    group.permissions.remove(*ours.exclude(pk__in=[permission.pk for permission in wanted]))
    group.permissions.add(*wanted)
    actions = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=[f"{action}_page" for action in role.pages]
    )
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=group, page=page, permission=permission)
            for permission in actions
            for page in pages
        ],
        ignore_conflicts=True,
    )
    root, file_permissions = Collection.get_first_root_node(), []
    for model in (get_image_model(), get_document_model()) if role.files else ():
        # A host's own model need not have them all: "choose" is Wagtail's addition to its own two.
        for permission in Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            codename__in=[f"{action}_{model._meta.model_name}" for action in role.files],
        ):
            file_permissions.append(
                GroupCollectionPermission(group=group, collection=root, permission=permission)
            )
    GroupCollectionPermission.objects.bulk_create(file_permissions, ignore_conflicts=True)
    return group
