"""Reminders: near deadlines, entries that wait too long, ended claims, near terms of contestants."""

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
    """A step whose moderators are reminded: the number of waiting entries, and the kind."""

    step: ReviewStep
    waiting: int
    kind: str


@dataclass(frozen=True)
class ClaimReminder:
    """A moderator whose claims have ended without a decision."""

    moderator: object
    entries: tuple[Entry, ...]


def _first_time(key: str, now: datetime.datetime) -> bool:
    """Return whether this reminder was not sent yet, and mark it as sent; of two concurrent calls one returns True."""
    try:
        with transaction.atomic():
            Reminder.objects.create(key=key, sent_at=now)
    except IntegrityError:
        return False
    return True


def steps_to_remind(now: datetime.datetime) -> list[StepReminder]:
    """Return steps whose deadline is near or over, or with an entry that waits too long; each once a day."""
    steps = (
        ReviewStep.objects.filter(cases__waits=True)
        .annotate(waiting=Count("cases"), oldest=Min("cases__since"))
        .select_related("plan__round", "group")
    )
    today, reminders = timezone.localdate(now), []
    for step in steps:
        stuck = now - step.oldest >= datetime.timedelta(days=step.plan.stuck_days)
        near = step.due_at is not None and now >= step.due_at - _NEAR
        for kind, is_due in (("due", near), ("stuck", stuck)):
            if is_due and _first_time(f"{kind}:step:{step.pk}:{today}", now):
                reminders.append(StepReminder(step, step.waiting, kind))
    return reminders


def ended_claims(now: datetime.datetime) -> list[ClaimReminder]:
    """End expired claims, and return those to notify: of moderators with saved notes.

    Claims without notes are released silently.
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
