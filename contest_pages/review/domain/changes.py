"""Requested changes that were submitted, or whose term has ended."""

from __future__ import annotations

import datetime

from django.db import transaction

from contest_pages import audit
from contest_pages.entries.domain.submission import return_to_review
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.notices.notifying import notify
from contest_pages.review.models import ReviewCase


def return_overdue(now: datetime.datetime) -> int:
    """Return entries whose term for changes has ended to the moderator who requested them; return their number.

    An unfinished upload has the grace time of the rules.
    """
    returned = 0
    overdue = Entry.objects.filter(state=EntryState.CHANGES_ASKED, changes_until__lte=now)
    for pk in list(overdue.values_list("pk", flat=True)):
        with transaction.atomic():
            entry = (
                Entry.objects.select_for_update(of=("self",))
                .select_related("round", "replacement")
                .filter(pk=pk, state=EntryState.CHANGES_ASKED, changes_until__lte=now)
                .first()
            )
            if entry is None or _still_sends(entry, now):
                continue
            return_to_review(entry, now=now)
            audit.record("contest.changes_over", entry, entry=entry.code)
            returned += 1
    return returned


def _still_sends(entry: Entry, now: datetime.datetime) -> bool:
    rules = entry.round.contest.live_rules
    under_way = entry.uploads.filter(completed_at=None).exists()
    return under_way and rules is not None and now < entry.changes_until + rules.grace


def on_changes_back(sender, entry: Entry, to: EntryState, now: datetime.datetime, **kwargs) -> None:
    """Notify the moderator who requested the changes that the entry is back."""
    if to != EntryState.SUBMITTED:
        return
    case = ReviewCase.objects.filter(entry=entry, expects__isnull=False).select_related("expects").first()
    if case is not None:
        notify("review.changes_back", case.expects, contest=entry.contest, entry=entry.pk)
