"""Moderators declare their ties."""

from __future__ import annotations

import datetime

from django.db import transaction

from contest_pages import audit
from contest_pages.review.models import ReviewCase, Tie

from .claiming import release


@transaction.atomic
def declare_tie_to_contestant(*, case: ReviewCase, moderator, words: str, now: datetime.datetime) -> Tie:
    """Note that a moderator is close to an entry's contestant, and give the entry back for others."""
    tie, _created = Tie.objects.get_or_create(
        user=moderator,
        registration_id=case.entry.registration_id,
        defaults={"words": words.strip(), "declared_at": now},
    )
    release(case=case, moderator=moderator)
    ReviewCase.objects.filter(pk=case.pk, expects=moderator).update(expects=None)
    audit.record("contest.declare_tie", case.entry, actor=moderator, entry=case.entry.code)
    return tie


@transaction.atomic
def declare_tie_to_unit(*, user, unit, words: str, actor, now: datetime.datetime) -> Tie:
    """Note that a moderator belongs to a unit: they decide about none of its works."""
    tie, created = Tie.objects.get_or_create(
        user=user, unit=unit, defaults={"words": words.strip(), "declared_at": now}
    )
    if created:
        audit.record("contest.declare_tie", tie, actor=actor, unit=unit.code)
    return tie


@transaction.atomic
def drop_tie(*, tie: Tie, actor) -> None:
    """Take back a tie that was declared by mistake."""
    audit.record("contest.drop_tie", tie, actor=actor)
    tie.delete()
