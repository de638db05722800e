"""Letters about staff accounts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_admin_base_url

from contest_pages.notices.kinds import Letter, letter
from contest_pages.notices.letters import letter_to_user

from .enums import GroupChangeState
from .models import GroupChange


def _to(person, subject: str, template: str, **context: Any) -> Letter | None:
    return letter_to_user(
        person,
        subject=subject,
        template=template,
        context={"person": person, "site": settings.WAGTAIL_SITE_NAME, **context},
    )


def _address(name: str) -> str:
    return f"{get_admin_base_url() or ''}{reverse(name)}"


def _changes(primary_keys: list[int]) -> list[GroupChange]:
    return list(
        GroupChange.objects.filter(pk__in=primary_keys)
        .select_related("person", "group", "requested_by", "decided_by")
        .order_by("pk")
    )


@letter("staff.welcome", gettext_lazy("New account"))
def welcome(person) -> Letter | None:
    """Tell the owner of a new account its name, and where to choose a password."""
    return _to(
        person,
        _("Your account at %(site)s") % {"site": settings.WAGTAIL_SITE_NAME},
        "contest_staff/letters/welcome.txt",
        address=_address("wagtailadmin_password_reset"),
    )


@letter("staff.password_set", gettext_lazy("Password set by an administrator"))
def password_set(person) -> Letter | None:
    """Tell a person that a superuser has set a new password for the account."""
    return _to(
        person,
        _("Your password at %(site)s was set by an administrator") % {"site": settings.WAGTAIL_SITE_NAME},
        "contest_staff/letters/password_set.txt",
        address=_address("wagtailadmin_password_reset"),
    )


@letter("staff.groups_changed", gettext_lazy("Changed groups of an account"))
def groups_changed(person, *, changes: list[int]) -> Letter | None:
    """Tell a person which groups they are in since now, and which no more."""
    if not (found := _changes(changes)):
        return None
    return _to(
        person,
        _("Your groups at %(site)s have changed") % {"site": settings.WAGTAIL_SITE_NAME},
        "contest_staff/letters/changed.txt",
        changes=found,
    )


@letter("staff.approval_wanted", gettext_lazy("Change of groups that waits for an approval"))
def approval_wanted(person, *, changes: list[int]) -> Letter | None:
    """Ask one who may approve for a decision; None once all is decided. All changes are of one account."""
    found = _changes(changes)
    if not any(change.state == GroupChangeState.OPEN for change in found):
        return None
    return _to(
        person,
        _("A change of groups waits for your approval"),
        "contest_staff/letters/approval_wanted.txt",
        changes=found,
        account=found[0].person,
        requested_by=found[0].requested_by,
        address=_address("contest_group_changes"),
    )


@letter("staff.request_refused", gettext_lazy("Refused change of groups"))
def request_refused(person, *, change: int) -> Letter | None:
    """Tell the one who requested a change that it was refused."""
    if not (found := _changes([change])):
        return None
    return _to(
        person, _("A change of groups was refused"), "contest_staff/letters/refused.txt", change=found[0]
    )
