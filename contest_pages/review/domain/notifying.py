"""Notifications of contestants about decisions that cannot be undone any more."""

from __future__ import annotations

import datetime

from django.db import transaction

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.notices.notifying import notify
from contest_pages.review.enums import EXPLAINS
from contest_pages.review.logic.decisions import undo_until
from contest_pages.review.models import Review, ReviewCase


def schedule_notification(case: ReviewCase, now: datetime.datetime) -> None:
    """Schedule the notification for the end of the time for undoing, or write it at once where there is none.

    The entry and the decision are saved; the caller saves the case.
    """
    minutes = case.step.plan.undo_minutes
    if minutes:
        case.tell_at = undo_until(now, minutes)
    else:
        case.tell_at = None
        _notify(case.entry)


def _notify(entry: Entry) -> None:
    if review := decisive_review(entry):
        notify("review.decision", entry.registration, review=review.pk)


def decisive_review(entry: Entry) -> Review | None:
    """Return the decision behind an entry's present state, or None."""
    decision = EXPLAINS.get(EntryState(entry.state))
    return Review.objects.effective().filter(entry=entry, decision=decision).first() if decision else None


def send_due_notifications(now: datetime.datetime) -> int:
    """Write due notifications, each once even if called concurrently; return their number."""
    sent = 0
    for case in ReviewCase.objects.filter(tell_at__lte=now):
        with transaction.atomic():
            if ReviewCase.objects.filter(pk=case.pk, tell_at=case.tell_at).update(tell_at=None):
                _notify(Entry.objects.select_related("registration").get(pk=case.entry_id))
                sent += 1
    return sent
