"""The contestant is told of a decision once it cannot be taken back any more."""

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


def tell_later(case: ReviewCase, now: datetime.datetime) -> None:
    """Have the contestant told when the time for taking back is over; the caller saves the case."""
    minutes = case.step.plan.undo_minutes
    if minutes:
        case.tell_at = undo_until(now, minutes)
    else:
        case.tell_at = None
        transaction.on_commit(partial(_send, case.entry_id))


def _send(entry_id: int) -> None:
    entry = Entry.objects.get(pk=entry_id)
    if review := explaining(entry):
        signals.decision_due.send(Review, review_pk=review.pk)


def explaining(entry: Entry) -> Review | None:
    """Return the decision behind an entry's present state, or None where nothing was decided."""
    decision = EXPLAINS.get(EntryState(entry.state))
    return Review.objects.standing().filter(entry=entry, decision=decision).first() if decision else None


def tell_due(now: datetime.datetime) -> int:
    """Tell every contestant whose time has come, each once whoever else does the same; return how many."""
    told = 0
    for case in ReviewCase.objects.filter(tell_at__lte=now):
        with transaction.atomic():
            if ReviewCase.objects.filter(pk=case.pk, tell_at=case.tell_at).update(tell_at=None):
                _send(case.entry_id)
                told += 1
    return told
