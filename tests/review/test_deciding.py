"""Decisions: concurrency, records, states of the entry."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from contest_pages.entries.domain.drafts import EntryText, save_text
from contest_pages.entries.domain.withdrawal import withdraw
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import TransitionNotAllowed
from contest_pages.review.domain.deciding import seen_now
from contest_pages.review.enums import Decision
from contest_pages.review.errors import (
    AlreadyDecided,
    ChecklistIncomplete,
    NotAllowed,
    NotAwaitingReview,
    ReasonMissing,
    ReviewRefused,
)
from contest_pages.review.models import Review
from tests.factories.pages import NOW, hanoi
from tests.letters import words_of
from tests.races import at_once

from .helpers import REASON, case_of, moderator, say, steps_of, waiting_entry

pytestmark = pytest.mark.django_db


def state(entry) -> str:
    entry.refresh_from_db()
    return entry.state


def test_an_accepted_entry_keeps_who_when_and_which_file(entry, mai):
    review = say(entry, mai)
    assert state(entry) == EntryState.ACCEPTED
    assert (review.moderator, review.decided_at, review.video_sha256, review.revision) == (
        mai,
        NOW,
        entry.video.sha256,
        1,
    )
    assert [answer.answer for answer in review.answers] == ["yes"] * 5
    log = ModelLogEntry.objects.get(action="contest.accept")
    assert (log.user, log.object_id, log.label) == (mai, str(entry.pk), entry.code)
    assert not case_of(entry).waits


def test_a_rejection_without_a_reason_is_refused_and_changes_nothing(entry, mai):
    for reason in ("", "   ", "mờ"):
        with pytest.raises(ReasonMissing):
            say(entry, mai, Decision.REJECT, reason)
    with pytest.raises(ReasonMissing):
        say(entry, mai, Decision.REJECT, REASON, reason_title="")
    assert state(entry) == EntryState.SUBMITTED
    assert not Review.objects.exists()


def test_an_acceptance_with_an_open_question_is_refused(entry, mai):
    with pytest.raises(ChecklistIncomplete, match="đúng chủ đề"):
        say(entry, mai, answers=())
    assert not Review.objects.exists()


def test_the_second_moderator_reads_who_has_decided(entry, mai, nam):
    seen = seen_now(case_of(entry))
    say(entry, mai)
    with pytest.raises(AlreadyDecided, match="Mai Lan đã quyết định trước: Đạt"):
        say(entry, nam, Decision.REJECT, REASON, seen=seen)
    assert Review.objects.count() == 1


def test_a_repeated_request_is_one_decision(entry, mai):
    seen = seen_now(case_of(entry))
    assert say(entry, mai, seen=seen).pk == say(entry, mai, seen=seen).pk
    assert ModelLogEntry.objects.filter(action="contest.accept").count() == 1


def test_nobody_changes_the_own_decision_afterwards(entry, mai):
    seen = seen_now(case_of(entry))
    say(entry, mai)
    with pytest.raises(AlreadyDecided):
        say(entry, mai, Decision.REJECT, REASON, seen=seen)


def test_a_withdrawn_entry_takes_no_decision(entry, mai):
    seen = seen_now(case_of(entry))
    withdraw(entry=entry, now=NOW)
    with pytest.raises(NotAwaitingReview, match="rút tác phẩm"):
        say(entry, mai, seen=seen)


def test_a_decision_about_an_earlier_revision_is_not_recorded(entry, mai):
    seen = seen_now(case_of(entry))
    save_text(entry=entry, text=EntryText(title="Tên mới", unit=entry.unit), now=NOW)
    with pytest.raises(NotAwaitingReview, match="thay đổi tác phẩm"):
        say(entry, mai, seen=seen)
    assert say(entry, mai).revision == 2


def test_saving_the_same_words_again_is_no_new_revision(entry, mai):
    seen = seen_now(case_of(entry))
    save_text(entry=entry, text=EntryText(title=entry.title, unit=entry.unit), now=NOW)
    assert say(entry, mai, seen=seen).revision == 1


def test_what_was_decided_can_no_longer_be_changed_by_its_contestant(entry, mai):
    say(entry, mai)
    with pytest.raises(TransitionNotAllowed):
        save_text(entry=entry, text=EntryText(title="Tên mới"), now=NOW)


def test_a_moderator_who_lost_the_right_meanwhile_decides_nothing(entry, mai):
    assert mai.has_perm("contest_review.review_entry")  # as it was when the request began
    mai.groups.clear()
    with pytest.raises(NotAllowed, match="không còn quyền"):
        say(entry, mai)
    assert state(entry) == EntryState.SUBMITTED


# ---- steps


def test_an_entry_passes_the_steps_in_their_order(stage, roles, mai, nam):
    steps = steps_of(stage, {}, {}, {})
    entry = waiting_entry(stage)
    for step, user in zip(steps, (mai, nam, mai), strict=True):
        assert case_of(entry).step == step
        assert state(entry) == EntryState.SUBMITTED
        say(entry, user)
    assert state(entry) == EntryState.ACCEPTED


def test_a_rejection_at_any_step_ends_the_review(stage, roles, mai):
    steps_of(stage, {}, {})
    entry = waiting_entry(stage)
    say(entry, mai, Decision.REJECT, REASON)
    assert state(entry) == EntryState.REJECTED


def test_a_change_by_the_contestant_begins_the_steps_again(stage, roles, mai):
    first, second = steps_of(stage, {}, {})
    entry = waiting_entry(stage)
    say(entry, mai)
    assert case_of(entry).step == second
    save_text(entry=entry, text=EntryText(title="Tên mới", unit=entry.unit), now=NOW)
    assert case_of(entry).step == first


# ---- four eyes


@pytest.fixture
def four_eyes(stage, roles):
    steps_of(stage, {"moderators": 2})
    return waiting_entry(stage)


def test_where_two_moderators_are_required_one_decision_is_not_enough(four_eyes, mai, nam):
    say(four_eyes, mai)
    assert state(four_eyes) == EntryState.SUBMITTED
    with pytest.raises(NotAllowed, match="dành cho người khác"):
        say(four_eyes, mai, Decision.REJECT, REASON)
    say(four_eyes, nam)
    assert state(four_eyes) == EntryState.ACCEPTED


@pytest.mark.parametrize(
    ("third", "after"),
    [(Decision.ACCEPT, EntryState.ACCEPTED), (Decision.REJECT, EntryState.REJECTED)],
)
def test_a_third_decides_when_two_disagree(four_eyes, mai, nam, hoa, third, after):
    say(four_eyes, mai)
    say(four_eyes, nam, Decision.REJECT, REASON)
    assert state(four_eyes) == EntryState.SUBMITTED
    say(four_eyes, hoa, third, REASON)
    assert state(four_eyes) == after


def test_a_vote_about_an_earlier_revision_does_not_count(four_eyes, mai, nam):
    say(four_eyes, mai)
    save_text(entry=four_eyes, text=EntryText(title="Tên mới", unit=four_eyes.unit), now=NOW)
    say(four_eyes, nam)
    assert state(four_eyes) == EntryState.SUBMITTED
    say(four_eyes, mai)  # once more, about the new one
    assert state(four_eyes) == EntryState.ACCEPTED


# ---- passing on


def test_an_entry_is_passed_on_to_a_colleague_with_a_question(
    entry, mai, nam, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        say(entry, mai, Decision.PASS_ON, "Đoạn nhạc này có bản quyền không?", colleague=nam)
    assert case_of(entry).expects == nam
    assert state(entry) == EntryState.SUBMITTED
    (letter,) = mailoutbox
    assert letter.to == ["nam@coquan.example"]
    assert "Đoạn nhạc này có bản quyền không?" in words_of(letter)
    assert f"/contest/review/{entry.pk}/" in words_of(letter)
    with pytest.raises(ReviewRefused, match="chờ Nam Sơn"):
        say(entry, mai)
    say(entry, nam)
    assert state(entry) == EntryState.ACCEPTED


def test_an_entry_is_passed_on_only_to_a_moderator_who_may_decide(entry, mai, roles):
    for nobody in (None, roles["editors"]):
        with pytest.raises(NotAllowed):
            say(entry, mai, Decision.PASS_ON, "Bạn xem giúp tôi nhé?", colleague=nobody)


# ---- the record


def test_decisions_are_never_changed_or_deleted(entry, mai):
    review = say(entry, mai)
    with pytest.raises(TypeError):
        review.save()
    with pytest.raises(TypeError):
        review.delete()


def test_the_database_refuses_a_second_record_in_one_place_and_a_rejection_without_reason(stage, entry, mai):
    review = say(entry, mai)
    fields = {
        "round_id": review.round_id,
        "entry": entry,
        "moderator": mai,
        "step": review.step,
        "decided_at": NOW,
        "previous_hash": "0" * 64,
        "record_hash": "1" * 64,
    }
    for wrong in (
        {"place": 1, "decision": "accept"},
        {"place": 2, "decision": "reject", "reason": ""},
        {"place": 2, "decision": "undo"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.create(**fields, **wrong)


# ---- at the same moment


def together(*functions) -> list:
    """Run functions at the same moment; return the class of what each raised, or None."""
    return [type(outcome) if isinstance(outcome, Exception) else None for outcome in at_once(*functions)]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_concurrent_decisions_one_is_recorded_and_the_other_refused(entry, mai, nam):
    seen = seen_now(case_of(entry))
    outcomes = together(
        lambda: say(entry, mai, seen=seen),
        lambda: say(entry, nam, Decision.REJECT, REASON, seen=seen),
    )
    assert sorted(map(str, outcomes)) == sorted(map(str, [None, AlreadyDecided]))
    assert Review.objects.filter(entry=entry).count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_pairs_of_eyes_at_once_are_two_votes_and_one_acceptance(four_eyes, mai, nam):
    assert together(lambda: say(four_eyes, mai), lambda: say(four_eyes, nam)) == [None, None]
    assert state(four_eyes) == EntryState.ACCEPTED
    assert sorted(Review.objects.values_list("place", flat=True)) == [1, 2]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("attempt", range(5))
def test_a_decision_beside_a_change_names_what_it_saw_or_is_refused(entry, mai, attempt):
    seen = seen_now(case_of(entry))
    outcomes = together(
        lambda: say(entry, mai, seen=seen),
        lambda: save_text(entry=entry, text=EntryText(title="Tên mới", unit=entry.unit), now=NOW),
    )
    entry.refresh_from_db()
    if entry.state == EntryState.ACCEPTED:
        assert set(outcomes) == {None, TransitionNotAllowed}
        assert Review.objects.get().revision == entry.revision == 1
    else:
        assert set(outcomes) == {None, NotAwaitingReview}
        assert (entry.revision, entry.title) == (2, "Tên mới")
        assert not Review.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_twenty_concurrent_decisions_form_one_unbroken_chain(stage, roles):
    from contest_pages.review.domain.recording import verify

    users = [moderator(roles, f"Người {number}") for number in range(5)]
    entries = [waiting_entry(stage) for _ in range(20)]
    for start in range(0, 20, 5):
        functions = [
            lambda entry=entry, user=user: say(entry, user)
            for entry, user in zip(entries[start : start + 5], users, strict=True)
        ]
        assert together(*functions) == [None] * 5
    found = verify(stage.round.pk)
    assert (found.is_sound, found.length) == (True, 20)


def test_a_term_for_changes_in_the_past_is_refused(entry, mai):
    with pytest.raises(ReviewRefused):
        say(entry, mai, Decision.CHANGES, "Xin thay đoạn nhạc nền.", until=hanoi("2024-07-01"))
    assert state(entry) == EntryState.SUBMITTED
