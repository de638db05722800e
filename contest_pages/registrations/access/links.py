"""Signed links, which a contestant gets by e-mail or text message instead of a password.

Each purpose has its own salt, so that a link is valid for one purpose only. Links hold no personal data:
the primary key and the link number, which is incremented to revoke all links sent so far.

A personal link is fresh for FRESH_LINK_MINUTES after it was sent, since its user reads the contestant's mail. While
it is in use a cookie keeps it fresh: for PERSONAL_SESSION_MINUTES after each request, at most for
PERSONAL_SESSION_HOURS after it was sent, so that a long upload or form is not interrupted.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from contest_pages import conf
from contest_pages.data.capabilities import CapabilitySigner
from contest_pages.data.keyed_hash import keyed_hash
from contest_pages.registrations.enums import OPEN_STATUSES
from contest_pages.registrations.models import Registration

_PERSONAL = CapabilitySigner(salt="contest_registrations.personal")
_CONFIRM = CapabilitySigner(salt="contest_registrations.confirm")
_NEW_EMAIL = CapabilitySigner(salt="contest_registrations.new_email")
_SESSION = CapabilitySigner(salt="contest_registrations.session")
_SESSION_COOKIE = "contest-personal"
_NEW_PHONE = CapabilitySigner(salt="contest_registrations.new_phone")
_DISPUTE = CapabilitySigner(salt="contest_registrations.dispute")
#: Days within which the owner of an earlier contact may dispute a change.
DISPUTE_DAYS = 30


def _sign(signer: CapabilitySigner, registration: Registration) -> str:
    return signer.sign(f"{registration.pk}.{registration.link_number}")


def _read(signer: CapabilitySigner, token: str, max_age=None) -> Registration | None:
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
    """Return the path of the contestant's own page.

    It is valid until revoked, or some weeks after the contest; what shows or changes personal data requires a fresh one.
    """
    return reverse("contest_personal", args=[_sign(_PERSONAL, registration)])


def registration_of(token: str) -> Registration | None:
    """Return the open registration that a personal link opens, or None if it was altered or revoked."""
    registration = _read(_PERSONAL, token)
    return registration if registration is not None and registration.status in OPEN_STATUSES else None


def is_fresh(request: HttpRequest, token: str) -> bool:
    """Return whether a personal link was sent within FRESH_LINK_MINUTES, or has been in use on this device since."""
    if _is_younger(token, minutes=conf.get("FRESH_LINK_MINUTES")):
        return True
    idle = datetime.timedelta(minutes=conf.get("PERSONAL_SESSION_MINUTES"))
    try:
        used = _SESSION.unsign(request.COOKIES.get(_SESSION_COOKIE, ""), max_age=idle)
    except signing.BadSignature:
        return False
    return used == token and _is_younger(token, minutes=60 * conf.get("PERSONAL_SESSION_HOURS"))


def _is_younger(token: str, *, minutes: int) -> bool:
    try:
        _PERSONAL.unsign(token, max_age=datetime.timedelta(minutes=minutes))
    except signing.BadSignature:
        return False
    return True


def keep_fresh(request: HttpRequest, response: HttpResponse, token: str) -> None:
    """Keep a fresh link fresh on this device: its cookie is sent with requests below the contestant's own page only."""
    response.set_cookie(
        _SESSION_COOKIE,
        _SESSION.sign(token),
        max_age=datetime.timedelta(minutes=conf.get("PERSONAL_SESSION_MINUTES")),
        path=reverse("contest_personal", args=[token]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def has_ended(registration: Registration, now: datetime.datetime) -> bool:
    """Return whether the links of a contest have ended: LINK_WEEKS_AFTER_CONTEST after its last day.

    A fresh link opens the contestant's page all the same, since rights on personal data last until the erasure.
    """
    last_day = registration.contest.last_day
    weeks = datetime.timedelta(weeks=conf.get("LINK_WEEKS_AFTER_CONTEST"))
    return last_day is not None and timezone.localdate(now) > last_day + weeks


def confirm_path(registration: Registration) -> str:
    """Return the path that confirms a registration, valid for CONFIRM_HOURS."""
    return reverse("contest_confirm", args=[_sign(_CONFIRM, registration)])


def registration_to_confirm(token: str) -> Registration | None:
    """Return the registration of a confirmation link, or None if it is altered or too old."""
    return _read(_CONFIRM, token, _confirm_age())


def new_email_path(registration: Registration) -> str:
    """Return the path that confirms a new e-mail address."""
    return reverse(
        "contest_confirm_email", args=[_sign_place(_NEW_EMAIL, registration, registration.new_email)]
    )


def registration_with_new_email(token: str) -> Registration | None:
    """Return the registration whose new address a link confirms, or None if it is altered or too old."""
    return _read_place(_NEW_EMAIL, token, lambda registration: registration.new_email)


def new_phone_path(registration: Registration) -> str:
    """Return the path that confirms a new phone number, or the one that remains without the e-mail address."""
    return reverse(
        "contest_confirm_phone", args=[_sign_place(_NEW_PHONE, registration, registration.phone_to_confirm)]
    )


def registration_with_new_phone(token: str) -> Registration | None:
    """Return the registration whose phone a link confirms, or None if it is altered or too old."""
    return _read_place(_NEW_PHONE, token, lambda registration: registration.phone_to_confirm)


def _sign_place(signer: CapabilitySigner, registration: Registration, place: str) -> str:
    return signer.sign(f"{registration.pk}.{registration.link_number}.{_address_mark(place)}")


def _read_place(
    signer: CapabilitySigner, token: str, place_of: Callable[[Registration], str]
) -> Registration | None:
    try:
        pk, number, mark = signer.unsign(token, max_age=_confirm_age()).split(".")
    except (signing.BadSignature, ValueError):
        return None
    registration = (
        Registration.objects.select_related("contest", "page")
        .filter(pk=int(pk), link_number=int(number), erased_at=None, status__in=OPEN_STATUSES)
        .first()
    )
    # A link for an address that was replaced meanwhile confirms nothing.
    return (
        registration if registration is not None and mark == _address_mark(place_of(registration)) else None
    )


def _address_mark(place: str) -> str:
    return keyed_hash("new_email", place)[:16]


def dispute_path(registration: Registration) -> str:
    """Return the path for the owner of an earlier contact who did not ask for the change."""
    return reverse("contest_dispute_contacts", args=[_DISPUTE.sign(str(registration.pk))])


def registration_to_dispute(token: str) -> Registration | None:
    """Return the registration whose change of contact its former owner disputes, within DISPUTE_DAYS.

    Revoking the links does not end it, since the person who changed the contact could do that.
    """
    try:
        pk = int(_DISPUTE.unsign(token, max_age=datetime.timedelta(days=DISPUTE_DAYS)))
    except (signing.BadSignature, ValueError):
        return None
    return (
        Registration.objects.select_related("contest", "page")
        .filter(pk=pk, erased_at=None, status__in=OPEN_STATUSES)
        .first()
    )
