"""Signed links: what a contestant gets by e-mail instead of a password."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from contest_pages.registrations.models import Registration

_PERSONAL = signing.Signer(salt="contest_registrations.personal")
_DONE = signing.TimestampSigner(salt="contest_registrations.done")
_DONE_SECONDS = 3600


def personal_path(registration: Registration) -> str:
    """Return the path of the contestant's own page; the link holds a signed number, nothing personal."""
    return reverse("contest_personal", args=[_PERSONAL.sign(registration.pk)])


def registration_of(token: str) -> Registration | None:
    """Return the active registration that a personal link opens, or None if the link was altered."""
    try:
        pk = int(_PERSONAL.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Registration.objects.active().select_related("contest", "unit").filter(pk=pk).first()


def done_path(registration: Registration) -> str:
    """Return the path of the page that thanks, valid for an hour."""
    return reverse("contest_registered", args=[_DONE.sign(registration.pk)])


def registration_just_made(token: str) -> Registration | None:
    """Return the registration that the thanking page shows, or None if the link is old or altered."""
    try:
        pk = int(_DONE.unsign(token, max_age=_DONE_SECONDS))
    except (signing.BadSignature, ValueError):
        return None
    return Registration.objects.select_related("contest", "page").filter(pk=pk).first()
