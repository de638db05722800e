"""How many people register together, and when."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.data_requests.logic import answer_due, done_due, is_working_day
from contest_pages.privacy.logic.retention import erase_on
from contest_pages.registrations.errors import KindNotTaken, WrongTeam
from contest_pages.registrations.logic.composition import (
    Composition,
    check_composition,
    composition_sentences,
)

BINH_SON = Composition(kinds=("team",), smallest_team=7, largest_team=12, main_members=4)


@given(people=st.integers(1, 20), main=st.integers(0, 20))
def test_a_team_of_the_plan_has_7_to_12_members_and_exactly_4_main_ones(people, main):
    allowed = 7 <= people <= 12 and main == 4
    try:
        check_composition("team", people=people, main=main, rules=BINH_SON)
    except WrongTeam:
        assert not allowed
    else:
        assert allowed


@pytest.mark.parametrize(
    ("kind", "people", "main", "sentence"),
    [
        ("individual", 1, 0, "Biểu mẫu này nhận: đội thi"),
        ("team", 6, 4, "ít nhất 7 người; ở đây có 6"),
        ("team", 13, 4, "nhiều nhất 12 người; ở đây có 13"),
        ("team", 7, 3, "đúng 4 thành viên chính; hiện đánh dấu 3"),
    ],
)
def test_each_refusal_says_what_to_change(kind, people, main, sentence):
    with pytest.raises((KindNotTaken, WrongTeam), match=sentence):
        check_composition(kind, people=people, main=main, rules=BINH_SON)


def test_an_individual_is_one_and_a_group_at_least_two():
    rules = Composition(kinds=("individual", "group"), largest_group=3)
    check_composition("individual", people=1, main=0, rules=rules)
    check_composition("group", people=3, main=0, rules=rules)
    for kind, people in (("individual", 2), ("group", 1), ("group", 4)):
        with pytest.raises(WrongTeam):
            check_composition(kind, people=people, main=0, rules=rules)


def test_the_rules_read_as_sentences():
    assert composition_sentences(BINH_SON) == [
        "Mỗi đội có từ 7 đến 12 người, trong đó có 4 thành viên chính và 1 đội trưởng."
    ]
    assert composition_sentences(Composition()) == []


@pytest.mark.parametrize(
    ("submitted", "answered"),
    [
        ("2024-07-10", "2024-07-12"),  # Wednesday → Friday
        ("2024-07-12", "2024-07-16"),  # over a weekend
        ("2024-08-30", "2024-09-05"),  # over the National Day, moved days included
        ("2026-02-13", "2026-02-24"),  # over the lunar new year
    ],
)
def test_a_request_is_answered_within_two_working_days(submitted, answered):
    assert answer_due(datetime.date.fromisoformat(submitted)) == datetime.date.fromisoformat(answered)


@given(st.dates(datetime.date(2024, 1, 1), datetime.date(2030, 12, 31)))
def test_the_last_day_of_an_answer_is_a_working_day_after_the_question(day):
    due = answer_due(day)
    assert is_working_day(due)
    assert day < due <= day + datetime.timedelta(days=20)


def test_a_request_is_done_within_15_days_or_30_if_extended():
    assert done_due(datetime.date(2024, 7, 10)) == datetime.date(2024, 7, 25)
    assert done_due(datetime.date(2024, 7, 10), extended=True) == datetime.date(2024, 8, 9)


def test_retention_ends_on_the_day_set_or_after_full_months():
    last = datetime.date(2024, 10, 10)
    assert erase_on(last, fixed=datetime.date(2025, 1, 1), months=24) == datetime.date(2025, 1, 1)
    assert erase_on(last, fixed=None, months=24) == datetime.date(2026, 11, 1)
    assert erase_on(None, fixed=None, months=24) is None
