"""From sealed sheets to places, by the published rules: the whole way, with the code that ranks all rounds."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contest_pages.judging.logic.aggregates import AGGREGATIONS, AggregateRefused
from contest_pages.judging.logic.aggregates.means import OfOwnSheets
from contest_pages.judging.logic.comparators import STORED
from contest_pages.judging.logic.gaps import Closing, open_cases
from contest_pages.judging.logic.outcomes import order_of, outcomes, own_criterion_means, table_of
from contest_pages.judging.logic.points import Criterion
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.logic.tables import counted_sheet
from contest_pages.standings.logic.lines import Line
from contest_pages.standings.logic.ranks import rank_lines

CRITERIA = (Criterion("noi-dung", "Nội dung", 50_000), Criterion("hinh-thuc", "Hình thức", 50_000))
NOON = datetime.datetime(2024, 8, 30, 5, tzinfo=datetime.UTC)


def rules(**more) -> JudgingRules:
    return JudgingRules(criteria=CRITERIA, **{"tie_breaks": ("criterion:noi-dung", "earlier"), **more})


def judged(given_rules: JudgingRules, rows: dict[int, list[tuple[float, float]]], **more):
    """Return the outcomes of points (content, form) of the seats 1, 2, …"""
    sheets = tuple(
        counted_sheet(candidate, seat, {"noi-dung": int(a * 1000), "hinh-thuc": int(b * 1000)}, CRITERIA)
        for candidate, row in rows.items()
        for seat, (a, b) in enumerate(row, start=1)
    )
    return outcomes(given_rules, table_of(given_rules, tuple(rows), sheets), **more)


def places(given_rules: JudgingRules, found) -> dict[int, int]:
    lines = [Line(str(o.candidate), score=o.score, keys=o.keys) for o in found.values()]
    return {int(line.code): rank for rank, line in rank_lines(lines, order_of(given_rules), STORED)}


def test_the_mean_ranks_and_the_named_criterion_decides_between_equals():
    rows = {1: [(40, 40)] * 3, 2: [(42, 38)] * 3, 3: [(45, 45)] * 3}
    found = judged(rules(), rows)
    assert (found[1].score, found[3].score) == (80_000, 90_000)
    assert places(rules(), found) == {3: 1, 2: 2, 1: 3}


def test_the_last_tie_break_is_the_earlier_hand_in_and_then_they_share_the_rank():
    rows = {1: [(40, 40)] * 3, 2: [(40, 40)] * 3, 3: [(40, 40)] * 3}
    at = {1: NOON, 2: NOON - datetime.timedelta(seconds=1), 3: NOON}
    assert places(rules(), judged(rules(), rows, submitted_at=at)) == {2: 1, 1: 2, 3: 2}


@pytest.mark.parametrize(("rank_on", "expected"), [("rounded", {1: 1, 2: 1}), ("exact", {1: 1, 2: 2})])
def test_means_that_are_equal_with_one_decimal_are_equal_if_the_rules_rank_rounded_ones(rank_on, expected):
    own = rules(decimals=1, rank_on=rank_on, tie_breaks=())
    rows = {1: [(40, 40)] * 99 + [(40, 42)], 2: [(40, 40)] * 99 + [(40, 41)]}
    found = judged(own, rows)
    assert (found[1].score, found[2].score) == (80_000, 80_000)
    assert places(own, found) == expected


def test_below_the_least_result_a_work_stands_last_and_is_named():
    own = rules(knock_out=60_000)
    found = judged(own, {1: [(30, 29.5)] * 3, 2: [(30, 30)] * 3})
    assert (found[1].total.is_knocked_out, found[2].total.is_knocked_out) == (True, False)
    assert places(own, found) == {2: 1, 1: 2}


def test_a_missing_sheet_or_an_open_case_blocks_the_ranking():
    with pytest.raises(AggregateRefused):
        judged(rules(), {1: [(40, 40)] * 3, 2: [(40, 40)] * 2})
    own = rules(gap_limit=20_000)
    rows = {1: [(40, 40), (40, 40), (30, 29)]}
    assert open_cases({c: o.result for c, o in judged(own, rows).items()}) == (1,)
    kept = judged(own, rows, closings={1: Closing("kept", "Giữ nguyên sau hội ý.")})
    assert open_cases({c: o.result for c, o in kept.items()}) == ()


def test_the_rules_as_stored_give_the_same_places_byte_for_byte():
    own = rules(
        aggregate="trimmed",
        decimals=3,
        rank_on="exact",
        tie_breaks=("criterion:noi-dung", "median", "lowest"),
    )
    again = JudgingRules.from_json(own.as_json())
    rows = {n: [(40 + n % 3, 30 + s * n % 7) for s in range(1, 6)] for n in range(1, 12)}
    assert judged(own, rows) == judged(again, rows)
    assert order_of(own) == order_of(again)


point = st.integers(0, 100).map(lambda halves: halves / 2)


@given(st.data())
def test_the_order_in_which_seats_and_works_are_listed_changes_no_place(data):
    seats, count = data.draw(st.integers(3, 5)), data.draw(st.integers(1, 8))
    few = st.sampled_from([30, 31, 32])  # so that there are ties to decide
    row = st.lists(st.tuples(few, few), min_size=seats, max_size=seats)
    rows = {number: data.draw(row) for number in range(1, count + 1)}
    own = rules(
        aggregate=data.draw(st.sampled_from(["mean", "trimmed", "median"])),
        tie_breaks=("criterion:noi-dung", "firsts", "median", "lowest"),
    )
    mixed = data.draw(st.permutations(range(seats)))
    turned = {c: [rows[c][seat] for seat in mixed] for c in data.draw(st.permutations(list(rows)))}
    first, second = judged(own, rows), judged(own, turned)
    assert {c: o.total for c, o in first.items()} == {c: o.total for c, o in second.items()}
    assert places(own, first) == places(own, second)


@given(st.lists(st.tuples(point, point), min_size=5, max_size=5))
def test_a_total_lies_within_the_scale(row):
    found = judged(rules(aggregate="trimmed"), {1: row})
    assert 0 <= found[1].total.exact <= Fraction(100_000)


@given(st.data())
def test_the_means_of_a_work_follow_from_its_own_sheets_alone_by_every_rule(data):
    key = data.draw(st.sampled_from(sorted(AGGREGATIONS)))
    seats = data.draw(st.integers(3, 6))
    row = st.lists(st.tuples(point, point), min_size=seats, max_size=seats)
    rows = {number: data.draw(row) for number in range(1, data.draw(st.integers(8, 10)) + 1)}
    closing = data.draw(st.sampled_from([None, Closing("third", "Hội ý.", further_seat=seats)]))
    own = rules(aggregate=key, deviation=15_000, passes=2, seats_min=2, gap_limit=30_000)
    closings = {1: closing} if closing and issubclass(AGGREGATIONS[key], OfOwnSheets) else {}
    try:
        found = judged(own, rows, closings=closings)
    except AggregateRefused:
        assume(False)
    for number, pairs in rows.items():
        sheets = tuple(
            counted_sheet(number, seat, {"noi-dung": int(a * 1000), "hinh-thuc": int(b * 1000)}, CRITERIA)
            for seat, (a, b) in enumerate(pairs, start=1)
        )
        assert own_criterion_means(own, number, sheets, closings.get(number)) == found[number].facts.criteria
