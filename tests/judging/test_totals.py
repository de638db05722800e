"""The total of a round: deductions, bonuses, weights, the least result, interactions; and how it is ranked."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.judging.logic.comparators import STORED, CandidateFacts, ranking_order, stored_keys
from contest_pages.judging.logic.totals import (
    Combining,
    PartScore,
    RoundAt,
    combined,
    ranked_scores,
    round_total,
    with_interactions,
)
from contest_pages.standings.logic.lines import Line
from contest_pages.standings.logic.ranks import rank_lines


def part(points, **more) -> PartScore:
    return PartScore(more.pop("key", "a"), None if points is None else Fraction(str(points)) * 1000, **more)


def ranked(totals, **more) -> dict[int, int]:
    """Rank totals with the code of all rankings."""
    scores = ranked_scores(totals)
    lines = [
        Line(str(c), score=score.score, keys=stored_keys(score, CandidateFacts(), []))
        for c, score in scores.items()
    ]
    order = ranking_order([], **more)
    return {int(line.code): rank for rank, line in rank_lines(lines, order, STORED)}


def test_a_total_adds_bonuses_and_takes_deductions_off_each_part():
    total = round_total([part(8.5, deducted=250), part(9, bonus=500, key="b")])
    assert (total.exact, total.shown) == (17_750, 17_750)


def test_a_deduction_larger_than_the_part_leaves_nothing_and_takes_nothing_from_other_parts():
    assert round_total([part(0.25, deducted=1000), part(9)]).exact == 9000


def test_bonuses_do_not_lift_a_total_above_the_most_unless_the_rules_say_so():
    parts = [part(99.5, bonus=2000)]
    assert round_total(parts, most=Fraction(100_000)).exact == 100_000
    assert round_total(parts).exact == 101_500


def test_parts_weigh_as_the_rules_say_whatever_the_weights_sum_to():
    assert round_total([part(80, weight=60), part(90, weight=40, key="b")]).exact == 84_000
    assert round_total([part(80, weight=60), part(90, weight=50, key="b")]).exact == 93_000


def test_a_part_without_a_result_leaves_the_candidate_without_a_total():
    assert round_total([part(8), part(None)]) is None
    scores = ranked_scores({1: round_total([part(8)]), 2: None})
    assert (scores[2].score, scores[2].exact) == (None, None)


def test_a_part_that_was_not_performed_is_nought_where_the_rules_say_so():
    assert round_total([part(8), part(0, key="b")]).exact == 8000


def test_the_rules_decide_whether_parts_or_the_total_are_rounded():
    parts = [part("8.125"), part("8.124", key="b")]
    assert round_total(parts).shown == 16_250
    assert round_total(parts, round_at=RoundAt.PART).shown == 8130 + 8120
    assert round_total([part("8.125"), part("8.125", key="b")], round_at=RoundAt.PART).exact == 16_260


def test_a_ranking_holds_no_more_than_three_decimals():
    with pytest.raises(ValueError, match="at most 3"):
        round_total([part(8)], decimals=4)


def test_totals_that_are_equal_as_shown_are_equal_or_not_as_the_rules_say():
    totals = {1: round_total([part("8.125")]), 2: round_total([part("8.13")]), 3: round_total([part("8.12")])}
    assert ranked(totals, is_exact=False) == {1: 1, 2: 1, 3: 3}
    assert ranked(totals, is_exact=True) == {2: 1, 1: 2, 3: 3}


def test_thirds_are_ranked_exactly_though_their_score_is_rounded():
    third = Fraction(25_000, 3)
    totals = {
        1: round_total([PartScore("a", third)]),
        2: round_total([PartScore("a", third + Fraction(1, 10**9))]),
    }
    scores = ranked_scores(totals)
    assert (scores[1].score, scores[2].score) == (8330, 8330)
    assert (scores[1].exact, scores[2].exact) == (1, 2)
    assert ranked(totals, is_exact=True) == {2: 1, 1: 2}


def test_below_the_least_result_of_a_part_nobody_passes_those_above_it():
    high = round_total([part(100, key="a"), part(2, key="b", least=5000)])
    low = round_total([part(10, key="a"), part(5, key="b", least=5000)])
    assert (high.is_knocked_out, low.is_knocked_out) == (True, False)
    assert ranked({1: high, 2: low}, is_exact=False) == {2: 1, 1: 2}
    assert ranked({1: high, 2: low}, is_exact=False, knocked_out_last=False) == {1: 1, 2: 2}


def test_deductions_do_not_knock_out_for_the_least_is_one_of_the_panel():
    assert not round_total([part(5, deducted=1000, least=5000)]).is_knocked_out


def test_candidates_without_a_total_come_last_and_full_points_of_all_are_a_tie():
    full = round_total([part(100)])
    assert ranked({1: full, 2: None, 3: full}, is_exact=True) == {1: 1, 3: 1, 2: 3}


@given(st.lists(st.fractions(0, 100_000), min_size=1, max_size=20), st.integers(0, 3))
def test_score_and_exact_number_order_as_the_fractions_do(values, decimals):
    totals = {
        number: round_total([PartScore("a", value)], decimals=decimals)
        for number, value in enumerate(values, start=1)
    }
    expected = {c: 1 + sum(other > values[c - 1] for other in values) for c in totals}
    assert ranked(totals, is_exact=True) == expected


def test_interactions_weigh_nothing_by_default_and_at_most_half():
    total = Fraction(40_000)
    assert with_interactions(total, most=Fraction(50_000), interactions=Fraction(100_000), share=0) == 80_000
    assert with_interactions(total, most=Fraction(50_000), interactions=Fraction(30_000), share=30) == 65_000
    with pytest.raises(ValueError, match="0 to 50"):
        with_interactions(total, most=Fraction(50_000), interactions=Fraction(), share=51)
    with pytest.raises(ValueError, match="most points"):
        with_interactions(total, most=Fraction(), interactions=Fraction(), share=10)


def test_the_whole_scale_counts_and_not_the_best_that_was_reached():
    best = with_interactions(Fraction(90_000), most=Fraction(100_000), interactions=Fraction(), share=50)
    assert best == 45_000


def test_rounds_are_added_or_the_last_alone_counts_or_each_has_a_share():
    semi, final = Fraction(80_000), Fraction(90_000)
    assert combined([semi, final], Combining.SUM) == 170_000
    assert combined([semi, final], Combining.LAST) == 90_000
    assert combined([semi, final], Combining.SHARES, last_share=60) == 86_000
