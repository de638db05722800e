"""A contestant begins, answers, hands in; the clock, two tabs and lost lines included."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from contest_pages.quizzes.domain.overdue import hand_in_overdue
from contest_pages.quizzes.domain.taking import begin, end_by_time, save_answers, submit
from contest_pages.quizzes.domain.waiting import PATIENCE, ask_to_enter
from contest_pages.quizzes.errors import AllPlacesTaken, NoAttemptsLeft, NotComplete, QuizClosed
from contest_pages.quizzes.models import Accommodation, Attempt, WaitingPlace
from contest_pages.quizzes.queries.papers import paper_of
from tests.factories import QuizRoundPageFactory, RegistrationFactory, UserFactory, take_quiz
from tests.factories.pages import NOW, hanoi
from tests.races import at_once

pytestmark = pytest.mark.django_db

SECOND = datetime.timedelta(seconds=1)
MINUTE = datetime.timedelta(minutes=1)


def all_right(attempt, revision=1000):
    return {str(version): (0, revision) for version in attempt.questions}


def change(round_page, **values):
    """Change the published rules of a round and return what attempts read from then on."""
    for name, value in values.items():
        setattr(round_page, name, value)
    round_page.save()
    return paper_of(round_page.pk)


def test_an_attempt_is_answered_handed_in_marked_and_sealed(quiz):
    attempt, new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    assert new
    assert attempt.ends_at == NOW + 15 * MINUTE
    attempt = save_answers(attempt, quiz.paper, given={str(attempt.questions[0]): (0, 500)}, now=NOW + MINUTE)
    assert (attempt.saves, attempt.submitted_at) == (1, None)
    submit(attempt, quiz.paper, given=all_right(attempt), prediction=Decimal(12), now=NOW + 5 * MINUTE)
    kept = Attempt.objects.get()
    assert (kept.right, kept.score, kept.seconds, kept.is_valid) == (5, 5, 300, True)
    assert kept.ended_by == "contestant"
    assert kept.receipt_holds
    kept.answers[str(kept.questions[0])] = [3, 1]
    assert not kept.receipt_holds


def test_a_second_tab_gets_the_attempt_that_is_running(quiz):
    first, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    second, new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW + MINUTE)
    assert (second.pk, new) == (first.pk, False)


def test_handing_in_twice_is_handing_in_once(quiz):
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    stale = Attempt.objects.get()
    submit(attempt, quiz.paper, given=all_right(attempt), prediction=Decimal(1), now=NOW + MINUTE)
    again = submit(stale, quiz.paper, given={}, prediction=Decimal(2), now=NOW + 2 * MINUTE)
    assert (again.submitted_at, again.prediction) == (NOW + MINUTE, 1)


def test_saves_of_two_tabs_that_cross_are_both_kept(quiz):
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    one, two = Attempt.objects.get(), Attempt.objects.get()
    first, second = map(str, attempt.questions[:2])
    save_answers(one, quiz.paper, given={first: (1, 100)}, now=NOW + SECOND)
    save_answers(two, quiz.paper, given={second: (2, 200)}, now=NOW + SECOND)
    assert Attempt.objects.get().answers == {first: [1, 100], second: [2, 200]}


@pytest.mark.parametrize(
    ("at", "sentence"),
    [(hanoi("2024-07-08 06:59"), "mở lúc"), (hanoi("2024-07-14 24:00"), "đóng lúc")],
)
def test_before_the_opening_and_from_the_closing_on_nothing_can_be_begun(quiz, at, sentence):
    with pytest.raises(QuizClosed) as refused:
        begin(paper=quiz.paper, registration=quiz.registration, now=at)
    assert sentence in refused.value.message


def test_whoever_has_not_confirmed_yet_cannot_begin(quiz):
    pending = RegistrationFactory(page=quiz.form, pending=True)
    with pytest.raises(QuizClosed):
        begin(paper=quiz.paper, registration=pending, now=NOW)


def test_a_round_whose_set_is_too_small_says_so(quiz):
    paper = change(quiz.round, question_count=11)
    with pytest.raises(QuizClosed):
        begin(paper=paper, registration=quiz.registration, now=NOW)


def test_one_attempt_a_round_is_one_attempt(quiz):
    take_quiz(quiz.round, quiz.registration)
    with pytest.raises(NoAttemptsLeft):
        begin(paper=quiz.paper, registration=quiz.registration, now=NOW + 10 * MINUTE)


def test_so_many_attempts_a_day_begin_anew_at_midnight(quiz):
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
        begin(paper=paper_of(other.pk), registration=quiz.registration, now=NOW + 10 * MINUTE)


def test_without_a_limit_one_may_go_on_and_gets_other_questions_first(quiz):
    change(quiz.round, attempts_allowed=None)
    first = take_quiz(quiz.round, quiz.registration)
    second = take_quiz(quiz.round, quiz.registration, at=NOW + 10 * MINUTE)
    assert not set(first.questions) & set(second.questions)


def test_every_question_must_be_answered_and_what_was_given_is_kept(quiz):
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    given = dict(list(all_right(attempt).items())[:3])
    with pytest.raises(NotComplete) as refused:
        submit(attempt, quiz.paper, given=given, now=NOW + MINUTE)
    assert "2" in refused.value.message
    kept = Attempt.objects.get()
    assert (len(kept.answers), kept.submitted_at) == (3, None)


def test_without_a_prediction_nothing_is_handed_in_before_the_end(quiz):
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    with pytest.raises(NotComplete):
        submit(attempt, quiz.paper, given=all_right(attempt), now=NOW + MINUTE)


def test_gaps_are_allowed_where_the_rules_allow_them(quiz):
    paper = change(quiz.round, all_must_be_answered=False, prediction="", tie_break_1="")
    attempt, _new = begin(paper=paper, registration=quiz.registration, now=NOW)
    submit(attempt, paper, given=dict(list(all_right(attempt).items())[:3]), now=NOW + MINUTE)
    assert (attempt.right, attempt.is_valid) == (3, True)


def test_answers_that_arrive_within_the_seconds_after_the_end_count(quiz):
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    submit(
        attempt,
        quiz.paper,
        given=all_right(attempt),
        prediction=Decimal(1),
        now=NOW + 15 * MINUTE + 15 * SECOND,
    )
    assert (attempt.right, attempt.seconds, attempt.ended_by) == (5, 900, "contestant")


def test_later_answers_do_not_count_and_what_was_saved_does(quiz):
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    given = all_right(attempt)
    first = next(iter(given))
    save_answers(attempt, quiz.paper, given={first: given[first]}, now=NOW + MINUTE)
    late = submit(attempt, quiz.paper, given=given, prediction=Decimal(1), now=NOW + 16 * MINUTE)
    assert (late.right, late.ended_by, late.submitted_at) == (1, "time", NOW + 15 * MINUTE)
    assert not late.is_valid
    assert late.receipt_holds


def test_who_closed_the_browser_is_handed_in_by_the_sweeper_once(quiz):
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    save_answers(attempt, quiz.paper, given=all_right(attempt), prediction=Decimal(3), now=NOW + MINUTE)
    assert hand_in_overdue(NOW + 15 * MINUTE) == 0
    assert hand_in_overdue(NOW + 16 * MINUTE) == 1
    assert hand_in_overdue(NOW + 17 * MINUTE) == 0
    kept = Attempt.objects.get()
    assert (kept.right, kept.prediction, kept.ended_by) == (5, 3, "time")
    assert end_by_time(kept.pk, quiz.paper, now=NOW + 18 * MINUTE).submitted_at == NOW + 15 * MINUTE


def test_an_attempt_that_is_over_makes_way_for_the_next(quiz):
    change(quiz.round, attempts_allowed=2)
    paper = paper_of(quiz.round.pk)
    first, _new = begin(paper=paper, registration=quiz.registration, now=NOW)
    second, new = begin(paper=paper, registration=quiz.registration, now=NOW + 20 * MINUTE)
    assert new
    assert second.pk != first.pk
    assert Attempt.objects.get(pk=first.pk).is_submitted


def test_extra_time_granted_by_an_organiser_is_added(quiz):
    Accommodation.objects.create(
        registration=quiz.registration, extra_minutes=10, reason="Khiếm thị", by=UserFactory(), at=NOW
    )
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    assert attempt.ends_at == NOW + 25 * MINUTE


def test_a_withdrawn_contestants_attempt_ends_with_the_registration(quiz):
    from contest_pages.registrations.domain.leaving import withdraw

    begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    withdraw(registration=quiz.registration, now=NOW + MINUTE)
    kept = Attempt.objects.get()
    assert (kept.submitted_at, kept.ended_by) == (NOW + MINUTE, "time")


def test_the_database_holds_one_attempt_at_a_time_and_each_number_once(quiz):
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    twin = Attempt.objects.get()
    twin.pk, twin.code, twin.number = None, "ANDERES1", 2
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
    submit(attempt, quiz.paper, given=all_right(attempt), prediction=Decimal(1), now=NOW + MINUTE)
    twin.number = 1
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_full_quiz_lets_in_whoever_came_first(quiz, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "QUIZ_PLACES": 1}
    people = [RegistrationFactory(page=quiz.form) for _number in range(3)]

    def ask(person, at):
        ask_to_enter(round_page=quiz.round, registration=person, now=at)

    ask(quiz.registration, NOW)
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    places = []
    for person in people:
        with pytest.raises(AllPlacesTaken) as full:
            ask(person, NOW + SECOND)
        places.append(full.value.place)
    assert places == [1, 2, 3]
    submit(attempt, quiz.paper, given=all_right(attempt), prediction=Decimal(1), now=NOW + MINUTE)
    with pytest.raises(AllPlacesTaken) as full:
        ask(people[1], NOW + MINUTE)
    assert full.value.place == 2
    ask(people[0], NOW + MINUTE)
    assert WaitingPlace.objects.count() == 2


def test_whoever_leaves_the_queue_holds_nobody_up(quiz, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "QUIZ_PLACES": 1}
    gone, stays = (RegistrationFactory(page=quiz.form) for _number in range(2))
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    for person in (gone, stays):
        with pytest.raises(AllPlacesTaken):
            ask_to_enter(round_page=quiz.round, registration=person, now=NOW)
    submit(attempt, quiz.paper, given=all_right(attempt), prediction=Decimal(1), now=NOW + MINUTE)
    with pytest.raises(AllPlacesTaken):
        ask_to_enter(round_page=quiz.round, registration=stays, now=NOW + MINUTE)
    ask_to_enter(round_page=quiz.round, registration=stays, now=NOW + PATIENCE + SECOND)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_clicks_at_the_same_moment_begin_one_attempt(quiz):
    def start():
        return begin(paper=quiz.paper, registration=quiz.registration, now=NOW)[0].pk

    outcomes = at_once(*[start] * 6)
    assert len(set(outcomes)) == 1
    assert Attempt.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_answers_of_many_tabs_at_once_are_all_kept_and_handed_in_once(quiz):
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)

    def answer(version):
        found = Attempt.objects.get(pk=attempt.pk)
        return save_answers(found, quiz.paper, given={str(version): (0, 100)}, now=NOW + MINUTE).saves

    at_once(*[lambda v=version: answer(v) for version in attempt.questions])
    assert len(Attempt.objects.get().answers) == 5

    def hand_in(number):
        found = Attempt.objects.get(pk=attempt.pk)
        return submit(
            found, quiz.paper, prediction=Decimal(number), now=NOW + (2 + number) * MINUTE
        ).submitted_at

    outcomes = at_once(*[lambda n=number: hand_in(n) for number in range(6)])
    assert len(set(outcomes)) == 1
    assert Attempt.objects.get().receipt_holds
