"""Undoing of decisions, in time and by the moderator who decided."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.entries.domain.transitions import change_state
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.review.enums import Decision
from contest_pages.review.errors import NotAllowed, TooLate
from contest_pages.review.logic.decisions import undo_until
from contest_pages.review.models import Review, ReviewCase
from contest_pages.review.permissions import may_view
from contest_pages.review.staff import as_of_now

from .cases import lock_case
from .deciding import VERBS
from .recording import append

#: The state that each decision may have led to, and the one before it.
_BEFORE = {Decision.DISQUALIFY: EntryState.ACCEPTED}


def undoable(entry: Entry, user, now: datetime.datetime) -> Review | None:
    """Return the decision about an entry that this user may undo at `now`, or None."""
    last = Review.objects.select_related("step__plan").filter(entry=entry).order_by("-place").first()
    if last is None or last.decision == Decision.UNDO or last.moderator_id != user.pk:
        return None
    return last if now < undo_until(last.decided_at, last.step.plan.undo_minutes) else None


def last_undoable(user, now: datetime.datetime) -> Review | None:
    """Return this user's latest decision if it may still be undone."""
    last = Review.objects.select_related("entry", "step__plan").filter(moderator=user).order_by("-pk").first()
    if last is None or now >= undo_until(last.decided_at, last.step.plan.undo_minutes):
        return None
    return last if undoable(last.entry, user, now) == last else None


@transaction.atomic
def undo(*, review: Review, moderator, now: datetime.datetime) -> Review:
    """Undo a decision: the entry returns to its state before, and both stay on record. Idempotent.

    Raises NotAllowed (another moderator's decision), TooLate (time over, changed since, or the list is
    closed).
    """
    case = lock_case(review.entry_id)
    if earlier := Review.objects.filter(undoes=review.pk).first():
        return earlier
    if review.moderator_id != moderator.pk or not may_view(as_of_now(moderator)):
        raise NotAllowed(_("Only whoever decided can take it back."))
    changed_since = case.entry.revision != review.revision
    on_closed_list = review.decision != Decision.DISQUALIFY and case.entry.round.list_closed_at is not None
    if undoable(case.entry, moderator, now) != review or changed_since or on_closed_list:
        raise TooLate(
            _("This decision can no longer be taken back: its time is over, or more has happened since.")
        )
    undone = append(
        case.entry,
        moderator=moderator,
        step=review.step,
        look=review.look,
        decision=Decision.UNDO,
        undoes=review,
        decided_at=now,
    )
    _put_back(case, review, moderator, now)
    audit.record(VERBS[Decision.UNDO], case.entry, actor=moderator, entry=case.entry.code, review=review.pk)
    return undone


def _put_back(case: ReviewCase, review: Review, moderator, now: datetime.datetime) -> None:
    entry = case.entry
    before = _BEFORE.get(Decision(review.decision), EntryState.SUBMITTED)
    if entry.state != before:
        change_state(entry, before, now=now)
        entry.changes_wanted, entry.changes_until = "", None
        entry.save(update_fields=["state", "changes_wanted", "changes_until"])
    case.refresh_from_db()
    case.step_id, case.look, case.tell_at = review.step_id, review.look, None
    if review.decision in (Decision.PASS_ON, Decision.CHANGES):
        case.expects = None
    if case.waits and not case.is_held_from(moderator, now):
        case.claimed_by = moderator
        case.claimed_until = now + datetime.timedelta(minutes=review.step.plan.claim_minutes)
    case.save()
