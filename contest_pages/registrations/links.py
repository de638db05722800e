"""Signed links: what a contestant gets by e-mail or text message instead of a password.

Each purpose has its own salt, so that a link opens one thing only. Nothing personal stands in them:
a row's number and the number of the link, which is raised to revoke all links sent so far.
"""

from __future__ import annotations

import datetime

from django.core import signing
from django.urls import reverse

from contest_pages import conf
from contest_pages.keyed import keyed_hash
from contest_pages.registrations.enums import OPEN_STATUSES
from contest_pages.registrations.models import Registration

_PERSONAL = signing.TimestampSigner(salt="contest_registrations.personal")
_CONFIRM = signing.TimestampSigner(salt="contest_registrations.confirm")
_NEW_EMAIL = signing.TimestampSigner(salt="contest_registrations.new_email")
_DONE = signing.TimestampSigner(salt="contest_registrations.done")
_DONE_SECONDS = 24 * 3600


def _sign(signer: signing.TimestampSigner, registration: Registration) -> str:
    return signer.sign(f"{registration.pk}.{registration.link_number}")


def _read(signer: signing.TimestampSigner, token: str, max_age=None) -> Registration | None:
    """Return the registration of a token that is neither altered, nor too old, nor revoked."""
    try:
        pk, number = signer.unsign(token, max_age=max_age).split(".")
        found = Registration.objects.select_related("contest", "page", "unit", "consent").filter(
            pk=int(pk), link_number=int(number), erased_at=None
        )
    except (signing.BadSignature, ValueError):
        return None
    return found.first()


def _confirm_age() -> datetime.timedelta:
    return datetime.timedelta(hours=conf.get("CONFIRM_HOURS"))


def personal_path(registration: Registration) -> str:
    """Return the path of the contestant's own page. It opens until it is revoked; fresh it opens more."""
    return reverse("contest_personal", args=[_sign(_PERSONAL, registration)])


def registration_of(token: str) -> Registration | None:
    """Return the open registration that a personal link opens, or None if it was altered or revoked."""
    registration = _read(_PERSONAL, token)
    return registration if registration is not None and registration.status in OPEN_STATUSES else None


def is_fresh(token: str) -> bool:
    """Say whether a personal link is so young that whoever has it surely reads the contestant's mail."""
    try:
        _PERSONAL.unsign(token, max_age=datetime.timedelta(minutes=conf.get("FRESH_LINK_MINUTES")))
    except signing.BadSignature:
        return False
    return True


def confirm_path(registration: Registration) -> str:
    """Return the path that confirms a registration, for as long as the site waits."""
    return reverse("contest_confirm", args=[_sign(_CONFIRM, registration)])


def registration_to_confirm(token: str) -> Registration | None:
    """Return the registration that a confirming link is about, or None if it is altered or too old."""
    return _read(_CONFIRM, token, _confirm_age())


def new_email_path(registration: Registration) -> str:
    """Return the path that confirms a new e-mail address."""
    token = f"{registration.pk}.{registration.link_number}.{_address_mark(registration)}"
    return reverse("contest_confirm_email", args=[_NEW_EMAIL.sign(token)])


def registration_with_new_email(token: str) -> Registration | None:
    """Return the registration whose new address a link confirms, or None if it is altered or too old."""
    try:
        pk, number, mark = _NEW_EMAIL.unsign(token, max_age=_confirm_age()).split(".")
    except (signing.BadSignature, ValueError):
        return None
    registration = (
        Registration.objects.select_related("contest", "page")
        .filter(pk=int(pk), link_number=int(number), erased_at=None)
        .first()
    )
    # A link for an address that was replaced meanwhile confirms nothing.
    return registration if registration is not None and mark == _address_mark(registration) else None


def _address_mark(registration: Registration) -> str:
    return keyed_hash("new_email", registration.new_email)[:16]


def done_path(registration: Registration) -> str:
    """Return the path of the page that follows the form, valid for a day."""
    return reverse("contest_registered", args=[_sign(_DONE, registration)])


def registration_just_made(token: str) -> Registration | None:
    """Return the registration that the page after the form speaks of, or None if it is altered or old."""
    return _read(_DONE, token, _DONE_SECONDS)
