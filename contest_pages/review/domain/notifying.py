"""Notifications of contestants about decisions that cannot be undone any more."""

from __future__ import annotations

import datetime
from functools import partial

from django.db import transaction

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.review import signals
from contest_pages.review.enums import EXPLAINS
from contest_pages.review.logic.decisions import undo_until
from contest_pages.review.models import Review, ReviewCase


def schedule_notification(case: ReviewCase, now: datetime.datetime) -> None:
    """Schedule the notification for the end of the time for undoing; the caller saves the case."""
    minutes = case.step.plan.undo_minutes
    if minutes:
        case.tell_at = undo_until(now, minutes)
    else:
        case.tell_at = None
        transaction.on_commit(partial(_send, case.entry_id))


def _send(entry_id: int) -> None:
    entry = Entry.objects.get(pk=entry_id)
    if review := decisive_review(entry):
        signals.decision_due.send(Review, review_pk=review.pk)


def decisive_review(entry: Entry) -> Review | None:
    """Return the decision behind an entry's present state, or None."""
    decision = EXPLAINS.get(EntryState(entry.state))
    return Review.objects.effective().filter(entry=entry, decision=decision).first() if decision else None


def send_due_notifications(now: datetime.datetime) -> int:
    """Send due notifications, each once even if called concurrently; return their number."""
    sent = 0
    for case in ReviewCase.objects.filter(tell_at__lte=now):
        with transaction.atomic():
            if ReviewCase.objects.filter(pk=case.pk, tell_at=case.tell_at).update(tell_at=None):
                _send(case.entry_id)
                sent += 1
    return sent
