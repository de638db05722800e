"""How far jurors agree: published examples of the formulas, and no figure where there are too few works."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given

from contest_pages.judging.logic.agreement import (
    agreement_of,
    agreement_words,
    correlation,
    deviation,
    intraclass,
    krippendorff,
)

from .tables import complete_rows, table_of

#: Shrout and Fleiss 1979, table 2: six targets, four judges.
SHROUT = {
    1: [9, 2, 5, 8],
    2: [6, 1, 3, 2],
    3: [8, 4, 6, 8],
    4: [7, 1, 2, 6],
    5: [10, 5, 6, 9],
    6: [6, 2, 4, 7],
}
#: Krippendorff's example: twelve units, four observers, with gaps.
OBSERVERS = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]


def krippendorff_table():
    rows = {
        unit: [None if row[unit - 1] == "." else float(row[unit - 1]) for row in OBSERVERS]
        for unit in range(1, 13)
    }
    return table_of(rows)


def test_the_intraclass_correlations_are_those_that_shrout_and_fleiss_print():
    single, mean = intraclass(table_of(SHROUT))
    assert (round(single, 2), round(mean, 2)) == (0.29, 0.62)


def test_alpha_of_krippendorffs_example_is_the_one_he_prints():
    assert round(krippendorff(krippendorff_table()), 3) == 0.849


def test_jurors_who_give_the_same_points_agree_fully_and_without_any_difference_there_is_no_figure():
    rows = {number: [50 + number] * 3 for number in range(1, 8)}
    found = agreement_of(table_of(rows))
    assert (found.single, found.mean, found.alpha) == (pytest.approx(1), pytest.approx(1), pytest.approx(1))
    level = agreement_of(table_of({number: [50, 50] for number in range(1, 8)}))
    assert (level.single, level.alpha, level.words) == (None, None, "")


def test_below_six_works_there_is_no_figure():
    rows = {number: [50 + number, 51 + number] for number in range(1, 6)}
    assert agreement_of(table_of(rows)) is None
    assert agreement_of(table_of({**rows, 6: [60, 61]})) is not None
    assert agreement_of(table_of({number: [50 + number] for number in range(1, 9)})) is None


def test_where_sheets_are_missing_alpha_speaks_alone():
    found = agreement_of(krippendorff_table())
    assert (found.single, found.mean) == (None, None)
    with translation.override("en"):
        assert str(found.words) == "The jurors agree well."


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (-0.2, "The jurors differ a lot."),
        (0.49, "The jurors differ a lot."),
        (0.5, "The jurors agree moderately."),
        (0.75, "The jurors agree moderately."),
        (0.76, "The jurors agree well."),
    ],
)
def test_figures_are_said_in_words(value, words):
    with translation.override("en"):
        assert str(agreement_words(value)) == words


def test_a_sample_of_one_has_no_spread_and_what_does_not_vary_no_correlation():
    assert deviation([5.0]) == 0
    assert correlation([1, 1, 1], [1, 2, 3]) is None
    assert correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)


@given(complete_rows(least_seats=2, least_candidates=6))
def test_no_coefficient_is_above_one(rows):
    found = agreement_of(table_of(rows))
    assert all(value is None or value <= 1 + 1e-9 for value in (found.single, found.mean, found.alpha))
