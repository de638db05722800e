"""Registrations by their contact."""

from __future__ import annotations

from contest_pages.registrations.enums import OPEN_STATUSES
from contest_pages.registrations.models import Registration

#: The maximum of letters for one request; families share an address, but not by dozens.
MOST_AT_ONCE = 10


def registrations_with(address: str) -> list[Registration]:
    """Return the open registrations with this e-mail address or phone number, newest first."""
    registrations = Registration.objects.filter(status__in=OPEN_STATUSES, erased_at=None)
    by_contact = {"email": address} if "@" in address else {"phone": address, "email": ""}
    return list(registrations.filter(**by_contact).order_by("-created_at")[:MOST_AT_ONCE])
