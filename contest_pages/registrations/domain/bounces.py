"""Addresses from which letters come back."""

from __future__ import annotations

import datetime

from django.db.models import Model

from contest_pages.registrations.models import Registration


def mark_bounced(*, address: str, recipient: Model | None, now: datetime.datetime) -> int:
    """Mark the registrations of an address from which a letter came back, and return how many. Idempotent.

    Where the letter is known, `recipient` must have this address: what a report says of others is not believed. The mark
    goes when the address is replaced or confirmed again (`domain.contacts`).
    """
    addresses = {address}
    if recipient is not None:
        if not isinstance(recipient, Registration) or recipient.email.lower() != address:
            return 0
        addresses.add(recipient.email)
    unmarked = Registration.objects.filter(email__in=addresses, erased_at=None, email_bounced_at=None)
    return unmarked.update(email_bounced_at=now)
