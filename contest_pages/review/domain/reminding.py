"""Reminders: near deadlines, entries that wait too long, ended claims, near terms of contestants."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Count, Min
from django.utils import timezone

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.notices.notifying import notify, notify_many
from contest_pages.review.models import DeskNotes, Reminder, ReviewCase, ReviewStep
from contest_pages.review.staff import MANAGE, holders_of, moderators_of

_NEAR = datetime.timedelta(hours=48)
_TERM_NEAR = datetime.timedelta(hours=24)


def _first_time(key: str, now: datetime.datetime) -> bool:
    """Return whether this reminder was not written yet, and mark it as written; of two concurrent calls one returns True."""
    try:
        with transaction.atomic():
            Reminder.objects.create(key=key, sent_at=now)
    except IntegrityError:
        return False
    return True


def remind_of_step(step: ReviewStep, *, waiting: int, kind: str) -> int:
    """Write to the moderators of a step, to the organisers too if an entry waits too long; return to how many."""
    people = list(moderators_of(step))
    if kind == "stuck":
        people += [user for user in holders_of(MANAGE) if user not in people]
    contest = step.plan.round.contest
    return notify_many("review.step", people, contest=contest, step=step.pk, waiting=waiting, kind=kind)


def remind_of_steps(now: datetime.datetime) -> int:
    """Remind of steps whose deadline is near or over, or with an entry that waits too long, each once a day; count them."""
    steps = (
        ReviewStep.objects.filter(cases__waits=True)
        .annotate(waiting=Count("cases"), oldest=Min("cases__since"))
        .select_related("plan__round", "group")
    )
    today, count = timezone.localdate(now), 0
    for step in steps:
        stuck = now - step.oldest >= datetime.timedelta(days=step.plan.stuck_days)
        near = step.due_at is not None and now >= step.due_at - _NEAR
        for kind, is_due in (("due", near), ("stuck", stuck)):
            with transaction.atomic():
                if is_due and _first_time(f"{kind}:step:{step.pk}:{today}", now):
                    remind_of_step(step, waiting=step.waiting, kind=kind)
                    count += 1
    return count


@transaction.atomic
def end_claims(now: datetime.datetime) -> int:
    """End expired claims, and write to the moderators with saved notes; return to how many.

    Claims without notes are released silently.
    """
    over: dict[int, list[Entry]] = defaultdict(list)
    for case in ReviewCase.objects.filter(waits=True, claimed_until__lte=now).select_related("entry"):
        moderator, until = case.claimed_by_id, case.claimed_until
        ended = ReviewCase.objects.filter(pk=case.pk, claimed_by=moderator, claimed_until=until).update(
            claimed_by=None, claimed_until=None
        )
        if ended and DeskNotes.objects.filter(case=case, moderator=moderator).exists():
            over[moderator].append(case.entry)
    for user in get_user_model()._default_manager.filter(pk__in=over):
        entries = over[user.pk]
        notify("review.claim_over", user, contest=entries[0].contest, entries=[work.pk for work in entries])
    return len(over)


def remind_of_terms(now: datetime.datetime) -> int:
    """Write to contestants who have less than a day left for changes, each once for a term; return to how many."""
    near = Entry.objects.filter(
        state=EntryState.CHANGES_ASKED, changes_until__gt=now, changes_until__lte=now + _TERM_NEAR
    ).select_related("registration")
    count = 0
    for entry in near:
        with transaction.atomic():
            if _first_time(f"term:entry:{entry.pk}:{entry.changes_until:%Y%m%d%H%M}", now):
                notify("review.term", entry.registration, entry=entry.pk)
                count += 1
    return count
