"""Undoing of decisions: in time, by the moderator who decided, and on record."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.entries.domain.drafts import EntryText, save_text
from contest_pages.entries.enums import EntryState
from contest_pages.review.domain.claiming import claim
from contest_pages.review.domain.disqualifying import disqualify
from contest_pages.review.domain.notifying import send_due_notifications
from contest_pages.review.domain.recording import verify
from contest_pages.review.domain.undoing import undo
from contest_pages.review.enums import Decision
from contest_pages.review.errors import NotAllowed, TooLate
from contest_pages.review.models import Review
from tests.factories.pages import NOW

from .helpers import REASON, case_of, say, steps_of, waiting_entry

pytestmark = pytest.mark.django_db
SOON = NOW + datetime.timedelta(minutes=9)
LATE = NOW + datetime.timedelta(minutes=10)


@pytest.mark.parametrize("decision", [Decision.ACCEPT, Decision.REJECT])
def test_the_entry_returns_to_its_state_and_both_stay_on_record(entry, mai, decision):
    review = say(entry, mai, decision, REASON)
    undone = undo(review=review, moderator=mai, now=SOON)
    entry.refresh_from_db()
    case = case_of(entry)
    assert (entry.state, case.waits, case.claimed_by, case.tell_at) == (
        EntryState.SUBMITTED,
        True,
        mai,
        None,
    )
    assert (undone.undoes, Review.objects.count()) == (review, 2)
    assert undo(review=review, moderator=mai, now=SOON) == undone  # idempotent
    assert verify(entry.round_id).is_sound
    say(entry, mai, now=SOON)


def test_the_contestant_is_not_notified_of_an_undone_decision(
    entry, mai, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        undo(review=say(entry, mai, Decision.REJECT, REASON), moderator=mai, now=SOON)
        assert send_due_notifications(LATE) == 0
    assert mailoutbox == []


def test_after_the_time_the_letter_is_enqueued_in_the_transaction_that_clears_it(
    entry, mai, queue, django_capture_on_commit_callbacks
):
    say(entry, mai, Decision.REJECT, REASON)
    with django_capture_on_commit_callbacks(execute=False) as later:
        assert send_due_notifications(LATE) == 1
    letter = entry.registration.notices.get()
    assert letter.kind == "review.decision"
    assert queue.get().args_kwargs["args"] == [letter.pk]
    assert not later, "nothing is left for after the commit, where a dying process would lose it"


def test_after_the_time_a_decision_is_final(entry, mai):
    review = say(entry, mai)
    with pytest.raises(TooLate):
        undo(review=review, moderator=mai, now=LATE)


def test_nobody_undoes_the_decision_of_another(entry, mai, nam):
    review = say(entry, mai)
    with pytest.raises(NotAllowed):
        undo(review=review, moderator=nam, now=SOON)


def test_a_moderator_without_the_right_undoes_nothing(entry, mai):
    review = say(entry, mai)
    mai.groups.clear()
    with pytest.raises(NotAllowed):
        undo(review=review, moderator=mai, now=SOON)


def test_an_entry_claimed_meanwhile_stays_claimed(stage, roles, mai, nam):
    steps_of(stage, {"moderators": 2})
    entry = waiting_entry(stage)
    review = say(entry, mai)
    claim(case=case_of(entry), moderator=nam, now=NOW)
    undo(review=review, moderator=mai, now=SOON)
    assert case_of(entry).claimed_by == nam


def test_a_decision_with_later_decisions_is_final(stage, roles, mai, nam):
    steps_of(stage, {}, {})
    entry = waiting_entry(stage)
    first = say(entry, mai)
    say(entry, nam)
    with pytest.raises(TooLate):
        undo(review=first, moderator=mai, now=SOON)


def test_undoing_returns_the_entry_to_the_step(stage, roles, mai):
    first, _second = steps_of(stage, {}, {})
    entry = waiting_entry(stage)
    undo(review=say(entry, mai), moderator=mai, now=SOON)
    assert case_of(entry).step == first


def test_requested_changes_are_undone_before_the_contestant_acts(entry, mai):
    until = NOW + datetime.timedelta(days=3)
    review = say(entry, mai, Decision.CHANGES, "Xin thay đoạn nhạc nền.", until=until)
    undo(review=review, moderator=mai, now=SOON)
    entry.refresh_from_db()
    assert (entry.state, entry.changes_wanted, entry.changes_until) == (EntryState.SUBMITTED, "", None)
    again = say(entry, mai, Decision.CHANGES, "Xin thay đoạn nhạc nền.", until=until, now=SOON)
    save_text(entry=entry, text=EntryText(title="Đã sửa", unit=entry.unit), now=SOON)
    with pytest.raises(TooLate):
        undo(review=again, moderator=mai, now=SOON)


def test_passing_on_is_undone(entry, mai, nam):
    review = say(entry, mai, Decision.PASS_ON, "Bạn xem giúp tôi nhé?", colleague=nam)
    undo(review=review, moderator=mai, now=SOON)
    assert case_of(entry).expects is None
    say(entry, mai)


def test_a_vote_of_two_is_undone_and_given_again(stage, roles, mai, nam):
    steps_of(stage, {"moderators": 2})
    entry = waiting_entry(stage)
    undo(review=say(entry, mai), moderator=mai, now=SOON)
    say(entry, mai, Decision.REJECT, REASON, now=SOON)
    say(entry, nam, Decision.REJECT, REASON, now=SOON + datetime.timedelta(hours=2))
    entry.refresh_from_db()
    assert entry.state == EntryState.REJECTED


def test_a_disqualification_is_undone(entry, mai, organiser):
    say(entry, mai)
    review = disqualify(entry=entry, actor=organiser, reason="Tác phẩm đã đăng từ trước.", now=NOW)
    undo(review=review, moderator=organiser, now=SOON)
    entry.refresh_from_db()
    assert entry.state == EntryState.ACCEPTED
