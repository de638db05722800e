"""Rounding is half up, the same as people do by hand and as decimals do on every machine."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.judging.logic.rounding import fixed_points, rounded, settled


def test_an_eighth_goes_up():
    assert rounded(Fraction(125), 2) == 130
    assert rounded(Fraction(8125), 2) == rounded(Fraction(8130), 2) == 8130
    assert rounded(Fraction(8124), 2) == 8120
    assert rounded(Fraction(8500), 0) == 9000


@given(st.integers(0, 10**9), st.integers(0, 6))
def test_it_equals_the_half_up_of_decimals(thousandths, decimals):
    expected = (Decimal(thousandths) / 1000).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert rounded(Fraction(thousandths), decimals) == Fraction(expected) * 1000


@given(st.fractions(0, 10**6), st.fractions(0, 10**6), st.integers(0, 3))
def test_rounding_never_turns_two_results_round(one, other, decimals):
    assert (one <= other) <= (rounded(one, decimals) <= rounded(other, decimals))


def test_a_third_is_settled_to_a_millionth_of_a_point():
    assert settled(Fraction(1000, 3)) == Fraction("333.333")
    assert settled(settled(Fraction(1000, 3))) == settled(Fraction(1000, 3))


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(8500, 2, "8,50"), (8125, 2, "8,13"), (8500, 0, "9"), (0, 1, "0,0"), (999, 2, "1,00"), (-1250, 1, "-1,2"), (7005, 3, "7,005")],
)  # fmt: skip
def test_points_are_shown_with_as_many_decimals_as_the_rules_say(value, decimals, text):
    assert fixed_points(Fraction(value), decimals) == text
