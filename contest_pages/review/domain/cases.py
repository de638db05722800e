"""Cases of entries, which follow the state and the changes of their entry."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.review.errors import NotAwaitingReview
from contest_pages.review.models import ReviewCase

from .planning import first_step


def lock_case(entry_id: int) -> ReviewCase:
    """Lock an entry and return its case with the related rows of a decision; NotAwaitingReview without a case.

    Every change of the review locks the entry first; the case needs no lock of its own.
    """
    Entry.objects.select_for_update().only("pk").filter(pk=entry_id).first()
    case = (
        ReviewCase.objects.select_related(
            "entry__video", "entry__round", "entry__registration", "step__plan", "step__group"
        )
        .filter(entry=entry_id)
        .first()
    )
    if case is None:
        raise NotAwaitingReview(_("This entry has not come before the reviewers."))
    return case


@transaction.atomic
def open_case(entry: Entry, now: datetime.datetime) -> ReviewCase:
    """Open the case of an entry at the first step."""
    return ReviewCase.objects.get_or_create(
        entry=entry,
        defaults={
            "round_id": entry.round_id,
            "step": first_step(entry.round),
            "queued_at": now,
            "since": now,
        },
    )[0]


def on_entry_moved(sender, entry: Entry, to: EntryState, now: datetime.datetime, **kwargs) -> None:
    """Update the case by the entry's state, in the same transaction."""
    waits = to == EntryState.SUBMITTED
    changed = ReviewCase.objects.filter(entry=entry).exclude(waits=waits)
    changed.update(waits=waits, since=now, claimed_by=None, claimed_until=None)
    if waits and not ReviewCase.objects.filter(entry=entry).exists():
        open_case(entry, now)


def on_entry_revised(sender, entry: Entry, now: datetime.datetime, **kwargs) -> None:
    """Restart at the first step when a contestant changes a waiting entry; requested changes return to their step."""
    if entry.changes_until is not None:
        return
    ReviewCase.objects.filter(entry=entry).update(
        step=first_step(entry.round), since=now, claimed_by=None, claimed_until=None, expects=None
    )
