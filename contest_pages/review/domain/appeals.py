"""Appeals of rejected contestants: once, decided by another moderator."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.entries.domain.transitions import change_state
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.notices.notifying import notify_many
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.review.enums import Look
from contest_pages.review.errors import NotAllowed, ReasonMissing, TooLate
from contest_pages.review.logic.complaints import complaint_until
from contest_pages.review.logic.decisions import SHORTEST_REASON
from contest_pages.review.models import Complaint, Review
from contest_pages.review.staff import MANAGE, holders_of

from .cases import lock_case
from .notifying import decisive_review


def _window_of(entry: Entry, review: Review | None) -> datetime.datetime | None:
    """Return the end of the term of an appeal against a rejection; None if there is none."""
    rules = entry.contest.live_rules
    if review is None or rules is None:
        return None
    return complaint_until(
        decision=review.decision, look=review.look, decided_at=review.decided_at, days=rules.complaint_days
    )


@transaction.atomic
def submit_appeal(*, entry: Entry, words: str, now: datetime.datetime) -> Complaint:
    """Submit an appeal: the entry waits again at the step that rejected it. Idempotent.

    Moderators of the first review do not decide about the appeal (eligibility.py).
    Raises ReasonMissing, TooLate (the window is over, or the review is final), NotAllowed.
    """
    case = lock_case(entry.pk)
    if earlier := Complaint.objects.filter(entry=entry.pk).first():
        return earlier
    review = decisive_review(case.entry)
    until = _window_of(case.entry, review)
    if case.entry.state != EntryState.REJECTED or review is None or until is None:
        raise NotAllowed(_("A second look cannot be asked for here."))
    if case.entry.registration.status != RegistrationStatus.ACTIVE:
        raise NotAllowed(_("Your registration does not count any more."))
    if now >= until:
        raise TooLate(_("The time in which a second look could be asked for is over."))
    if len(words.strip()) < SHORTEST_REASON:
        raise ReasonMissing(_("Say in a sentence or two what should be looked at again."))
    complaint = Complaint.objects.create(entry=case.entry, about=review, words=words.strip(), asked_at=now)
    change_state(case.entry, EntryState.SUBMITTED, now=now)
    case.entry.save(update_fields=["state"])
    case.refresh_from_db()
    case.look, case.step, case.expects, case.tell_at = Look.SECOND, review.step, None, None
    case.queued_at = case.since = now
    case.save()
    audit.record("contest.ask_second_look", case.entry, entry=case.entry.code)
    notify_many("review.appeal", holders_of(MANAGE), contest=case.entry.contest, entry=case.entry.pk)
    return complaint
