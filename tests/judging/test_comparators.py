"""What decides between equal totals: each published tie break as a whole number that the ranking orders by."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils import translation

from contest_pages.judging.enums import TieBreak
from contest_pages.judging.logic.aggregates import Mean, Trimmed
from contest_pages.judging.logic.comparators import (
    EXTRA_LABELS,
    SLOTS,
    STORED,
    CandidateFacts,
    facts_of,
    ranking_order,
    stored_keys,
    tie_breakers,
)
from contest_pages.judging.logic.gaps import Closing, results_with_gaps
from contest_pages.judging.logic.tables import CountedSheet, Table
from contest_pages.judging.logic.totals import RankedScore
from contest_pages.standings.logic.lines import Line
from contest_pages.standings.logic.ranks import rank_lines

from .tables import HUNDRED, table_of

NOON = datetime.datetime(2024, 8, 30, 5, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def places(facts: dict[int, CandidateFacts], keys: list[str]) -> dict[int, int]:
    """Rank candidates of equal totals by these tie breaks."""
    breakers = tie_breakers(keys)
    lines = [
        Line(str(c), score=80_000, keys=stored_keys(RankedScore(80_000, 1, 0), one, breakers))
        for c, one in facts.items()
    ]
    order = ranking_order(breakers, is_exact=True)
    return {int(line.code): rank for rank, line in rank_lines(lines, order, STORED)}


def number(key: str, facts: CandidateFacts):
    (breaker,) = tie_breakers([key])
    return breaker.number(facts)


def test_every_choice_of_editors_is_a_tie_break_with_a_label():
    for key in [*TieBreak.values, *EXTRA_LABELS, "criterion:noi-dung", "part:tieu-pham"]:
        (breaker,) = tie_breakers([key], {"noi-dung": "Nội dung"})
        assert breaker.comparator.label
    assert tie_breakers(["criterion:noi-dung"], {"noi-dung": "Nội dung"})[0].comparator.label == (
        "more points for “Nội dung”"
    )


@pytest.mark.parametrize("keys", [["median", "median"], ["who-beat-whom"], ["score:a"], [f"part:{n}" for n in range(SLOTS + 1)]])  # fmt: skip
def test_a_tie_break_that_does_not_exist_or_stands_twice_is_refused(keys):
    with pytest.raises(ValueError, match="tie break"):
        tie_breakers(keys)


def test_the_criterion_that_the_rules_name_decides_by_the_mean_of_the_seats_that_count():
    def sheet(candidate, seat, a, b):
        return CountedSheet(candidate, seat, Fraction(a + b), {"a": Fraction(a), "b": Fraction(b)})

    sheets = (
        sheet(1, 1, 5000, 3000), sheet(1, 2, 4000, 4000), sheet(1, 3, 4000, 4000), sheet(1, 4, 9000, 9000),
        sheet(2, 1, 4000, 4000), sheet(2, 2, 4000, 4000), sheet(2, 3, 4000, 4000), sheet(2, 4, 4000, 4000),
    )  # fmt: skip
    table = Table((1, 2), sheets, HUNDRED)
    facts = facts_of(table, Trimmed(3).results(table))
    # Seat 4 is the highest. One of three equal sheets is dropped as the lowest, so that each counts two thirds.
    assert facts[1].criteria == {"a": Fraction(13_000, 3), "b": Fraction(11_000, 3)}
    assert facts[2].criteria == {"a": 4000, "b": 4000}
    assert places(facts, ["criterion:a"]) == {1: 1, 2: 2}
    facts = facts_of(table, Mean(3).results(table))
    assert facts[1].criteria["a"] == 5500
    assert places(facts, ["criterion:a"]) == {1: 1, 2: 2}


def test_where_a_further_juror_decided_the_criteria_are_those_of_that_sheet():
    sheets = tuple(
        CountedSheet(1, seat, Fraction(a + b), {"a": Fraction(a), "b": Fraction(b)})
        for seat, (a, b) in {1: (10, 62), 2: (50, 2), 3: (40, 32)}.items()
    )
    table = Table((1,), sheets, HUNDRED)
    closing = Closing("third", "Giám khảo số 3 chấm lại.", further_seat=3)
    facts = facts_of(table, results_with_gaps(Mean(2), table, 20, {1: closing}))
    assert facts[1].criteria == {"a": 40, "b": 32}


def test_more_seats_that_put_it_first_win_and_equals_at_the_top_are_both_first():
    table = table_of({1: [9, 9, 6], 2: [8, 9, 7], 3: [7, 8, 9]})
    facts = facts_of(table, Mean(3).results(table))
    assert {c: one.firsts for c, one in facts.items()} == {1: 2, 2: 1, 3: 1}
    assert places(facts, ["firsts"]) == {1: 1, 2: 2, 3: 2}


def test_the_higher_median_the_higher_lowest_sheet_and_the_sheet_of_the_chair_decide():
    table = table_of({1: [6, 9, 9], 2: [7, 8, 9]})
    facts = facts_of(table, Mean(3).results(table), chairs={1: 1, 2: 1})
    assert places(facts, ["median"]) == {1: 1, 2: 2}
    assert places(facts, ["lowest"]) == {2: 1, 1: 2}
    assert places(facts, ["chair_sheet"]) == {2: 1, 1: 2}


def test_where_the_chair_is_recused_the_deputys_sheet_is_looked_at():
    table = table_of({1: [None, 9, 7], 2: [8, 8, 8]})
    facts = facts_of(table, Mean(2).results(table), chairs={1: 2, 2: 1})
    assert places(facts, ["chair_sheet"]) == {1: 1, 2: 2}


def test_a_candidate_without_a_sheet_of_the_chair_comes_last_and_is_not_taken_for_nought():
    table = table_of({1: [None, 8, 8], 2: [0, 8, 8]})
    facts = facts_of(table, Mean(2).results(table), chairs={1: 1, 2: 1})
    assert number("chair_sheet", facts[1]) is None
    assert places(facts, ["chair_sheet"]) == {2: 1, 1: 2}


@pytest.mark.parametrize(
    ("key", "better", "worse"),
    [
        ("deductions", {"deducted": 250}, {"deducted": 500}),
        ("time", {"milliseconds": 132_000}, {"milliseconds": 132_100}),
        ("interactions", {"interactions": 20}, {"interactions": 9}),
        ("earlier", {"submitted_at": NOON}, {"submitted_at": NOON + datetime.timedelta(microseconds=1)}),
        ("part:b", {"parts": {"b": Fraction(10_001, 3)}}, {"parts": {"b": Fraction(10_000, 3)}}),
    ],
)
def test_the_better_number_stands_first(key, better, worse):
    facts = CandidateFacts()
    assert places({1: replace(facts, **worse), 2: replace(facts, **better)}, [key]) == {2: 1, 1: 2}


def test_a_tie_of_three_goes_on_with_the_next_tie_break_for_those_still_equal():
    facts = {
        1: CandidateFacts(firsts=1, deducted=500, interactions=5),
        2: CandidateFacts(firsts=2, deducted=900, interactions=1),
        3: CandidateFacts(firsts=1, deducted=500, interactions=9),
    }
    assert places(facts, ["firsts", "deductions", "interactions"]) == {2: 1, 3: 2, 1: 3}


def test_what_is_equal_in_everything_shares_the_rank():
    facts = {1: CandidateFacts(firsts=1), 2: CandidateFacts(firsts=1), 3: CandidateFacts()}
    assert places(facts, ["firsts", "deductions"]) == {1: 1, 2: 1, 3: 3}


@pytest.mark.parametrize(("first", "second"), [((100, 7), (43, 3)), ((29_901, 300), (29_802, 299))])
def test_means_of_different_numbers_of_sheets_never_fall_together(first, second):
    one, other = (
        number("criterion:a", CandidateFacts(criteria={"a": Fraction(*value)})) for value in (first, second)
    )
    assert (one < other) == (Fraction(*first) < Fraction(*second))
    assert one != other


def test_numbers_are_shown_as_people_read_them():
    facts = CandidateFacts(
        sheets={1: Fraction(8500), 2: Fraction(9000)},
        deducted=250,
        milliseconds=132_000,
        interactions=12_000,
        submitted_at=NOON,
    )
    keys = ["median", "lowest", "deductions", "time", "interactions", "earlier"]
    shown = [breaker.show(breaker.number(facts)) for breaker in tie_breakers(keys)]
    assert shown == ["8,750", "8,500", "0,25", "2:12", "12.000", "12:00 on 30/8/2024"]


def test_a_row_has_a_number_for_each_comparator_of_the_source():
    keys = stored_keys(RankedScore(8000, 3, 1), CandidateFacts(firsts=2), tie_breakers(["firsts"]))
    assert len(keys) == len(STORED)
    assert keys[:3] == (1, 3, 2)
    assert set(keys[3:]) == {None}
