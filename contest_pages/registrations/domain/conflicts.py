"""Committee members declare conflicts of interest, and withdraw mistaken declarations."""

from __future__ import annotations

import datetime

from django.db import transaction

from contest_pages import audit
from contest_pages.committees.models import CommitteeMember
from contest_pages.registrations.models import ConflictOfInterest, Registration
from contest_pages.units.models import Unit


@transaction.atomic
def declare_conflict(
    *,
    member: CommitteeMember,
    actor,
    now: datetime.datetime,
    unit: Unit | None = None,
    registration: Registration | None = None,
    nature: str = "",
) -> ConflictOfInterest:
    """Record that a member is recused from the works of a unit, or of a contestant: exactly one of the two.

    Idempotent: an effective declaration is returned unchanged.
    """
    conflict, created = ConflictOfInterest.objects.get_or_create(
        member=member,
        unit=unit,
        registration=registration,
        withdrawn_at=None,
        defaults={"nature": nature.strip(), "declared_at": now, "declared_by": actor},
    )
    if created:
        about = {key: of.code for key, of in (("unit", unit), ("registration", registration)) if of}
        audit.record("contest.declare_conflict", conflict, actor=actor, **about)
    return conflict


@transaction.atomic
def withdraw_conflict(*, conflict: ConflictOfInterest, actor, now: datetime.datetime) -> ConflictOfInterest:
    """Withdraw a mistaken declaration; the row stays on record. Idempotent."""
    conflict = ConflictOfInterest.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    if conflict.withdrawn_at is None:
        conflict.withdrawn_at = now
        conflict.save(update_fields=["withdrawn_at"])
        audit.record("contest.withdraw_conflict", conflict, actor=actor)
    return conflict
