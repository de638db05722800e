"""Reminders: a deadline is near, an entry lies too long, a claim has ended, a contestant's term is near."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count, Min
from django.utils import timezone

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.review.models import DeskNotes, Reminder, ReviewCase, ReviewStep

_NEAR = datetime.timedelta(hours=48)
_TERM_NEAR = datetime.timedelta(hours=24)


@dataclass(frozen=True)
class StepReminder:
    """A step whose moderators are to be reminded: how many wait, and why."""

    step: ReviewStep
    waiting: int
    kind: str


@dataclass(frozen=True)
class ClaimReminder:
    """A moderator whose claims have ended without a decision."""

    moderator: object
    entries: tuple[Entry, ...]


def _first_time(key: str, now: datetime.datetime) -> bool:
    """Say whether this reminder has not gone out yet; of two that ask at once one hears yes."""
    try:
        with transaction.atomic():
            Reminder.objects.create(key=key, sent_at=now)
    except IntegrityError:
        return False
    return True


def steps_to_remind(now: datetime.datetime) -> list[StepReminder]:
    """Return steps whose deadline is near or over, or where something has lain too long; each once a day."""
    steps = (
        ReviewStep.objects.filter(cases__waits=True)
        .annotate(waiting=Count("cases"), oldest=Min("cases__since"))
        .select_related("plan__round", "group")
    )
    today, found = timezone.localdate(now), []
    for step in steps:
        stuck = now - step.oldest >= datetime.timedelta(days=step.plan.stuck_days)
        near = step.due_at is not None and now >= step.due_at - _NEAR
        for kind, is_due in (("due", near), ("stuck", stuck)):
            if is_due and _first_time(f"{kind}:step:{step.pk}:{today}", now):
                found.append(StepReminder(step, step.waiting, kind))
    return found


def ended_claims(now: datetime.datetime) -> list[ClaimReminder]:
    """End the claims whose time is over, and return whom to tell: those who had begun to note something.

    What came by itself as the next one and was never touched is freed without a word.
    """
    over: dict[object, list[Entry]] = defaultdict(list)
    for case in ReviewCase.objects.filter(waits=True, claimed_until__lte=now).select_related(
        "entry", "claimed_by"
    ):
        moderator, until = case.claimed_by, case.claimed_until
        ended = ReviewCase.objects.filter(pk=case.pk, claimed_by=moderator, claimed_until=until).update(
            claimed_by=None, claimed_until=None
        )
        if ended and DeskNotes.objects.filter(case=case, moderator=moderator).exists():
            over[moderator].append(case.entry)
    return [ClaimReminder(moderator, tuple(entries)) for moderator, entries in over.items()]


def terms_to_remind(now: datetime.datetime) -> list[Entry]:
    """Return entries whose contestant has less than a day left for changes; each once for a term."""
    near = Entry.objects.filter(
        state=EntryState.CHANGES_ASKED, changes_until__gt=now, changes_until__lte=now + _TERM_NEAR
    ).select_related("round", "registration__contest")
    return [
        entry for entry in near if _first_time(f"term:entry:{entry.pk}:{entry.changes_until:%Y%m%d%H%M}", now)
    ]
