"""What the browser may do that has just sent the form: see the page after it, and prepare drafts until the confirmation.

Both are proofs of a browser, not of a person. Preparing is allowed only to the one whose form created the registration:
another person who knows its name and address has its letter sent again, and reaches no draft.
Tokens of either kind look alike, and so do the pages: they do not say whether a person has registered before.
"""

from __future__ import annotations

import datetime
import secrets
import struct

from django.core import signing
from django.urls import reverse

from contest_pages import conf
from contest_pages.data.capabilities import CapabilitySigner
from contest_pages.data.keyed_hash import keyed_hash
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import Registration

_DONE = CapabilitySigner(salt="contest_registrations.done")
_NEWCOMER = CapabilitySigner(salt="contest_registrations.newcomer")
_DONE_SECONDS = 24 * 3600
#: The registration's key, its link number, and whether the form created it.
_CONTENT = struct.Struct(">QI?")


def done_path(registration: Registration) -> str:
    """Return the path of the page that follows a form which created nothing, valid for a day; it prepares no draft."""
    return _done_path(registration, is_newcomer=False)


def newcomer_path(registration: Registration) -> str:
    """Return the path of the page that follows the form which created this registration; it prepares drafts."""
    return _done_path(registration, is_newcomer=True)


def _done_path(registration: Registration, *, is_newcomer: bool) -> str:
    hidden = _hide("done", registration.pk, registration.link_number, is_newcomer)
    return reverse("contest_registered", args=[_DONE.sign(hidden)])


def registration_just_made(token: str) -> Registration | None:
    """Return the registration of the page after the form, or None if the token is altered or old."""
    try:
        pk, number, _is_newcomer = _reveal("done", _DONE.unsign(token, max_age=_DONE_SECONDS))
    except (signing.BadSignature, ValueError):
        return None
    return _registrations().filter(pk=pk, link_number=number).first()


def newcomer_token(done_token: str) -> str:
    """Return the token with which the page after the form prepares drafts; it opens nothing where that page may not.

    Raises BadSignature for a token of another page.
    """
    pk, number, is_newcomer = _reveal("done", _DONE.unsign(done_token))
    return _NEWCOMER.sign(_hide("newcomer", *((pk, number) if is_newcomer else (0, 0)), is_newcomer))


def is_newcomer_token(token: str) -> bool:
    """Return whether a token was given out for drafts before the confirmation, though it may open nothing."""
    try:
        _NEWCOMER.unsign(token)
    except signing.BadSignature:
        return False
    return True


def newcomer_registration(token: str, now: datetime.datetime) -> Registration | None:
    """Return the pending registration for which a token prepares drafts at `now`; None once it opens nothing.

    It ends PERSONAL_SESSION_HOURS after the registration, and with its confirmation, its end, or a revoked link.
    """
    valid_for = datetime.timedelta(hours=conf.get("PERSONAL_SESSION_HOURS"))
    try:
        pk, number, _is_newcomer = _reveal("newcomer", _NEWCOMER.unsign(token, max_age=valid_for))
    except (signing.BadSignature, ValueError):
        return None
    pending = _registrations().filter(status=RegistrationStatus.PENDING, created_at__gt=now - valid_for)
    return pending.filter(pk=pk, link_number=number).first()


def _registrations():
    return Registration.objects.select_related("contest", "page", "unit", "consent").filter(erased_at=None)


def _hide(purpose: str, pk: int, number: int, is_newcomer: bool) -> str:
    """Return what a token holds, always of one length: a small key would say that the person registered earlier."""
    nonce = secrets.token_hex(8)
    return f"{nonce}.{_masked(purpose, nonce, _CONTENT.pack(pk, number, is_newcomer)).hex()}"


def _reveal(purpose: str, content: str) -> tuple[int, int, bool]:
    """Return what `_hide` has hidden; ValueError for anything else."""
    nonce, hidden = content.split(".")
    try:
        return _CONTENT.unpack(_masked(purpose, nonce, bytes.fromhex(hidden)))
    except struct.error as error:
        raise ValueError(content) from error


def _masked(purpose: str, nonce: str, content: bytes) -> bytes:
    mask = bytes.fromhex(keyed_hash(purpose, nonce))
    return bytes(byte ^ masked for byte, masked in zip(content, mask, strict=False))
