"""A rejected contestant asks once for a second look by somebody else."""

from __future__ import annotations

import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.entries.domain.moves import move_entry
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.review import signals
from contest_pages.review.enums import Look
from contest_pages.review.errors import NotAllowed, ReasonMissing, TooLate
from contest_pages.review.logic.complaints import complaint_until
from contest_pages.review.logic.decisions import SHORTEST_REASON
from contest_pages.review.models import Complaint, Review

from .cases import lock_case
from .telling import explaining


def _window_of(entry: Entry, review: Review | None) -> datetime.datetime | None:
    """Return until when a second look at a rejected entry may be asked for; None where it may not."""
    rules = entry.contest.live_rules
    if review is None or rules is None:
        return None
    return complaint_until(
        decision=review.decision, look=review.look, decided_at=review.decided_at, days=rules.complaint_days
    )


@transaction.atomic
def ask_second_look(*, entry: Entry, words: str, now: datetime.datetime) -> Complaint:
    """Put a rejected entry before the moderators again, at the step that rejected it. Twice is as good as once.

    Whoever took part in the first look does not decide in the second (domain/eligibility.py).
    Raises ReasonMissing, TooLate (the window is over, or the review is final), NotAllowed.
    """
    case = lock_case(entry.pk)
    if earlier := Complaint.objects.filter(entry=entry.pk).first():
        return earlier
    review = explaining(case.entry)
    until = _window_of(case.entry, review)
    if case.entry.state != EntryState.REJECTED or until is None:
        raise NotAllowed(_("A second look cannot be asked for here."))
    if case.entry.registration.status != RegistrationStatus.ACTIVE:
        raise NotAllowed(_("Your registration does not count any more."))
    if now >= until:
        raise TooLate(_("The time in which a second look could be asked for is over."))
    if len(words.strip()) < SHORTEST_REASON:
        raise ReasonMissing(_("Say in a sentence or two what should be looked at again."))
    complaint = Complaint.objects.create(entry=case.entry, about=review, words=words.strip(), asked_at=now)
    move_entry(case.entry, EntryState.SUBMITTED, now=now)
    case.entry.save(update_fields=["state"])
    case.refresh_from_db()
    case.look, case.step, case.expects, case.tell_at = Look.SECOND, review.step, None, None
    case.queued_at = case.since = now
    case.save()
    audit.record("contest.ask_second_look", case.entry, entry=case.entry.code)
    transaction.on_commit(partial(signals.second_look_asked.send, Entry, entry_pk=case.entry.pk))
    return complaint
