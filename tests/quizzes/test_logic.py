"""The rules of a quiz, without a database."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.question_bank.logic.questions import PoolQuestion
from contest_pages.quizzes.errors import NotAPrediction
from contest_pages.quizzes.logic.attempts import end_of_attempt, is_over, merge, period_of, seconds_used
from contest_pages.quizzes.logic.drawing import draw, missing_questions, option_order
from contest_pages.quizzes.logic.marking import mark
from contest_pages.quizzes.logic.predictions import read_prediction, target_value, write_prediction
from contest_pages.quizzes.logic.receipts import digest_of_receipt, receipt_text
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.logic.sentences import quiz_sentences
from tests.factories.pages import hanoi

POOL = [PoolQuestion(question=n, version=100 + n, topic=n % 3) for n in range(1, 31)]


def test_the_same_seed_gives_the_same_questions_and_another_seed_others():
    rules = QuizRules(question_count=10)
    assert draw(POOL, rules, "aa") == draw(POOL, rules, "aa")
    assert draw(POOL, rules, "aa") != draw(POOL, rules, "bb")


def test_a_draw_of_years_ago_can_be_repeated():
    assert draw(POOL, QuizRules(question_count=4), "seed") == [116, 122, 125, 128]
    assert option_order("seed", 102, 4, 4) == [0, 2, 3, 1]


def test_fixed_questions_are_the_first_of_the_set_in_an_order_of_each_attempt():
    rules = QuizRules(question_count=5, draw="fixed")
    first, second = draw(POOL, rules, "aa"), draw(POOL, rules, "cc")
    assert sorted(first) == sorted(second) == [101, 102, 103, 104, 105]
    assert first != second


def test_the_shares_of_each_topic_are_drawn():
    rules = QuizRules(draw="by_topic", shares=((0, 7), (1, 3), (2, 5)))
    topics = [version % 3 for version in (number - 100 for number in draw(POOL, rules, "aa"))]
    assert [topics.count(topic) for topic in (0, 1, 2)] == [7, 3, 5]


def test_questions_of_earlier_attempts_are_drawn_last():
    seen = set(range(1, 23))
    drawn = {number - 100 for number in draw(POOL, QuizRules(question_count=10), "aa", seen)}
    assert set(range(23, 31)) <= drawn
    assert len(drawn & seen) == 2


@pytest.mark.parametrize(
    ("rules", "missing"),
    [
        (QuizRules(question_count=30), 0),
        (QuizRules(question_count=33), 3),
        (QuizRules(draw="by_topic", shares=((0, 12), (9, 1))), 3),
    ],
)
def test_a_set_that_is_too_small_is_reported(rules, missing):
    assert missing_questions(POOL, rules) == missing
    if missing:
        with pytest.raises(ValueError, match="too few"):
            draw(POOL, rules, "aa")


@pytest.mark.parametrize(
    ("per", "name"),
    [
        ("round", "r5"),
        ("contest", "c3"),
        ("week", "c3-w2024-28"),
        ("day", "c3-d2024-07-15"),
    ],
)
def test_attempts_are_counted_within_local_days_and_weeks_from_monday(per, name):
    sunday_before_midnight = hanoi("2024-07-14 23:59")
    monday = hanoi("2024-07-15 00:00")
    assert period_of("week", contest=3, round_page=5, now=sunday_before_midnight) == "c3-w2024-28"
    assert period_of("week", contest=3, round_page=5, now=monday) == "c3-w2024-29"
    moment = sunday_before_midnight if per == "week" else monday
    assert period_of(per, contest=3, round_page=5, now=moment) == name


def test_the_first_days_of_january_belong_to_the_week_that_began_in_december():
    assert period_of("week", contest=3, round_page=5, now=hanoi("2025-01-01 08:00")) == "c3-w2025-01"
    assert period_of("week", contest=3, round_page=5, now=hanoi("2024-12-31 08:00")) == "c3-w2025-01"


def test_an_attempt_ends_with_the_round_and_extra_time_comes_on_top():
    begun, closes = hanoi("2024-07-14 23:50"), hanoi("2024-07-14 24:00")
    assert end_of_attempt(begun, minutes=15, closes_at=None) == hanoi("2024-07-15 00:05")
    assert end_of_attempt(begun, minutes=15, closes_at=closes) == closes
    assert end_of_attempt(begun, minutes=15, closes_at=closes, extra_minutes=10) == hanoi("2024-07-15 00:10")


def test_answers_arrive_within_the_grace_period_only():
    end, rules = hanoi("2024-07-10 12:15"), QuizRules(grace_seconds=15)
    assert not is_over(end + datetime.timedelta(seconds=15), end, rules)
    assert is_over(end + datetime.timedelta(seconds=15, microseconds=1), end, rules)
    assert seconds_used(hanoi("2024-07-10 12:00"), end + datetime.timedelta(seconds=14), end) == 900


def test_an_older_answer_that_arrives_later_changes_nothing():
    kept = merge({}, {"1": (2, 500)}, {"1": 4})
    assert merge(kept, {"1": (3, 400)}, {"1": 4}) == {"1": [2, 500]}
    assert merge(kept, {"1": (3, 600)}, {"1": 4}) == {"1": [3, 600]}


def test_answers_to_other_questions_and_unknown_options_are_ignored():
    assert merge({}, {"7": (0, 5), "1": (4, 5), "2": (-1, 5)}, {"1": 4, "2": 4}) == {}


@given(
    saves=st.lists(
        st.tuples(st.sampled_from("123"), st.integers(0, 3), st.integers(1, 1000)), unique_by=lambda s: s[2]
    ),
    order=st.randoms(use_true_random=False),
)
def test_whatever_the_order_of_arrival_the_newest_answer_of_each_question_stays(saves, order):
    asked = dict.fromkeys("123", 4)
    arrived = list(saves)
    order.shuffle(arrived)
    kept: dict = {}
    for question, option, revision in arrived:
        kept = merge(kept, {question: (option, revision)}, asked)
    for question in "123":
        newest = max((s for s in saves if s[0] == question), key=lambda s: s[2], default=None)
        assert kept.get(question) == ([newest[1], newest[2]] if newest else None)


def test_a_mark_counts_right_answers_and_their_points():
    keys = {1: frozenset([0]), 2: frozenset([3]), 3: frozenset([1, 2])}
    marked = mark([1, 2, 3], {"1": [0, 5], "2": [1, 5], "3": [2, 5]}, keys, QuizRules(points_per_question=5))
    assert (marked.answered, marked.right, marked.score, marked.is_valid) == (3, 2, 10, True)


@pytest.mark.parametrize(("all_wanted", "is_valid"), [(True, False), (False, True)])
def test_a_gap_makes_an_attempt_invalid_only_by_the_rules(all_wanted, is_valid):
    keys = {1: frozenset([0]), 2: frozenset([3])}
    assert mark([1, 2], {"1": [0, 5]}, keys, QuizRules(all_must_be_answered=all_wanted)).is_valid is is_valid
    assert not mark([1, 2], {}, keys, QuizRules(all_must_be_answered=False)).is_valid


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1250", "1250"),
        (" 12.500 ", "12500"),
        ("1 234 567", "1234567"),
        ("12\u00a0500", "12500"),
        ("0", "0"),
        ("", None),
    ],
)
def test_numbers_of_people_are_read_as_vietnamese_write_them(typed, number):
    read = read_prediction(typed, QuizRules(prediction="all_right"))
    assert read == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("typed", "number"),
    [("87,65432", "87.65432"), ("87.5", "87.5"), ("100", "100"), ("12 %", "12"), ("0,00001", "0.00001")],
)
def test_percentages_have_a_decimal_comma(typed, number):
    rules = QuizRules(prediction="all_right_share", prediction_decimals=5)
    assert read_prediction(typed, rules) == Decimal(number)


@pytest.mark.parametrize("typed", ["１２.５００", "١٢٥٠٠", "12 500", "12\u00a0500", "\u200e12500"])
def test_digits_of_other_scripts_and_invisible_signs_do_no_harm_to_a_prediction(typed):
    assert read_prediction(typed, QuizRules(prediction="attempts")) == 12500


@pytest.mark.parametrize(
    ("typed", "rules"),
    [
        ("nhiều lắm", QuizRules(prediction="all_right")),
        ("12.50", QuizRules(prediction="all_right")),
        ("-5", QuizRules(prediction="participants")),
        ("1e9", QuizRules(prediction="attempts")),
        ("mười hai", QuizRules(prediction="attempts")),
        ("100,1", QuizRules(prediction="all_right_share")),
        ("12,345", QuizRules(prediction="all_right_share", prediction_decimals=2)),
        ("1234567890", QuizRules(prediction="attempts")),
    ],
)
def test_an_invalid_prediction_is_refused_with_a_sentence(typed, rules):
    with pytest.raises(NotAPrediction) as refused:
        read_prediction(typed, rules)
    assert refused.value.message


@given(st.decimals(0, 100, places=5))
def test_a_percentage_is_written_as_it_can_be_typed_again(number):
    rules = QuizRules(prediction="all_right_share", prediction_decimals=5)
    assert read_prediction(write_prediction(number), rules) == number


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ("all_right", "3"),
        ("participants", "7"),
        ("attempts", "9"),
        ("all_right_share", "42.85714"),
        ("", None),
    ],
)
def test_the_target_follows_the_prediction_question(target, value):
    computed = target_value(target, all_right=3, participants=7, attempts=9)
    assert computed == (None if value is None else Decimal(value))
    assert target_value("all_right_share", all_right=0, participants=0, attempts=0) == 0


def test_a_receipts_seal_can_be_computed_by_hand():
    text = receipt_text(
        code="ABCD2345",
        round_page=7,
        submitted_at=hanoi("2024-07-10 12:05"),
        questions=[11, 12],
        answers={"11": [1, 900]},
        prediction=Decimal("1250.00000"),
    )
    assert text == "ABCD2345\n7\n2024-07-10T05:05:00.000000+00:00\n11:B\n12:-\n1250"
    assert len(digest_of_receipt(text)) == 64


def test_every_rule_has_a_sentence(settings):
    from django.utils import translation

    with translation.override("vi"):
        text = " ".join(
            quiz_sentences(
                QuizRules(
                    draw="by_topic",
                    shares=((1, 7), (2, 3), (3, 5)),
                    question_count=15,
                    attempts_allowed=3,
                    attempts_per="week",
                    counting="best_fastest",
                    prediction="all_right_share",
                    ties="lot",
                    ranked_apart=True,
                    award_cap=2,
                    trace_days=30,
                    points_per_question=10,
                    tie_breaks=("prediction", "time", "earlier"),
                )
            )
        )
    for piece in ("15", "7/3/5", "3 ", "10", "2 ", "30"):
        assert piece in text
