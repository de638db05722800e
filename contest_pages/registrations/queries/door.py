"""Who is behind an address."""

from __future__ import annotations

from contest_pages.registrations.enums import OPEN_STATUSES
from contest_pages.registrations.models import Registration

#: So many letters at most leave for one request; families share an address, but not by dozens.
MOST_AT_ONCE = 10


def registrations_with(address: str) -> list[Registration]:
    """Return the open registrations with this e-mail address or phone number, newest first."""
    found = Registration.objects.filter(status__in=OPEN_STATUSES, erased_at=None)
    found = found.filter(email=address) if "@" in address else found.filter(phone=address, email="")
    return list(found.order_by("-created_at")[:MOST_AT_ONCE])
