"""Counted sheets as a table: who judged whom, in which order, and who can be compared."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.judging.logic.points import Criterion
from contest_pages.judging.logic.tables import CountedSheet, Table, counted_sheet, ranks, seat_groups

from .tables import HUNDRED, table_of


def test_a_sheet_keeps_its_weighted_points_and_their_sum():
    criteria = [Criterion("a", "A", 10_000, weight=50), Criterion("b", "B", 10_000)]
    sheet = counted_sheet(7, 3, {"a": 8500, "b": 9000}, criteria)
    assert sheet == CountedSheet(7, 3, Fraction(13_250), {"a": Fraction(4250), "b": Fraction(9000)})


def test_an_incomplete_sheet_does_not_count():
    with pytest.raises(ValueError, match="seat 3 for candidate 7 is incomplete"):
        counted_sheet(7, 3, {"a": 8500}, [Criterion("a", "A", 10_000), Criterion("b", "B", 10_000)])


def test_a_seat_has_one_sheet_for_a_candidate():
    sheet = CountedSheet(1, 1, Fraction(8000))
    with pytest.raises(ValueError, match="two sheets"):
        Table((1,), (sheet, sheet), HUNDRED)
    with pytest.raises(ValueError, match="not ranked"):
        Table((2,), (sheet,), HUNDRED)


def test_missing_sheets_are_named_by_candidate_and_seat():
    table = table_of({1: [8, 9], 2: [None, 7], 3: [None, None]})
    assert table.lacking == ((2, 1), (3, 1), (3, 2))
    assert not table.is_complete
    assert table.without_seat(1).lacking == ((3, 2),)


def test_equal_totals_share_the_mean_of_their_ranks():
    assert ranks({1: Fraction(9), 2: Fraction(8), 3: Fraction(8), 4: Fraction(7)}) == {
        1: 1, 2: Fraction(5, 2), 3: Fraction(5, 2), 4: 4,
    }  # fmt: skip


@given(st.lists(st.integers(0, 5), min_size=1, max_size=20))
def test_the_ranks_of_a_seat_always_have_the_same_sum(totals):
    found = ranks({number: Fraction(total) for number, total in enumerate(totals)})
    assert sum(found.values()) == len(totals) * (len(totals) + 1) // 2


def test_seats_that_share_works_only_through_others_are_one_group():
    assert seat_groups([(1, 1), (1, 2), (2, 2), (2, 3)]) == [(1, 2, 3)]
    assert seat_groups([(1, 1), (1, 2), (2, 3), (2, 4)]) == [(1, 2), (3, 4)]
    assert seat_groups([]) == []
