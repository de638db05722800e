"""Erasures of the ledger, repeated after a restore; and the ledger completed from the database."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from contest_pages.privacy.domain import ledger
from contest_pages.registrations.models import Registration

from .erasing import erase


def replay(path: Path) -> dict[str, int]:
    """Repeat the erasures of a ledger and return how many were repeated, were there already, are of no registration here.

    Idempotent; each registration has its own transaction and keeps the moment of its first erasure. Raises OSError.
    """
    counts: Counter[str] = Counter(repeated=0, present=0, unknown=0)
    for erasure in ledger.read(path):
        registration = Registration.objects.filter(pk=erasure.registration, code=erasure.code).first()
        if registration is None:
            counts["unknown"] += 1  # registered after the backup: its data were not restored
        elif registration.erased_at is not None:
            counts["present"] += 1
        else:
            erase(registration=registration, because=erasure.because, now=erasure.at)
            counts["repeated"] += 1
    return dict(counts)


def complete_ledger() -> int:
    """Append the erasures that the ledger lacks and return how many. Idempotent; raises OSError."""
    path = ledger.ledger_path()
    if path is None:
        return 0
    known = {erasure.key for erasure in ledger.read(path)} if path.exists() else set()
    erased = Registration.objects.exclude(erased_at=None).order_by("erased_at", "pk")
    rows = erased.values_list("pk", "code", "erased_because", "erased_at").iterator()
    missing = [ledger.Erasure(*row) for row in rows if row[:2] not in known]
    ledger.append(missing)
    return len(missing)
