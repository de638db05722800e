"""The rules of the review, as plain functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.data.hash_chain import GENESIS_HASH, first_broken, record_hash
from contest_pages.review.enums import Answer, Decision, Look
from contest_pages.review.errors import ChecklistIncomplete, ReasonMissing, TooLate
from contest_pages.review.logic.complaints import complaint_until
from contest_pages.review.logic.decisions import (
    CheckAnswer,
    check_checklist,
    check_reason,
    check_term,
    is_disputed,
    outcome,
)
from tests.factories.pages import NOW, hanoi

A, R = Decision.ACCEPT, Decision.REJECT


@pytest.mark.parametrize(
    ("moderators", "votes", "decided"),
    [
        (1, [], None),
        (1, [A], A),
        (1, [R], R),
        (2, [A], None),
        (2, [A, A], A),
        (2, [R, R], R),
        (2, [A, R], None),
        (2, [A, R, R], R),
        (2, [R, A, A], A),
        (3, [A, A], None),
        (3, [A, A, R], A),
        (4, [A, A, R, R], None),
        (4, [A, A, R, R, R], R),
    ],
)
def test_a_step_is_decided_when_enough_have_voted_and_most_agree(moderators, votes, decided):
    assert outcome(votes, moderators) == decided


@given(st.lists(st.sampled_from([A, R]), max_size=12), st.integers(1, 5))
def test_a_decided_step_always_has_a_majority_and_one_vote_more_settles_a_split(votes, moderators):
    decided = outcome(votes, moderators)
    if decided:
        assert votes.count(decided) * 2 > len(votes) >= moderators
    elif len(votes) >= moderators:
        assert outcome([*votes, R], moderators) == R


def test_moderators_disagree_when_their_votes_differ():
    assert is_disputed([A, R])
    assert not is_disputed([A, A])
    assert not is_disputed([])


@pytest.mark.parametrize("decision", [R, Decision.CHANGES, Decision.PASS_ON, Decision.DISQUALIFY])
@pytest.mark.parametrize("reason", ["", "   ", "mờ", "chín chữ "])
def test_decisions_with_a_notification_need_a_reason(decision, reason):
    with pytest.raises(ReasonMissing, match="ít nhất 10 ký tự"):
        check_reason(decision, reason)


def test_an_acceptance_needs_no_reason():
    check_reason(A, "")


def test_a_rejection_needs_a_reason_of_the_contest_where_it_has_a_list():
    words = "Không có cảnh nào về chuyển đổi số."
    with pytest.raises(ReasonMissing, match="Hãy chọn một lý do"):
        check_reason(R, words, title="", titles=["Sai chủ đề"])
    with pytest.raises(ReasonMissing):
        check_reason(R, words, title="Tự nghĩ ra", titles=["Sai chủ đề"])
    check_reason(R, words, title="Sai chủ đề", titles=["Sai chủ đề"])
    check_reason(R, words)


def test_an_acceptance_answers_every_question():
    answers = [CheckAnswer("Đúng chủ đề?", Answer.YES)]
    with pytest.raises(ChecklistIncomplete, match="Rõ tiếng"):
        check_checklist(A, ["Đúng chủ đề?", "Rõ tiếng?"], answers, "")
    check_checklist(A, ["Đúng chủ đề?"], answers, "")
    check_checklist(R, ["Đúng chủ đề?", "Rõ tiếng?"], [], "")


def test_accepting_in_spite_of_a_no_is_explained():
    no = [CheckAnswer("Rõ tiếng?", Answer.NO)]
    with pytest.raises(ChecklistIncomplete, match="giải trình"):
        check_checklist(A, ["Rõ tiếng?"], no, "")
    check_checklist(A, ["Rõ tiếng?"], no, "Đoạn cuối hơi nhỏ, vẫn nghe được.")
    check_checklist(A, ["Rõ tiếng?"], [CheckAnswer("Rõ tiếng?", Answer.NO, note="từ phút 3")], "")


@pytest.mark.parametrize("until", [None, NOW, hanoi("2024-07-01")])
def test_a_term_for_changes_is_in_the_future(until):
    with pytest.raises(TooLate):
        check_term(until, NOW)


@pytest.mark.parametrize(
    ("decided", "days", "until"),
    [
        ("2024-08-05 09:00", 3, "2024-08-08 24:00"),
        ("2024-08-05 00:00", 1, "2024-08-06 24:00"),
        ("2024-08-05 23:59", 1, "2024-08-06 24:00"),
        ("2024-08-05 09:00", 0, None),
    ],
)
def test_the_term_of_an_appeal_counts_whole_days_after_the_decision(decided, days, until):
    found = complaint_until(decision=R, look=Look.FIRST, decided_at=hanoi(decided), days=days)
    assert found == (hanoi(until) if until else None)


def test_only_a_first_rejection_may_be_appealed():
    assert complaint_until(decision=A, look=Look.FIRST, decided_at=NOW, days=3) is None
    assert complaint_until(decision=R, look=Look.SECOND, decided_at=NOW, days=3) is None


def chain(*contents):
    previous, records = GENESIS_HASH, []
    for place, content in enumerate(contents, start=1):
        own = record_hash(previous, content)
        records.append((place, previous, own, content))
        previous = own
    return records


def test_a_sound_chain_has_no_broken_record():
    assert first_broken(chain({"a": 1}, {"a": 2}, {"a": 3})) is None
    assert first_broken([]) is None


@pytest.mark.parametrize(
    ("harm", "broken"),
    [
        (lambda rows: rows.__setitem__(1, (*rows[1][:3], {"a": 9})), 2),  # changed
        (lambda rows: rows.pop(1), 2),  # removed from the middle
        (lambda rows: rows.pop(0), 1),  # removed from the beginning
        (lambda rows: rows.reverse(), 1),  # another order
        (lambda rows: rows.insert(1, (2, rows[0][2], "0" * 64, {"a": 9})), 2),  # inserted
    ],
)
def test_the_first_broken_record_is_named(harm, broken):
    rows = chain({"a": 1}, {"a": 2}, {"a": 3})
    harm(rows)
    assert first_broken(rows) == broken


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()), st.text())
def test_any_other_word_gives_another_hash(content, word):
    assert record_hash(GENESIS_HASH, content) == record_hash(GENESIS_HASH, dict(content))
    assert record_hash(GENESIS_HASH, content) != record_hash(GENESIS_HASH, {**content, "+": word})
