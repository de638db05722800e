"""Attempts: begin, answer, submit; also by time, in two tabs and over slow connections."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from contest_pages.question_bank.domain.checking import check_question
from contest_pages.question_bank.models import Question
from contest_pages.quizzes.domain.attempts import begin, end_by_time, save_answers, submit
from contest_pages.quizzes.domain.overdue import submit_overdue
from contest_pages.quizzes.domain.waiting import PLACE_TIMEOUT, admit_or_queue
from contest_pages.quizzes.errors import AllPlacesTaken, NoAttemptsLeft, NotComplete, QuizClosed
from contest_pages.quizzes.models import Accommodation, Attempt, WaitingPlace
from contest_pages.quizzes.queries.snapshots import snapshot_of
from tests.factories import QuizRoundPageFactory, RegistrationFactory, UserFactory, take_quiz
from tests.factories.pages import NOW, hanoi
from tests.races import at_once

pytestmark = pytest.mark.django_db

SECOND = datetime.timedelta(seconds=1)
MINUTE = datetime.timedelta(minutes=1)


def all_right(attempt, revision=1000):
    return {str(version): (0, revision) for version in attempt.questions}


def change(round_page, **values):
    """Change the published rules of a round and return its new snapshot."""
    for name, value in values.items():
        setattr(round_page, name, value)
    round_page.save()
    return snapshot_of(round_page.pk)


def test_an_attempt_is_answered_submitted_marked_and_sealed(quiz):
    attempt, new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    assert new
    assert attempt.ends_at == NOW + 15 * MINUTE
    attempt = save_answers(
        attempt, quiz.snapshot, given={str(attempt.questions[0]): (0, 500)}, now=NOW + MINUTE
    )
    assert (attempt.saves, attempt.submitted_at) == (1, None)
    submit(attempt, quiz.snapshot, given=all_right(attempt), prediction=Decimal(12), now=NOW + 5 * MINUTE)
    kept = Attempt.objects.get()
    assert (kept.right, kept.score, kept.seconds, kept.is_valid) == (5, 5, 300, True)
    assert kept.ended_by == "contestant"
    assert kept.receipt_holds
    kept.answers[str(kept.questions[0])] = [3, 1]
    assert not kept.receipt_holds


def test_a_second_tab_gets_the_attempt_that_is_running(quiz):
    first, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    second, new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW + MINUTE)
    assert (second.pk, new) == (first.pk, False)


def test_submission_is_idempotent(quiz):
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    stale = Attempt.objects.get()
    submit(attempt, quiz.snapshot, given=all_right(attempt), prediction=Decimal(1), now=NOW + MINUTE)
    again = submit(stale, quiz.snapshot, given={}, prediction=Decimal(2), now=NOW + 2 * MINUTE)
    assert (again.submitted_at, again.prediction) == (NOW + MINUTE, 1)


def test_concurrent_saves_of_two_tabs_are_both_kept(quiz):
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    tab, other_tab = Attempt.objects.get(), Attempt.objects.get()
    first, second = map(str, attempt.questions[:2])
    save_answers(tab, quiz.snapshot, given={first: (1, 100)}, now=NOW + SECOND)
    save_answers(other_tab, quiz.snapshot, given={second: (2, 200)}, now=NOW + SECOND)
    assert Attempt.objects.get().answers == {first: [1, 100], second: [2, 200]}


@pytest.mark.parametrize(
    ("at", "sentence"),
    [(hanoi("2024-07-08 06:59"), "mở lúc"), (hanoi("2024-07-14 24:00"), "đóng lúc")],
)
def test_before_the_opening_and_from_the_closing_on_nothing_can_be_begun(quiz, at, sentence):
    with pytest.raises(QuizClosed) as refused:
        begin(snapshot=quiz.snapshot, registration=quiz.registration, now=at)
    assert sentence in refused.value.message


def test_a_contestant_who_has_not_confirmed_cannot_begin(quiz):
    pending = RegistrationFactory(page=quiz.form, pending=True)
    with pytest.raises(QuizClosed):
        begin(snapshot=quiz.snapshot, registration=pending, now=NOW)


def test_a_round_whose_set_is_too_small_refuses(quiz):
    snapshot = change(quiz.round, question_count=11)
    with pytest.raises(QuizClosed):
        begin(snapshot=snapshot, registration=quiz.registration, now=NOW)


def test_a_single_attempt_a_round_is_allowed_once(quiz):
    take_quiz(quiz.round, quiz.registration)
    with pytest.raises(NoAttemptsLeft):
        begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW + 10 * MINUTE)


def test_attempts_a_day_are_counted_again_from_midnight(quiz):
    change(quiz.round, attempts_allowed=2, attempts_per="day")
    for at in ("2024-07-10 23:30", "2024-07-10 23:50"):
        take_quiz(quiz.round, quiz.registration, at=hanoi(at))
    with pytest.raises(NoAttemptsLeft):
        take_quiz(quiz.round, quiz.registration, at=hanoi("2024-07-10 23:59"))
    take_quiz(quiz.round, quiz.registration, at=hanoi("2024-07-10 24:00"))
    assert sorted(Attempt.objects.values_list("period", "number"))[-1][1] == 1


def test_attempts_of_a_contest_are_counted_over_its_rounds(quiz):
    change(quiz.round, attempts_per="contest")
    other = QuizRoundPageFactory(parent=quiz.contest, attempts_per="contest")
    take_quiz(quiz.round, quiz.registration)
    with pytest.raises(NoAttemptsLeft):
        begin(snapshot=snapshot_of(other.pk), registration=quiz.registration, now=NOW + 10 * MINUTE)


def test_without_a_limit_further_attempts_have_other_questions_first(quiz):
    change(quiz.round, attempts_allowed=None)
    first = take_quiz(quiz.round, quiz.registration)
    second = take_quiz(quiz.round, quiz.registration, at=NOW + 10 * MINUTE)
    assert not set(first.questions) & set(second.questions)


def test_every_question_must_be_answered_and_the_given_answers_are_saved(quiz):
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    given = dict(list(all_right(attempt).items())[:3])
    with pytest.raises(NotComplete) as refused:
        submit(attempt, quiz.snapshot, given=given, now=NOW + MINUTE)
    assert "2" in refused.value.message
    kept = Attempt.objects.get()
    assert (len(kept.answers), kept.submitted_at) == (3, None)


def test_without_a_prediction_nothing_is_submitted_before_the_end(quiz):
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    with pytest.raises(NotComplete):
        submit(attempt, quiz.snapshot, given=all_right(attempt), now=NOW + MINUTE)


def test_gaps_are_allowed_where_the_rules_allow_them(quiz):
    snapshot = change(quiz.round, all_must_be_answered=False, prediction="", tie_break_1="")
    attempt, _new = begin(snapshot=snapshot, registration=quiz.registration, now=NOW)
    submit(attempt, snapshot, given=dict(list(all_right(attempt).items())[:3]), now=NOW + MINUTE)
    assert (attempt.right, attempt.is_valid) == (3, True)


def test_answers_that_arrive_within_the_seconds_after_the_end_count(quiz):
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    submit(
        attempt,
        quiz.snapshot,
        given=all_right(attempt),
        prediction=Decimal(1),
        now=NOW + 15 * MINUTE + 15 * SECOND,
    )
    assert (attempt.right, attempt.seconds, attempt.ended_by) == (5, 900, "contestant")


def test_later_answers_do_not_count_but_saved_ones_do(quiz):
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    given = all_right(attempt)
    first = next(iter(given))
    save_answers(attempt, quiz.snapshot, given={first: given[first]}, now=NOW + MINUTE)
    late = submit(attempt, quiz.snapshot, given=given, prediction=Decimal(1), now=NOW + 16 * MINUTE)
    assert (late.right, late.ended_by, late.submitted_at) == (1, "time", NOW + 15 * MINUTE)
    assert not late.is_valid
    assert late.receipt_holds


def test_an_abandoned_attempt_is_submitted_by_housekeeping_once(quiz):
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    save_answers(attempt, quiz.snapshot, given=all_right(attempt), prediction=Decimal(3), now=NOW + MINUTE)
    assert submit_overdue(NOW + 15 * MINUTE) == 0
    assert submit_overdue(NOW + 16 * MINUTE) == 1
    assert submit_overdue(NOW + 17 * MINUTE) == 0
    kept = Attempt.objects.get()
    assert (kept.right, kept.prediction, kept.ended_by) == (5, 3, "time")
    assert end_by_time(kept.pk, quiz.snapshot, now=NOW + 18 * MINUTE).submitted_at == NOW + 15 * MINUTE


def test_an_attempt_that_is_over_is_submitted_before_the_next(quiz):
    change(quiz.round, attempts_allowed=2)
    snapshot = snapshot_of(quiz.round.pk)
    first, _new = begin(snapshot=snapshot, registration=quiz.registration, now=NOW)
    second, new = begin(snapshot=snapshot, registration=quiz.registration, now=NOW + 20 * MINUTE)
    assert new
    assert second.pk != first.pk
    assert Attempt.objects.get(pk=first.pk).is_submitted


def test_extra_time_granted_by_an_organiser_is_added(quiz):
    Accommodation.objects.create(
        registration=quiz.registration, extra_minutes=10, reason="Khiếm thị", by=UserFactory(), at=NOW
    )
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    assert attempt.ends_at == NOW + 25 * MINUTE


def test_a_withdrawn_contestants_attempt_ends_with_the_registration(quiz):
    from contest_pages.registrations.domain.leaving import withdraw

    begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    withdraw(registration=quiz.registration, now=NOW + MINUTE)
    kept = Attempt.objects.get()
    assert (kept.submitted_at, kept.ended_by) == (NOW + MINUTE, "time")


def test_the_database_allows_a_single_running_attempt_and_each_number_once(quiz):
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    twin = Attempt.objects.get()
    twin.pk, twin.code, twin.number = None, "ANDERES1", 2
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
    submit(attempt, quiz.snapshot, given=all_right(attempt), prediction=Decimal(1), now=NOW + MINUTE)
    twin.number = 1
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_full_quiz_admits_in_the_order_of_arrival(quiz, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "QUIZ_PLACES": 1}
    people = [RegistrationFactory(page=quiz.form) for _number in range(3)]

    def ask(person, at):
        admit_or_queue(round_page=quiz.round, registration=person, now=at)

    ask(quiz.registration, NOW)
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    places = []
    for person in people:
        with pytest.raises(AllPlacesTaken) as full:
            ask(person, NOW + SECOND)
        places.append(full.value.place)
    assert places == [1, 2, 3]
    submit(attempt, quiz.snapshot, given=all_right(attempt), prediction=Decimal(1), now=NOW + MINUTE)
    with pytest.raises(AllPlacesTaken) as full:
        ask(people[1], NOW + MINUTE)
    assert full.value.place == 2
    ask(people[0], NOW + MINUTE)
    assert WaitingPlace.objects.count() == 2


def test_an_abandoned_place_in_the_queue_does_not_delay_others(quiz, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "QUIZ_PLACES": 1}
    gone, stays = (RegistrationFactory(page=quiz.form) for _number in range(2))
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    for person in (gone, stays):
        with pytest.raises(AllPlacesTaken):
            admit_or_queue(round_page=quiz.round, registration=person, now=NOW)
    submit(attempt, quiz.snapshot, given=all_right(attempt), prediction=Decimal(1), now=NOW + MINUTE)
    with pytest.raises(AllPlacesTaken):
        admit_or_queue(round_page=quiz.round, registration=stays, now=NOW + MINUTE)
    admit_or_queue(round_page=quiz.round, registration=stays, now=NOW + PLACE_TIMEOUT + SECOND)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_concurrent_clicks_begin_a_single_attempt(quiz):
    def start():
        return begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)[0].pk

    outcomes = at_once(*[start] * 6)
    assert len(set(outcomes)) == 1
    assert Attempt.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_answers_of_many_concurrent_tabs_are_saved_and_submitted_once(quiz):
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)

    def answer(version):
        read = Attempt.objects.get(pk=attempt.pk)
        return save_answers(read, quiz.snapshot, given={str(version): (0, 100)}, now=NOW + MINUTE).saves

    at_once(*[lambda v=version: answer(v) for version in attempt.questions])
    assert len(Attempt.objects.get().answers) == 5

    def hand_in(number):
        read = Attempt.objects.get(pk=attempt.pk)
        return submit(
            read, quiz.snapshot, prediction=Decimal(number), now=NOW + (2 + number) * MINUTE
        ).submitted_at

    outcomes = at_once(*[lambda n=number: hand_in(n) for number in range(6)])
    assert len(set(outcomes)) == 1
    assert Attempt.objects.get().receipt_holds


def test_a_running_attempt_keeps_the_version_that_was_drawn(quiz):
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    question = Question.objects.get(current=attempt.questions[0])
    question.text, question.status = "Sửa giữa chừng", "draft"
    question.save()
    check_question(question=question, actor=UserFactory(), now=NOW)
    attempt.refresh_from_db()
    assert question.versions.first().pk in attempt.questions
