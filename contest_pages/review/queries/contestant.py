"""The review of a contestant's own entries."""

from __future__ import annotations

import datetime

from contest_pages.contests.models.form_page import Fragment
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.review.enums import EXPLAINS, Decision
from contest_pages.review.logic.complaints import complaint_until
from contest_pages.review.models import Review, ReviewCase


def reasons_of(entry: Entry, records: list[Review]) -> list[Review]:
    """Return the effective decisions behind an entry's state; several moderators give several reasons."""
    decision = EXPLAINS.get(EntryState(entry.state))
    explaining = [review for review in records if review.decision == decision]
    if not explaining:
        return []
    last = max(explaining, key=lambda review: review.place)
    if decision != Decision.REJECT:
        return [last]
    same = [
        r for r in explaining if (r.step_id, r.look, r.revision) == (last.step_id, last.look, last.revision)
    ]
    return sorted(same, key=lambda review: review.place)


def records_of(decided: list[Entry]) -> dict[int, list[Review]]:
    """Return the effective decisions of each entry; for no entries, without a query."""
    records: dict[int, list[Review]] = {}
    if decided:
        for review in Review.objects.effective().filter(entry__in=decided):
            records.setdefault(review.entry_id, []).append(review)
    return records


def notes_for_contestant(entries: list[Entry], now: datetime.datetime) -> dict[int, Fragment]:
    """Return the section of each entry's review on the personal page: reasons, next step, appeal."""
    reviewed = [entry for entry in entries if entry.state in EXPLAINS or entry.state == EntryState.SUBMITTED]
    if not reviewed:
        return {}
    cases = {
        case.entry_id: case
        for case in ReviewCase.objects.filter(entry__in=reviewed).select_related("entry__complaint")
    }
    records = records_of([entry for entry in reviewed if entry.state in EXPLAINS])
    notes = {}
    for entry in reviewed:
        reasons = reasons_of(entry, records.get(entry.pk, []))
        case = cases.get(entry.pk)
        complaint = getattr(case.entry, "complaint", None) if case else None
        until = None
        rules = entry.round.contest.live_rules
        if entry.state == EntryState.REJECTED and complaint is None and reasons and rules:
            last = reasons[-1]
            until = complaint_until(
                decision=last.decision, look=last.look, decided_at=last.decided_at, days=rules.complaint_days
            )
        notes[entry.pk] = Fragment(
            "contest_review/_own_note.html",
            {
                "entry": entry,
                "reasons": reasons,
                "complaint": complaint,
                "complaint_until": until if until and now < until else None,
                "is_preliminary": bool(case and case.tell_at and case.tell_at > now),
            },
        )
    return notes
