"""Jurors who differ by more than the rules allow: the result waits until the chair has closed the case."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.judging.enums import GapEnd
from contest_pages.judging.logic.aggregates import Deviation, Mean, RankSum, Trimmed
from contest_pages.judging.logic.gaps import (
    Closing,
    GapNotClosed,
    check_closing,
    find_gaps,
    open_cases,
    results_with_gaps,
)

from .tables import complete_rows, table_of

TWENTY = 20_000
KEPT = Closing(GapEnd.KEPT, "Hai giám khảo giữ nguyên ý kiến sau hội ý.")
THIRD = Closing(GapEnd.THIRD, "Giám khảo số 3 chấm lại.", further_seat=3)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def results(rows, closings=None, rule=None, limit=TWENTY):
    return results_with_gaps(rule or Mean(2), table_of(rows), limit, closings or {})


def refused(closing, rows, rule=None, **more) -> str:
    with pytest.raises(GapNotClosed) as caught:
        check_closing(closing, candidate=1, rule=rule or Mean(2), table=table_of(rows), limit=TWENTY, **more)
    return caught.value.message


def test_two_markers_who_differ_by_the_limit_confer_and_those_below_it_do_not():
    gaps = find_gaps(table_of({1: [60, 80], 2: [60, 79.5], 3: [70, 70]}), TWENTY)
    assert list(gaps) == [1]
    assert (gaps[1].lowest_seats, gaps[1].highest_seats, gaps[1].difference) == ((1,), (2,), 20_000)
    assert open_cases(results({1: [60, 80], 2: [60, 79.5]})) == (1,)


def test_rules_without_a_limit_know_no_gap():
    assert find_gaps(table_of({1: [0, 100]}), None) == {}
    assert open_cases(results({1: [0, 100]}, limit=None)) == ()


def test_one_sheet_cannot_differ():
    assert find_gaps(table_of({1: [60, None]}), 1) == {}


def test_all_seats_at_either_end_are_named():
    gap = find_gaps(table_of({1: [60, 90, 60, 90, 75]}), TWENTY)[1]
    assert (gap.lowest_seats, gap.highest_seats) == ((1, 3), (2, 4))


def test_amended_sheets_that_came_nearer_need_no_decision():
    closing = Closing(GapEnd.AMENDED, "Hai giám khảo sửa phiếu.")
    assert refused(closing, {1: [60, 80]}).startswith("The sheets still differ by 20 points")
    check_closing(closing, candidate=1, rule=Mean(2), table=table_of({1: [65, 80]}), limit=TWENTY)
    assert open_cases(results({1: [65, 80]})) == ()


def test_sheets_that_were_amended_and_still_differ_stay_open_whatever_is_noted():
    assert open_cases(results({1: [60, 80]}, {1: Closing(GapEnd.AMENDED, "Đã sửa.")})) == (1,)


def test_the_sheet_of_a_further_juror_is_the_result():
    result = results({1: [60, 80, 72], 2: [70, 70, None]}, {1: THIRD})
    assert (result[1].value, result[1].kept, result[1].dropped) == (72_000, (3,), (1, 2))
    assert (result[2].value, open_cases(result)) == (70_000, ())


def test_a_further_juror_needs_a_sheet_and_is_none_of_those_who_differ():
    assert "no sealed sheet" in refused(THIRD, {1: [60, 80, None]})
    assert "no sealed sheet" in refused(
        Closing(GapEnd.THIRD, "…", further_seat=2), {1: [60, 80, 72]}, first_seats=(1, 2)
    )
    check_closing(
        THIRD, candidate=1, rule=Mean(2), table=table_of({1: [60, 80, 72]}), limit=TWENTY, first_seats=(1, 2)
    )


def test_a_further_juror_decides_nothing_where_ranks_over_all_works_count():
    assert "depends on all works" in refused(THIRD, {1: [60, 80, 72]}, rule=RankSum(2))


def test_the_chair_keeps_the_points_only_with_a_reason_and_changes_none():
    assert "why the case is closed" in refused(Closing(GapEnd.KEPT, "  "), {1: [60, 80]})
    result = results({1: [60, 80]}, {1: KEPT})
    assert (result[1].value, open_cases(result)) == (70_000, ())


def test_points_that_were_kept_are_another_case_once_a_sheet_is_changed():
    noted = Closing(GapEnd.KEPT, "Giữ nguyên.", lowest=Fraction(60_000), highest=Fraction(80_000))
    assert open_cases(results({1: [60, 80]}, {1: noted})) == ()
    assert open_cases(results({1: [55, 80]}, {1: noted})) == (1,)


def test_a_case_needs_a_way_in_which_it_is_closed():
    assert refused(Closing("", "…"), {1: [60, 80]}) == "Say how the case was closed."


def test_a_panel_of_two_camps_waits_until_the_chair_decides():
    rows = {1: [60, 60, 95, 95]}
    camps = Deviation(2, 15_000)
    assert open_cases(results(rows, rule=camps, limit=None)) == (1,)
    assert "Fewer than half" in refused(
        Closing(GapEnd.AMENDED, "…"), {1: [60, 60, 79, 79]}, rule=Deviation(2, 5000)
    )
    kept = results(rows, {1: KEPT}, rule=camps, limit=None)
    assert (kept[1].value, open_cases(kept)) == (77_500, ())


@given(complete_rows(least_seats=2), st.integers(1, 60_000))
def test_a_gap_never_changes_a_result_it_only_lets_it_wait(rows, limit):
    rule = Trimmed(2)
    own = rule.results(table_of(rows))
    waiting = results_with_gaps(rule, table_of(rows), limit, {})
    assert {c: r.value for c, r in own.items()} == {c: r.value for c, r in waiting.items()}
    assert set(open_cases(waiting)) == {c for c, row in rows.items() if 1000 * (max(row) - min(row)) >= limit}
