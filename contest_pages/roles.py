"""The seven roles and what each may do: one table, laid over a site's groups by `set_up_roles`."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import Signal
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

#: The table was laid over the groups of this site: features may fill what waits for a group. Sent with
#: `groups` (by the role's key) and the `pages` below which editors work.
roles_laid = Signal()


def our_apps() -> list[str]:
    """Return the labels of our installed apps."""
    return [config.label for config in apps.get_app_configs() if config.name.startswith("contest_pages.")]


@dataclass(frozen=True)
class Role:
    """One role. `permissions` are "app.codename"; `pages` and `files` are codenames without the model."""

    key: str
    group: str
    permissions: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    manages_users: bool = False


ROLES = (
    Role(
        "writers",
        "Người viết bài cuộc thi",
        permissions=(
            "wagtailadmin.access_admin",
            "contest_units.view_unit",
            "contest_units.view_headcount",
        ),
        pages=("add", "change"),
        files=("add", "choose"),
    ),
    Role(
        "editors",
        "Biên tập viên cuộc thi",
        permissions=(
            "wagtailadmin.access_admin",
            "contest_units.view_unit",
            "contest_units.view_headcount",
            "contest_registrations.view_consentnotice",
            "contest_registrations.add_consentnotice",
            "contest_registrations.change_consentnotice",
            "contest_registrations.publish_consentnotice",
            "contest_entries.present_entry",
            "contest_banners.view_bannercount",
            "contest_banners.view_partner",
            "contest_banners.add_partner",
            "contest_banners.change_partner",
        ),
        pages=("add", "change", "publish"),
        files=("add", "change", "choose"),
    ),
    Role(
        "moderators",
        "Kiểm duyệt viên cuộc thi",
        permissions=(
            "wagtailadmin.access_admin",
            "contest_entries.view_entry",
            "contest_review.review_entry",
            "contest_review.view_review",
        ),
    ),
    Role("jurors", "Giám khảo cuộc thi", permissions=("wagtailadmin.access_admin",)),
    Role(
        "question_writers",
        "Tổ soạn thảo câu hỏi",
        permissions=(
            "wagtailadmin.access_admin",
            *(
                f"contest_quizzes.{action}_{model}"
                for model in ("question", "questiontopic", "questionset")
                for action in ("view", "add", "change")
            ),
            "contest_quizzes.check_question",
            "contest_quizzes.correct_key",
        ),
    ),
    Role(
        "organisers",
        "Ban tổ chức cuộc thi",
        permissions=(
            "wagtailadmin.access_admin",
            "contest_registrations.view_registration",
            "contest_registrations.export_registration",
            "contest_registrations.manage_registration",
            "contest_registrations.view_committeematch",
            "contest_registrations.view_datarequest",
            "contest_registrations.view_consentnotice",
            "contest_registrations.add_consentnotice",
            "contest_registrations.change_consentnotice",
            "contest_registrations.publish_consentnotice",
            "contest_entries.view_entry",
            "contest_entries.export_entry",
            "contest_entries.present_entry",
            "contest_entries.view_videojob",
            "contest_entries.rerun_videojob",
            "contest_review.view_review",
            "contest_review.export_review",
            "contest_review.review_entry",
            "contest_review.manage_review",
            "contest_review.view_reviewplan",
            "contest_review.change_reviewplan",
            "contest_review.view_tie",
            "contest_quizzes.view_attempt",
            "contest_quizzes.export_attempt",
            "contest_quizzes.manage_attempt",
            "contest_quizzes.view_questionset",
            "contest_ceremonies.press_start",
            "contest_banners.view_bannercount",
            "contest_banners.view_partner",
            "contest_banners.add_partner",
            "contest_banners.change_partner",
            "contest_units.view_unit",
            "contest_units.view_headcount",
            "contest_units.add_unit",
            "contest_units.change_unit",
            "contest_units.add_headcount",
            "contest_units.change_headcount",
            "contest_units.delete_headcount",
        ),
        pages=("add", "change", "publish", "lock", "unlock"),
        files=("add", "change", "choose"),
    ),
    Role(
        "administrators",
        "Quản trị trang",
        manages_users=True,
        permissions=(
            "wagtailadmin.access_admin",
            "auth.view_group",
            "contest_entries.view_videojob",
            "contest_entries.rerun_videojob",
            "contest_units.view_unit",
            "contest_units.view_headcount",
            "contest_units.add_unit",
            "contest_units.change_unit",
            "contest_units.add_headcount",
            "contest_units.change_headcount",
            "contest_units.delete_headcount",
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


def _permission(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _user_permissions() -> list[Permission]:
    """Return the rights to add, change and delete the host's user model, whatever it is called."""
    model = get_user_model()._meta
    return list(
        Permission.objects.filter(
            content_type__app_label=model.app_label,
            codename__in=[f"{action}_{model.model_name}" for action in ("add", "change", "delete")],
        )
    )


def permissions_of(role: Role) -> list[Permission]:
    """Return the rights of a role on models; LookupError if this site lacks one of them."""
    found = [_permission(name) for name in role.permissions]
    return found + _user_permissions() if role.manages_users else found


@transaction.atomic
def set_up_role(role: Role, *, group_name: str, pages: list[Page]) -> Group:
    """Lay a role over the group of this name, made if it does not exist.

    Rights on our apps become exactly those of the table; rights that the host gave on anything
    else stay. Page rights are given on `pages`, file rights on the root collection.
    """
    group, _created = Group.objects.get_or_create(name=group_name)
    wanted = permissions_of(role)
    ours = group.permissions.filter(content_type__app_label__in=our_apps())
    group.permissions.remove(*ours.exclude(pk__in=[permission.pk for permission in wanted]))
    group.permissions.add(*wanted)
    for action in role.pages:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        for page in pages:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    root = Collection.get_first_root_node()
    for model in (get_image_model(), get_document_model()) if role.files else ():
        # A host's own model need not have them all: "choose" is Wagtail's addition to its own two.
        for permission in Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            codename__in=[f"{action}_{model._meta.model_name}" for action in role.files],
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )
    return group
