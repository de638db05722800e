"""Attempts begun in the seconds of a mistaken opening are told and counted, and count for nothing."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.quizzes.domain.attempts import begin
from contest_pages.quizzes.domain.claiming import confirm_claim, unconfirmed_claims
from contest_pages.quizzes.domain.undone_opening import discard_attempts, discarded_sentences
from contest_pages.quizzes.errors import ClaimRefused
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.snapshots import snapshot_of
from tests.factories import RegistrationFactory, UserFactory, take_quiz
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db

SECOND = datetime.timedelta(seconds=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def undone(quiz):
    """A quiz that was open by mistake for twenty seconds: an attempt runs, one is submitted."""
    quiz.other = RegistrationFactory(page=quiz.form)
    quiz.round.attempts_allowed = 1
    quiz.round.save()
    quiz.snapshot = snapshot_of(quiz.round.pk)
    begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW + SECOND)
    take_quiz(quiz.round, quiz.other, at=NOW + 2 * SECOND, seconds=10)
    quiz.round.opens_at = NOW + DAY
    quiz.round.save()
    quiz.since, quiz.until = NOW, NOW + 20 * SECOND
    return quiz


def discard(quiz):
    return discard_attempts(round_page=quiz.round, since=quiz.since, until=quiz.until, actor=UserFactory())


def test_they_are_counted_end_and_do_not_count(undone):
    assert discard(undone) == [
        f"Trong thời gian đó có 2 lượt thi bắt đầu ở “{undone.round.title}”; không được tính."
    ]
    assert not Attempt.objects.of_persons().exists()
    assert not Attempt.objects.running().exists()
    assert Attempt.objects.count() == 2, "what was given is kept"
    assert discard(undone) == discard(undone), "idempotent"


def test_the_contestant_is_told_and_may_begin_again_when_it_opens(undone):
    discard(undone)
    (sentence,) = discarded_sentences(undone.other, undone.round)
    assert Attempt.objects.get(claimed_by=undone.other).code in sentence
    assert unconfirmed_claims(undone.other, undone.round) == []
    attempt = Attempt.objects.get(claimed_by=undone.other)
    with pytest.raises(ClaimRefused, match="trước khi"):
        confirm_claim(attempt=attempt, registration=undone.other, now=NOW + DAY)
    undone.round.opens_at = NOW + 60 * SECOND
    undone.round.save()
    begun, new = begin(
        snapshot=snapshot_of(undone.round.pk), registration=undone.other, now=NOW + 61 * SECOND
    )
    assert (new, begun.number) == (True, 1), "the one that does not count uses nothing up"


def test_what_a_slow_process_let_in_just_after_the_undo_does_not_count_either(undone):
    discard(undone)
    late = RegistrationFactory(page=undone.form)
    begin(snapshot=undone.snapshot, registration=late, now=undone.until + SECOND)
    (sentence,) = discard(undone)
    assert "3 lượt thi" in sentence
    assert not Attempt.objects.filter(registration=late).exists()


def test_what_is_begun_after_the_right_press_counts(undone):
    discard(undone)
    undone.round.opens_at = NOW + 60 * SECOND
    undone.round.save()
    right = RegistrationFactory(page=undone.form)
    attempt, _new = begin(snapshot=snapshot_of(undone.round.pk), registration=right, now=NOW + 61 * SECOND)
    (sentence,) = discard(undone)
    assert "2 lượt thi" in sentence
    assert Attempt.objects.get(pk=attempt.pk).registration == right


def test_a_round_of_another_kind_has_no_attempts(undone, stage):
    assert discard_attempts(round_page=stage.round, since=NOW, until=NOW, actor=None) == []
