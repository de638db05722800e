"""One result from the sheets of a panel: by the published rule, exactly, or refused with the seats named."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.judging.enums import Aggregate
from contest_pages.judging.logic.aggregates import (
    AGGREGATIONS,
    AggregateRefused,
    Corrected,
    Deviation,
    Majority,
    Mean,
    Median,
    Passes,
    RankSum,
    Trimmed,
    ZScores,
    aggregation_of,
    majority_places,
    worked_example,
)
from contest_pages.judging.logic.aggregates.base import number_list
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.logic.tables import CountedSheet, Table

from .tables import HUNDRED, complete_rows, order, table_of, values


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def refused(aggregation, table) -> AggregateRefused:
    with pytest.raises(AggregateRefused) as caught:
        aggregation.results(table)
    return caught.value


def test_editors_can_choose_exactly_the_ways_that_exist():
    assert set(AGGREGATIONS) == set(Aggregate.values)
    for key in AGGREGATIONS:
        assert aggregation_of(JudgingRules(aggregate=key, deviation=1500, passes=2)).label


def test_the_published_parameters_reach_the_rule():
    assert aggregation_of(JudgingRules(aggregate="deviation", deviation=1500, seats_min=5)) == Deviation(
        5, 1500
    )
    assert aggregation_of(JudgingRules(aggregate="passes", passes=2)) == Passes(3, 2)
    assert aggregation_of(JudgingRules()) == Mean(3)


# R1 to R4


def test_the_mean_is_exact():
    results = Mean(3).results(table_of({1: [8, 8, 9], 2: [10, 10, 10]}))
    assert values(results) == {1: Fraction(25, 3), 2: 10}
    assert results[1].kept == (1, 2, 3)
    assert results[1].dropped == ()


def test_a_candidate_with_too_few_sheets_has_no_result_and_the_seats_that_judged_it_are_named():
    caught = refused(Mean(3), table_of({1: [8, 8, 9], 2: [8, None, 9], 3: [None, None, None]}))
    assert caught.message == "Number 2 has only the sheets of seats 1, 3; 3 must count."
    assert [(r.code, r.candidates, r.seats) for r in caught.refusals] == [
        ("few_sheets", (2,), (1, 3)),
        ("no_sheets", (3,), ()),
    ]


def test_a_candidate_whose_sheets_are_all_void_blocks_the_ranking_under_every_rule():
    rows = {number: [8 + number / 2, 7 + number / 2, 6 + number / 2] for number in range(1, 10)}
    table = table_of({**rows, 10: [None, None, None]})
    for key, kind in AGGREGATIONS.items():
        refusals = kind(1).refusals(table)
        assert refusals[0].code == "no_sheets", key
        assert refusals[0].candidates == (10,)


def test_an_absent_juror_counts_for_nothing_and_never_for_zero():
    assert values(Mean(2).results(table_of({1: [8, None, 9]}))) == {1: Fraction(17, 2)}


def test_the_highest_and_the_lowest_are_dropped():
    result = Trimmed(3).results(table_of({1: [8.5, 9, 7, 8, 9.5]}))[1]
    assert result.value == 8500
    assert (result.kept, result.dropped) == ((1, 2, 4), (5, 3))


def test_of_two_equally_high_sheets_one_is_dropped_and_the_value_is_the_same_whichever():
    result = Trimmed(3).results(table_of({1: [9, 9, 7, 8, 7]}))[1]
    assert result.value == 8000
    assert result.dropped == (2, 3)


@pytest.mark.parametrize("points", [0, 8, 100])
def test_where_all_sheets_are_equal_two_different_seats_are_dropped(points):
    result = Trimmed(3).results(table_of({1: [points] * 5}))[1]
    assert result.value == points * 1000
    assert (result.kept, result.dropped) == ((2, 3, 4), (5, 1))


def test_of_four_sheets_the_mean_of_two_is_left():
    result = Trimmed(3).results(table_of({1: [6, 8, 9, 10]}))[1]
    assert (result.value, result.is_fallback) == (8500, False)


def test_three_sheets_fall_back_to_the_mean_and_the_organisers_are_told():
    table = table_of({1: [6, 8, 10, 9], 2: [6, 8, 10, None]})
    results = Trimmed(3).results(table)
    assert (results[2].value, results[2].is_fallback, results[2].dropped) == (8000, True, ())
    assert not results[1].is_fallback
    assert any("Number 2 has fewer than 4 sheets" in note for note in Trimmed(3).notes(table))


@given(complete_rows(least_seats=1).filter(lambda rows: len(rows[1]) <= 3))
def test_three_sheets_are_refused_where_the_rules_know_no_fallback(rows):
    assert refused(Trimmed(1, falls_back=False), table_of(rows)).code == "few_sheets"


def test_dropping_by_criterion_drops_points_and_not_sheets():
    given = {1: (5, 1), 2: (4, 2), 3: (3, 3), 4: (2, 9)}
    sheets = tuple(
        CountedSheet(1, seat, Fraction(a + b), {"a": Fraction(a), "b": Fraction(b)})
        for seat, (a, b) in given.items()
    )
    result = Trimmed(3, by_criterion=True).results(Table((1,), sheets, HUNDRED))[1]
    assert result.value == Fraction(4 + 3, 2) + Fraction(2 + 3, 2)
    assert result.dropped_points == (("a", 1), ("a", 4), ("b", 4), ("b", 1))
    assert result.kept == (1, 2, 3, 4)


def test_the_median_of_an_even_number_is_the_mean_of_the_middle_ones():
    results = Median(3).results(table_of({1: [7, 9, 8], 2: [7, 9, 8, 10]}))
    assert values(results) == {1: 8, 2: Fraction(17, 2)}


def test_points_far_from_the_mean_are_dropped_once_and_not_again():
    # The mean is 8; 5 and 9,6 lie more than 1,5 away. The rest has the mean 8,47, from which 7 would lie too far.
    result = Deviation(3, 1500).results(table_of({1: [5, 7, 9, 9.4, 9.6]}))[1]
    assert result.dropped == (5, 1)
    assert result.value == Fraction(25_400, 3)


def test_points_exactly_at_the_limit_stay():
    result = Deviation(3, 1500).results(table_of({1: [6.5, 8, 9.5]}))[1]
    assert (result.kept, result.value) == ((1, 2, 3), 8000)


def test_a_panel_of_two_camps_confers_instead_of_dropping_everybody():
    result = Deviation(3, 15_000).results(table_of({1: [60, 60, 95, 95]}))[1]
    assert result.must_confer
    assert (result.value, result.dropped) == (77_500, ())


def test_exactly_half_of_the_sheets_near_the_mean_suffice():
    result = Deviation(3, 5000).results(table_of({1: [60, 76, 80, 95]}))[1]
    assert not result.must_confer
    assert result.kept == (2, 3)


def test_a_limit_that_the_rules_do_not_name_is_refused():
    assert refused(Deviation(3), table_of({1: [8, 8, 8]})).code == "no_limit"


def test_different_seats_for_different_works_are_pointed_out_where_plain_means_are_compared():
    table = table_of({1: [8, 8, 8, 8, 8], 2: [8, 8, None, 8, 8]})
    assert Mean(3).notes(table) == [
        "1 work was not judged by all seats: results compare only as far as the jurors are equally strict."
    ]
    assert Mean(3).notes(table_of({1: [8] * 5})) == []
    assert "fewer than 5 jurors" in Mean(3).notes(table_of({1: [8] * 3}))[0]


# R6, R7, R10


def test_the_smaller_sum_of_ranks_is_the_higher_value():
    results = RankSum(3).results(table_of({1: [9, 9, 7], 2: [8, 8, 8], 3: [7, 8, 9]}))
    assert {c: r.figure / 1000 for c, r in results.items()} == {
        1: 5, 2: Fraction(13, 2), 3: Fraction(13, 2),
    }  # fmt: skip
    assert values(results) == {1: 7, 2: Fraction(11, 2), 3: Fraction(11, 2)}


@pytest.mark.parametrize("kind", [RankSum, Majority])
def test_ranks_are_refused_where_a_seat_did_not_judge_everything(kind):
    caught = refused(kind(1), table_of({1: [9, 8], 2: [8, None], 3: [7, None]}))
    assert caught.message.startswith("Seat 2 has no sheet for the numbers 2, 3;")
    assert (caught.code, caught.refusals[0].seats) == ("incomplete", (2,))


def test_the_majority_needs_an_order_without_equals():
    caught = refused(Majority(1), table_of({1: [9, 8], 2: [9, 7], 3: [7, 6]}))
    assert (caught.refusals[0].code, caught.refusals[0].seats, caught.refusals[0].candidates) == (
        "equals",
        (1,),
        (1, 2),
    )


def skating(marks: dict[int, list[int]]) -> dict[int, int]:
    return majority_places({c: [Fraction(rank) for rank in row] for c, row in marks.items()})


def test_the_majority_of_first_ranks_wins_against_a_better_mean():
    # The rank sum would put 2 before 1.
    assert skating({1: [1, 1, 1, 4, 4], 2: [2, 2, 2, 1, 1], 3: [3, 3, 3, 2, 2], 4: [4, 4, 4, 3, 3]}) == {
        1: 1, 2: 2, 3: 3, 4: 4,
    }  # fmt: skip


def test_an_equal_majority_is_decided_by_the_smaller_sum_and_then_by_the_next_rank():
    # Both have three ranks of 2 or better with the sum 5; with those of 3 or better, 2 has four of them.
    assert skating({1: [1, 2, 2, 4, 4], 2: [2, 1, 2, 3, 5], 3: [3, 3, 1, 1, 3], 4: [4, 4, 4, 2, 1], 5: [5, 5, 5, 5, 2]}) == {
        2: 1, 1: 2, 3: 3, 4: 4, 5: 5,
    }  # fmt: skip


def test_what_the_majority_leaves_equal_is_a_tie_that_counts_both():
    assert skating({1: [1, 2], 2: [2, 1], 3: [3, 3]}) == {1: 1, 2: 1, 3: 3}


def test_places_by_majority_are_higher_values():
    results = Majority(3).results(table_of({1: [9, 9, 7], 2: [8, 8, 9], 3: [7, 7, 8]}))
    assert {c: (r.value, r.figure) for c, r in results.items()} == {
        1: (3000, 1000), 2: (2000, 2000), 3: (1000, 3000),
    }  # fmt: skip


def test_a_work_passes_if_enough_seats_say_so():
    table = table_of({1: [1, 1, 0], 2: [1, 0, 0], 3: [1, 1, 1]}, most=Fraction(1000))
    results = Passes(3, 2).results(table)
    assert {c: (r.value, r.passes) for c, r in results.items()} == {
        1: (2000, True), 2: (1000, False), 3: (3000, True),
    }  # fmt: skip


def test_more_votes_to_pass_than_sheets_are_refused():
    assert refused(Passes(1, 4), table_of({1: [1, 1, 1]})).code == "few_sheets"


# R8, R9


def partial(shift: dict[int, float] | None = None) -> Table:
    """Return twelve works of true points 60, 61, …, each seen by two of three seats, which are so much more lenient."""
    shift = shift or {}
    rows: dict[int, list[float | None]] = {}
    for number in range(1, 13):
        row: list[float | None] = [60 + number + shift.get(seat, 0) for seat in (1, 2, 3)]
        row[number % 3] = None
        rows[number] = row
    return table_of(rows)


def test_a_lenient_juror_lifts_nobody_after_the_correction():
    results = Corrected(2).results(partial({1: 7, 3: -4}))
    true = {number: 60 + number for number in range(1, 13)}
    assert values(results) == {number: points + 1 for number, points in true.items()}  # (7 − 4) / 3
    assert values(Mean(2).results(partial({1: 7, 3: -4})))[12] != true[12] + 1


def test_the_correction_equals_the_least_squares_computed_by_hand():
    # b = (1, −1): the seats share work 1 alone, on which they differ by 2.
    results = Corrected(1).results(table_of({1: [9, 7], 2: [8, None], 3: [None, 8]}))
    assert values(results) == {1: 8, 2: 7, 3: 9}


def test_seats_that_share_no_work_cannot_be_corrected():
    caught = refused(Corrected(1), table_of({1: [8, 7, None, None], 2: [None, None, 9, 6]}))
    assert caught.message.startswith("The seats (1, 2) and (3, 4) share no work")
    assert (caught.code, caught.refusals[0].seats) == ("unconnected", (1, 2, 3, 4))


def test_seats_with_fewer_than_eight_sheets_are_too_few_for_z_scores():
    table = partial()
    assert ZScores(2).results(table)
    fewer = Table(table.candidates[:11], tuple(s for s in table.sheets if s.candidate != 12), HUNDRED)
    caught = refused(ZScores(2), fewer)
    assert (caught.code, caught.refusals[0].seats) == ("few_sheets_of_seat", (2, 3))
    assert "Seats 2, 3 have fewer than 8 sheets" in caught.message


def test_a_juror_who_gives_everything_the_same_has_no_spread_for_z_scores_but_a_mean():
    rows = {number: [60 + number, 70] for number in range(1, 10)}
    caught = refused(ZScores(2), table_of(rows))
    assert (caught.code, caught.refusals[0].seats) == ("no_spread", (2,))
    assert Mean(2).results(table_of(rows))


def test_z_scores_of_one_seat_give_back_its_own_points():
    rows = {number: [60 + number] for number in range(1, 10)}
    assert values(ZScores(1).results(table_of(rows))) == {number: 60 + number for number in rows}


def test_z_scores_stay_within_the_scale():
    rows = {number: [number, 100] for number in range(2, 11)}
    results = values(ZScores(1).results(table_of({1: [None, 0], **rows})))
    assert results[1] == 0
    assert max(results.values()) <= 100


@pytest.mark.parametrize("kind", [ZScores, Corrected])
def test_a_correction_is_pointed_out_as_needless_where_everybody_judged_everything(kind):
    rows = {number: [60 + number, 61 + number] for number in range(1, 10)}
    assert any("Every juror judged everything" in note for note in kind(1).notes(table_of(rows)))
    assert not any("Every juror judged everything" in note for note in kind(1).notes(partial()))


# Properties


def applicable(rows) -> list:
    """Return each rule that does not refuse these rows."""
    kinds = [kind(1) for kind in AGGREGATIONS.values() if kind is not Deviation]
    return [rule for rule in [*kinds, Deviation(1, 5000)] if not rule.refusals(table_of(rows))]


@given(complete_rows(), st.data())
def test_the_order_of_seats_and_of_candidates_changes_nothing(rows, data):
    seats = data.draw(st.permutations(range(len(rows[1]))))
    numbers = dict(zip(rows, data.draw(st.permutations(list(rows))), strict=True))
    changed = {numbers[c]: [row[seat] for seat in seats] for c, row in rows.items()}
    for rule in applicable(rows):
        own, other = values(rule.results(table_of(rows))), values(rule.results(table_of(changed)))
        assert {numbers[c]: value for c, value in own.items()} == other, rule.key


@given(complete_rows(least_candidates=8), st.data())
def test_a_juror_who_is_stricter_by_a_constant_changes_no_rank(rows, data):
    seat = data.draw(st.integers(0, len(rows[1]) - 1))
    constant = data.draw(st.integers(-40, 40)) / 2
    shifted = {c: [p + constant * (s == seat) for s, p in enumerate(row)] for c, row in rows.items()}
    # A scale wide enough that nothing is cut off at its ends.
    for rule in [Mean(1), Corrected(1), *([] if ZScores(1).refusals(table_of(rows)) else [ZScores(1)])]:
        own, other = (rule.results(table_of(one, most=10 * HUNDRED)) for one in (rows, shifted))
        assert order(own) == order(other), rule.key


@given(complete_rows())
def test_a_correction_where_everybody_judged_everything_is_the_mean(rows):
    expected = {c: round(float(value), 5) for c, value in values(Mean(1).results(table_of(rows))).items()}
    own = {c: round(float(value), 5) for c, value in values(Corrected(1).results(table_of(rows))).items()}
    assert own == pytest.approx(expected, abs=2e-5)


@given(complete_rows(least_seats=5))
def test_one_dishonest_sheet_moves_the_trimmed_mean_no_further_than_the_honest_ones_reach(rows):
    honest = [row[1:] for row in rows.values()]
    for candidate, row in rows.items():
        for points in (0, 100):
            value = values(Trimmed(1).results(table_of({candidate: [points, *row[1:]]})))[candidate]
            assert min(honest[candidate - 1]) <= value <= max(honest[candidate - 1])


# The worked example of the rules page


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (Trimmed(), "8,5 – 9,0 – 7,0 – 8,0 – 9,5; without 9,5 and 7,0; mean 8,50"),
        (Mean(), "8,5 – 9,0 – 7,0 – 8,0 – 9,5; mean 8,40"),
        (Median(), "8,5 – 9,0 – 7,0 – 8,0 – 9,5; median 8,50"),
        (Deviation(3, 1200), "8,5 – 9,0 – 7,0 – 8,0 – 9,5; without 7,0; mean 8,75"),
        (Deviation(3, 50), "8,5 – 9,0 – 7,0 – 8,0 – 9,5; the jurors confer"),
    ],
)
def test_the_rules_page_shows_an_example_computed_by_the_rule(rule, sentence):
    assert worked_example(rule).sentence == sentence


def test_the_example_has_as_many_decimals_as_the_rules_say():
    assert worked_example(Trimmed(), decimals=3).result == "8,500"


@pytest.mark.parametrize("rule", [RankSum(), Majority(), ZScores(), Corrected(), Passes()])
def test_rules_that_compare_all_works_have_no_example_of_one(rule):
    assert worked_example(rule) is None


def test_a_sentence_names_the_first_of_many_numbers():
    assert number_list([1, 3, 7]) == "1, 3, 7"
    assert number_list(range(1, 401)) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 … (+388)"
