"""Letters about staff accounts, always in the site's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from .models import GroupChange


def _write(people: Iterable, subject: str, template: str, **context: Any) -> None:
    for person in people:
        if person.is_active and person.email:
            send_mail(
                subject, render_to_string(template, {"person": person, **context}), None, [person.email]
            )


def _address(name: str) -> str:
    return f"{get_admin_base_url() or ''}{reverse(name)}"


def write_welcome(person) -> None:
    """Tell the owner of a new account its name, and where to choose a password."""
    with translation.override(settings.LANGUAGE_CODE):
        _write(
            [person],
            _("Your account at %(site)s") % {"site": settings.WAGTAIL_SITE_NAME},
            "contest_staff/letters/welcome.txt",
            site=settings.WAGTAIL_SITE_NAME,
            address=_address("wagtailadmin_password_reset"),
        )


def write_password_set(person) -> None:
    """Tell a person that a superuser has set a new password for the account."""
    with translation.override(settings.LANGUAGE_CODE):
        _write(
            [person],
            _("Your password at %(site)s was set by an administrator") % {"site": settings.WAGTAIL_SITE_NAME},
            "contest_staff/letters/password_set.txt",
            site=settings.WAGTAIL_SITE_NAME,
            address=_address("wagtailadmin_password_reset"),
        )


def write_changed(changes: Sequence[GroupChange]) -> None:
    """Tell a person which groups they are in since now, and which no more. All changes are of one person."""
    with translation.override(settings.LANGUAGE_CODE):
        _write(
            [changes[0].person],
            _("Your groups at %(site)s have changed") % {"site": settings.WAGTAIL_SITE_NAME},
            "contest_staff/letters/changed.txt",
            changes=changes,
            site=settings.WAGTAIL_SITE_NAME,
        )


def write_approval_wanted(changes: Sequence[GroupChange], people: Iterable) -> None:
    """Ask those who may approve for a decision. All changes are of one person."""
    with translation.override(settings.LANGUAGE_CODE):
        _write(
            people,
            _("A change of groups waits for your approval"),
            "contest_staff/letters/approval_wanted.txt",
            changes=changes,
            account=changes[0].person,
            requested_by=changes[0].requested_by,
            address=_address("contest_group_changes"),
        )


def write_refused(change: GroupChange) -> None:
    """Tell the one who requested a change that it was refused."""
    with translation.override(settings.LANGUAGE_CODE):
        _write(
            [change.requested_by],
            _("A change of groups was refused"),
            "contest_staff/letters/refused.txt",
            change=change,
        )
