"""Decisions of moderators about entries."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.entries.domain.transitions import change_state
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.notices.notifying import notify
from contest_pages.review.eligibility import check_may_decide
from contest_pages.review.enums import VOTES, Decision
from contest_pages.review.errors import AlreadyDecided, NotAllowed, NotAwaitingReview
from contest_pages.review.logic import decisions as logic
from contest_pages.review.models import DeskNotes, Review, ReviewCase
from contest_pages.review.permissions import may_review
from contest_pages.review.staff import as_of_now, moderators_of
from contest_pages.vietnamese import person_name

from .cases import lock_case
from .claiming import refuse_held
from .notifying import schedule_notification
from .planning import step_after
from .recording import append

VERBS = {
    Decision.ACCEPT: "contest.accept",
    Decision.REJECT: "contest.reject",
    Decision.CHANGES: "contest.ask_changes",
    Decision.PASS_ON: "contest.pass_on",
    Decision.DISQUALIFY: "contest.disqualify",
    Decision.UNDO: "contest.undo_decision",
}
_STATE_AFTER = {Decision.ACCEPT: EntryState.ACCEPTED, Decision.REJECT: EntryState.REJECTED}


@dataclass(frozen=True)
class Seen:
    """The state that a moderator saw: the step, the look, and the revision of the entry."""

    step_id: int
    look: int
    revision: int


@dataclass(frozen=True)
class Verdict:
    """A moderator's verdict. `until` is for requested changes, `colleague` for passing on.

    `watched_percent` is the share of the video that was played at the desk; None if that is unknown.
    """

    decision: Decision
    answers: tuple[logic.CheckAnswer, ...] = ()
    reason_title: str = ""
    reason: str = ""
    until: datetime.datetime | None = None
    colleague: object = None
    in_bulk: bool = False
    watched_percent: int | None = None


def seen_now(case: ReviewCase) -> Seen:
    """Return the present state of the case."""
    return Seen(case.step_id, case.look, case.entry.revision)


@transaction.atomic
def decide(*, entry: Entry, moderator, verdict: Verdict, seen: Seen, now: datetime.datetime) -> Review:
    """Record a moderator's decision and update the entry (Sơn La 2024, III.2).

    Idempotent: a repeated request returns the decision on record. Side effects in order: record and its chain,
    the entry's state and step, audit line; the contestant is notified when the time for undoing is over.

    Raises ReasonMissing, ChecklistIncomplete, TooLate (a term in the past), AlreadyDecided
    (by another moderator), NotAwaitingReview (withdrawn, or changed since it was seen),
    NotAllowed (right removed meanwhile, conflict of interest, own work, earlier vote), ClaimedByOther.
    """
    case = lock_case(entry.pk)
    if earlier := _repeated_request(case, moderator, verdict, seen):
        return earlier
    _check_unchanged(case, seen)
    moderator = as_of_now(moderator)
    if not may_review(moderator):
        raise NotAllowed(_("You may not decide in the preliminary review any more."))
    refuse_held(case, moderator, now)
    check_may_decide(case, moderator)
    _check_words(case, verdict, now)
    return _put_on_record(case, moderator, verdict, now)


def _repeated_request(case: ReviewCase, moderator, verdict: Verdict, seen: Seen) -> Review | None:
    last = Review.objects.effective().filter(entry=case.entry_id, moderator=moderator.pk).first()
    is_same = last is not None and (last.step_id, last.look, last.revision, last.decision) == (
        seen.step_id,
        seen.look,
        seen.revision,
        verdict.decision,
    )
    return last if is_same and verdict.decision in VOTES else None


def _check_unchanged(case: ReviewCase, seen: Seen) -> None:
    """Raise the reason why the entry is not in the state that the moderator saw."""
    if case.entry.revision != seen.revision:
        raise NotAwaitingReview(
            _(
                "The contestant has changed this entry while you looked at it. Your decision was not recorded: please look at it once more."
            )
        )
    if case.entry.state == EntryState.WITHDRAWN:
        raise NotAwaitingReview(
            _(
                "The contestant has withdrawn this entry while you looked at it. Your decision was not recorded."
            )
        )
    if case.waits and (case.step_id, case.look) == (seen.step_id, seen.look):
        return
    last = Review.objects.effective().select_related("moderator").filter(entry=case.entry_id).first()
    if last is None:
        raise NotAwaitingReview(_("This entry does not wait for a decision any more."))
    raise AlreadyDecided(
        _("%(moderator)s has already decided: %(decision)s. Your decision was not recorded.")
        % {"moderator": person_name(last.moderator), "decision": last.get_decision_display()}
    )


def _check_words(case: ReviewCase, verdict: Verdict, now: datetime.datetime) -> None:
    is_rejection = verdict.decision == Decision.REJECT
    titles = [reason.title for reason in case.step.plan.reasons.all()] if is_rejection else []
    logic.check_reason(verdict.decision, verdict.reason, title=verdict.reason_title, titles=titles)
    if not verdict.in_bulk:
        logic.check_checklist(verdict.decision, case.step.questions, verdict.answers, verdict.reason)
    if verdict.decision == Decision.CHANGES:
        logic.check_term(verdict.until, now)
    if verdict.decision == Decision.PASS_ON:
        colleague = verdict.colleague
        if colleague is None or not moderators_of(case.step).filter(pk=colleague.pk).exists():
            raise NotAllowed(_("Choose a colleague who may decide at this step."))
        check_may_decide(case, colleague)


def _put_on_record(case: ReviewCase, moderator, verdict: Verdict, now: datetime.datetime) -> Review:
    entry = case.entry
    review = append(
        entry,
        moderator=moderator,
        step=case.step,
        look=case.look,
        decision=verdict.decision,
        reason_title=verdict.reason_title,
        reason=verdict.reason.strip(),
        checklist=[answer.as_json() for answer in verdict.answers],
        in_bulk=verdict.in_bulk,
        watched_percent=verdict.watched_percent,
        colleague=verdict.colleague,
        until=verdict.until,
        decided_at=now,
    )
    case.claimed_by = case.claimed_until = case.expects = case.assigned_to = None
    if verdict.decision in VOTES:
        _count_votes(case, now)
    elif verdict.decision == Decision.CHANGES:
        case.expects = moderator
        entry.changes_wanted, entry.changes_until = review.reason, verdict.until
        _move(case, EntryState.CHANGES_ASKED, now)
    else:
        case.expects = verdict.colleague
        notify("review.passed_on", verdict.colleague, contest=entry.contest, review=review.pk)
    case.save()
    DeskNotes.objects.filter(case=case, moderator=moderator).delete()
    audit.record(
        VERBS[Decision(verdict.decision)],
        entry,
        actor=moderator,
        entry=entry.code,
        review=review.pk,
        step=review.step_name,
    )
    return review


def votes_of(case: ReviewCase) -> list[str]:
    """Return the votes of the present step about the present revision."""
    return list(
        Review.objects.effective()
        .filter(
            entry=case.entry_id,
            step=case.step_id,
            look=case.look,
            revision=case.entry.revision,
            decision__in=VOTES,
        )
        .order_by("place")
        .values_list("decision", flat=True)
    )


def _count_votes(case: ReviewCase, now: datetime.datetime) -> None:
    """Update the entry if the step is decided; else it waits for the next vote."""
    decision = logic.outcome(votes_of(case), case.step.moderators)
    if decision is None:
        return
    following = step_after(case.step) if decision == Decision.ACCEPT else None
    if following is not None:
        case.step, case.since = following, now
    else:
        _move(case, _STATE_AFTER[Decision(decision)], now)


def _move(case: ReviewCase, to: EntryState, now: datetime.datetime) -> None:
    """Set the state of the entry, and schedule the notification of its contestant."""
    entry = case.entry
    change_state(entry, to, now=now)
    entry.save(update_fields=["state", "changes_wanted", "changes_until"])
    case.waits, case.since = False, now
    schedule_notification(case, now)
