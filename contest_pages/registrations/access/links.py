"""Signed links, which a contestant gets by e-mail or text message instead of a password.

Each purpose has its own salt, so that a link is valid for one purpose only. Links hold no personal data:
the primary key and the link number, which is incremented to revoke all links sent so far.
"""

from __future__ import annotations

import datetime

from django.core import signing
from django.urls import reverse

from contest_pages import conf
from contest_pages.data.keyed_hash import keyed_hash
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
    """Return the registration of a token that is valid, not expired and not revoked."""
    try:
        pk, number = signer.unsign(token, max_age=max_age).split(".")
        registrations = Registration.objects.select_related("contest", "page", "unit", "consent").filter(
            pk=int(pk), link_number=int(number), erased_at=None
        )
    except (signing.BadSignature, ValueError):
        return None
    return registrations.first()


def _confirm_age() -> datetime.timedelta:
    return datetime.timedelta(hours=conf.get("CONFIRM_HOURS"))


def personal_path(registration: Registration) -> str:
    """Return the path of the contestant's own page. It is valid until revoked; some pages require a fresh one."""
    return reverse("contest_personal", args=[_sign(_PERSONAL, registration)])


def registration_of(token: str) -> Registration | None:
    """Return the open registration that a personal link opens, or None if it was altered or revoked."""
    registration = _read(_PERSONAL, token)
    return registration if registration is not None and registration.status in OPEN_STATUSES else None


def is_fresh(token: str) -> bool:
    """Return whether a personal link was sent within FRESH_LINK_MINUTES: its user reads the contestant's mail."""
    try:
        _PERSONAL.unsign(token, max_age=datetime.timedelta(minutes=conf.get("FRESH_LINK_MINUTES")))
    except signing.BadSignature:
        return False
    return True


def confirm_path(registration: Registration) -> str:
    """Return the path that confirms a registration, valid for CONFIRM_HOURS."""
    return reverse("contest_confirm", args=[_sign(_CONFIRM, registration)])


def registration_to_confirm(token: str) -> Registration | None:
    """Return the registration of a confirmation link, or None if it is altered or too old."""
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
    """Return the registration of the page after the form, or None if it is altered or old."""
    return _read(_DONE, token, _DONE_SECONDS)
