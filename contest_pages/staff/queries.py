"""Accounts as their administrators may see them, and groups that are confidential."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from contest_pages.admin.roles import confidential_permissions

from .permissions import account_rights


def visible_accounts(user) -> QuerySet:
    """Return the accounts that a user may see: superusers are seen by superusers alone."""
    accounts = get_user_model()._default_manager.all()
    return accounts if user.is_superuser else accounts.filter(is_superuser=False)


def confidential_groups() -> QuerySet[Group]:
    """Return the groups that may see personal data or keys of questions, or may change accounts."""
    return Group.objects.filter(
        permissions__in=_permissions([*confidential_permissions(), *account_rights()])
    ).distinct()


def is_in_confidential_group(account) -> bool:
    """Say whether an account may see personal data or keys of questions, or may change accounts."""
    return account.pk is not None and account.groups.filter(pk__in=confidential_groups()).exists()


def approvers(*, besides: list) -> QuerySet:
    """Return the active accounts that may approve changes of groups, without those `besides`."""
    approval = _permissions(["contest_staff.approve_groupchange"])
    return (
        get_user_model()
        ._default_manager.filter(is_active=True)
        .filter(Q(is_superuser=True) | Q(groups__permissions__in=approval) | Q(user_permissions__in=approval))
        .exclude(pk__in=[user.pk for user in besides])
        .distinct()
    )


def _permissions(names: list[str]) -> QuerySet[Permission]:
    wanted = Q(pk__in=[])
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(wanted)
