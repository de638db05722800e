"""Unusual jurors and points: questions to people, computed from sealed sheets, never a verdict."""

from __future__ import annotations

import pytest
from django.utils import translation

from contest_pages.judging.logic.aggregates import Mean, Trimmed
from contest_pages.judging.logic.diagnostics import favours, first_places, influences, seat_reports

from .tables import table_of

#: Eight works; seat 3 gives 4 points more than the others, and work 8 another 30.
ROWS = {number: [60 + number, 60 + number, 64 + number] for number in range(1, 8)} | {8: [50, 50, 84]}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def report(rows, seat, results=None):
    return next(r for r in seat_reports(table_of(rows), results) if r.seat == seat)


def test_a_lenient_juror_is_told_by_the_mean_difference_from_the_others():
    rows = {number: [60 + number, 60 + number, 64 + number] for number in range(1, 9)}
    assert report(rows, 3).difference == 4000
    assert report(rows, 1).difference == -2000


def test_a_juror_who_uses_a_small_part_of_the_scale_has_a_small_spread():
    rows = {number: [60 + number * 2, 60 + number * 2, 60 + number] for number in range(1, 9)}
    assert report(rows, 3).spread_ratio == pytest.approx(0.5)
    assert report(rows, 3).rank_correlation == pytest.approx(1)


def test_a_juror_with_the_scale_the_wrong_way_round_has_a_negative_rank_correlation():
    rows = {number: [60 + number, 61 + number, 80 - number] for number in range(1, 9)}
    assert report(rows, 3).rank_correlation == pytest.approx(-1)


def test_a_juror_who_gives_everything_the_same_is_shown_and_not_refused():
    rows = {number: [60 + number, 61 + number, 70] for number in range(1, 9)}
    found = report(rows, 3)
    assert (found.equal_share, found.spread_ratio, found.rank_correlation) == (1.0, 0.0, None)
    assert report(rows, 1).equal_share == 1 / 8


def test_how_often_a_sheet_was_dropped_as_highest_or_lowest_is_counted():
    rows = {number: [60, 62, 64, 66, 99] for number in range(1, 7)} | {7: [60, 62, 64, 66, 1]}
    results = Trimmed(3).results(table_of(rows))
    found = report(rows, 5, results)
    assert (found.dropped_high, found.dropped_low) == (6, 1)
    assert report(rows, 1, results).dropped_low == 6
    assert report(rows, 2, results).dropped_high == 0


def test_where_all_sheets_are_equal_one_is_dropped_as_highest_and_one_as_lowest():
    rows = {number: [60] * 5 for number in range(1, 7)}
    results = Trimmed(3).results(table_of(rows))
    assert (report(rows, 5, results).dropped_high, report(rows, 5, results).dropped_low) == (6, 0)
    assert (report(rows, 1, results).dropped_high, report(rows, 1, results).dropped_low) == (0, 6)


def test_points_far_beyond_a_jurors_usual_difference_are_marked():
    found = favours(table_of(ROWS))
    assert [(f.seat, f.candidate) for f in found if f.is_marked] == [(3, 8)]
    # The usual difference of seat 3 is (7 · 4 + 34) / 8 = 7,75.
    assert found[0].amount == 34_000 - 7750
    assert found[0].deviations > 2


def test_a_large_share_of_a_small_spread_is_no_mark():
    # The same figures a hundredth as large are far below 8 % of the most points.
    small = {number: [points / 100 for points in row] for number, row in ROWS.items()}
    assert not any(f.is_marked for f in favours(table_of(small)))


def test_a_marked_work_of_the_jurors_own_unit_stands_first():
    rows = {number: [*row, row[0]] for number, row in ROWS.items()} | {9: [50, 50, 54, 86]}
    plain = [(f.seat, f.candidate) for f in favours(table_of(rows)) if f.is_marked]
    assert set(plain) == {(3, 8), (4, 9)}
    last = plain[-1]
    found = favours(table_of(rows), same_unit={last})
    assert ((found[0].seat, found[0].candidate), found[0].is_same_unit) == (last, True)


def test_below_six_works_only_the_table_is_shown():
    rows = {number: [60, 61, 62] for number in range(1, 6)}
    assert seat_reports(table_of(rows)) == []
    assert favours(table_of(rows)) == []


def test_a_juror_who_shares_no_work_cannot_be_compared():
    rows = {number: [60 + number, 61, None] for number in range(1, 7)} | {7: [None, None, 70]}
    assert [r.seat for r in seat_reports(table_of(rows))] == [1, 2]
    assert {f.seat for f in favours(table_of(rows))} == {1, 2}


def test_first_places_share_a_rank_where_results_are_equal():
    results = Mean(1).results(table_of({1: [9], 2: [8], 3: [9], 4: [7]}))
    assert first_places(results, 3) == {1: 1, 3: 1, 2: 3}


def test_what_a_seat_changes_in_the_first_places_is_said_in_a_sentence():
    rows = {1: [80, 80, 80], 2: [79, 79, 90], 3: [70, 70, 70], 4: [60, 60, 60]}
    found = {one.seat: one for one in influences(table_of(rows), Mean(2), count=2)}
    assert found[3].changes
    assert found[3].sentence == (
        "Without seat 3 the first places go to no. 1 (place 1), no. 2 (place 2) instead of no. 2 (place 1), no. 1 (place 2)."
    )
    assert not found[1].changes
    assert found[1].sentence == "Without seat 1 the first places stay the same."


def test_where_too_few_sheets_would_be_left_the_influence_is_said_to_be_unknown():
    found = influences(table_of({1: [80, 81, 82], 2: [70, 71, 72]}), Mean(3))
    assert [one.after for one in found] == [None, None, None]
    assert found[0].sentence == "Without seat 1 too few sheets are left to compute."
    assert not found[0].changes
