"""Who judges what: no forbidden pair, even loads, jurors who can be compared; the same table for the same seed."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.judging.logic.assignment import AssignmentRefused, assign_all, assign_some
from contest_pages.judging.logic.spreading import Spreading, measure

NINE = dict.fromkeys(range(1, 10))
SIXTY = range(1, 61)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def loads(pairs) -> Counter:
    return Counter(seat for _work, seat in pairs)


def panels(pairs) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for work, seat in pairs:
        found.setdefault(work, set()).add(seat)
    return found


def test_everybody_judges_everything_but_what_a_conflict_forbids():
    pairs = assign_all([1, 2], [1, 2, 3], {(2, 3)})
    assert pairs == {(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)}


def test_a_work_that_too_few_may_judge_is_named():
    with pytest.raises(AssignmentRefused) as refused:
        assign_all([1, 2], [1, 2, 3], {(2, 3)}, least=3)
    assert refused.value.message == (
        "For the numbers 2 fewer than 3 jurors are left without a conflict of interest."
    )


def test_a_work_with_which_all_jurors_have_a_conflict_is_refused():
    with pytest.raises(AssignmentRefused, match="numbers 1 fewer"):
        assign_some([1, 2], {1: None, 2: None}, 1, {(1, 1), (1, 2)}, seed="a")


def test_sixty_works_by_three_of_nine_jurors_are_even_connected_and_every_two_jurors_share_works():
    pairs = assign_some(SIXTY, NINE, 3, seed="a")
    assert set(loads(pairs).values()) == {20}
    assert {len(panel) for panel in panels(pairs).values()} == {3}
    found = measure(pairs, NINE)
    assert found.is_connected
    assert found.strangers == []
    # 180 shared pairs over 36 pairs of jurors are 5 each.
    assert 4 <= min(found.shared.values()) <= max(found.shared.values()) <= 6


def test_the_same_seed_gives_the_same_table_in_whatever_order_the_works_come():
    pairs = assign_some(SIXTY, NINE, 3, seed="a")
    assert assign_some(list(reversed(SIXTY)), dict(reversed(NINE.items())), 3, seed="a") == pairs
    assert assign_some(SIXTY, NINE, 3, seed="b") != pairs


def test_loads_follow_the_capacities():
    pairs = assign_some(range(1, 31), {1: 40, 2: 20, 3: 20}, 2, seed="a")
    assert loads(pairs) == {1: 30, 2: 15, 3: 15}


def test_jurors_who_take_too_little_together_are_refused_with_the_figures():
    with pytest.raises(AssignmentRefused, match="60 sheets are needed; together the jurors take 50"):
        assign_some(range(1, 31), {1: 20, 2: 20, 3: 10}, 2, seed="a")


def test_capacities_that_conflicts_make_useless_are_refused_with_the_seat():
    # Seats 2 and 3 may judge work 1 alone, so that seat 1 must take all others.
    forbidden = {(work, seat) for work in range(2, 6) for seat in (2, 3)}
    with pytest.raises(AssignmentRefused, match="Seats 1 would get more works"):
        assign_some(range(1, 6), {1: 2, 2: 5, 3: 5}, 1, forbidden, seed="a")


def test_a_load_is_moved_over_a_third_juror_where_no_direct_way_leads():
    # Seat 1 may judge all, seat 2 the works 1 to 4, seat 3 the works 1 and 2 alone.
    forbidden = {(work, 3) for work in (3, 4, 5, 6)} | {(5, 2), (6, 2)}
    assert loads(assign_some(range(1, 7), dict.fromkeys((1, 2, 3)), 1, forbidden, seed="a")) == {
        1: 2,
        2: 2,
        3: 2,
    }


def test_works_with_sheets_keep_their_jurors_when_a_late_work_comes_in():
    before = assign_some(range(1, 31), NINE, 3, seed="a")
    after = assign_some(range(1, 32), NINE, 3, seed="b", fixed=before)
    assert before < after
    assert len(after - before) == 3
    assert max(loads(after).values()) - min(loads(after).values()) <= 1


def test_one_juror_for_each_work_leaves_jurors_that_cannot_be_compared():
    found = measure(assign_some(range(1, 10), dict.fromkeys((1, 2, 3)), 1, seed="a"), (1, 2, 3))
    assert not found.is_connected
    assert found.strangers == [(1, 2), (1, 3), (2, 3)]


def test_fixed_groups_are_joined_by_the_works_that_are_still_free():
    fixed = {(work, seat) for work in (1, 2) for seat in (1, 2)} | {
        (work, seat) for work in (3, 4) for seat in (3, 4)
    }
    pairs = assign_some(range(1, 7), dict.fromkeys((1, 2, 3, 4)), 2, seed="a", fixed=fixed)
    assert measure(pairs, (1, 2, 3, 4)).is_connected


def test_a_juror_is_busy_for_the_length_of_the_films_and_half_as_long_again():
    found = measure({(1, 1), (2, 1), (2, 2)}, (1, 2, 3), {1: 180, 2: 121})
    assert found.busy_seconds == {1: 451, 2: 181, 3: 0}
    assert found.loads == {1: 2, 2: 1, 3: 0}


def test_five_hundred_works_and_forty_jurors_with_conflicts_are_assigned():
    seats = dict.fromkeys(range(1, 41))
    forbidden = {(work, work % 40 + 1) for work in range(1, 501)}
    pairs = assign_some(range(1, 501), seats, 3, forbidden, seed="a")
    assert not pairs & forbidden
    assert set(loads(pairs).values()) <= {37, 38}
    found = measure(pairs, seats)
    assert found.is_connected
    # 1,500 shared pairs over 780 pairs of jurors are hardly two each.
    assert len(found.strangers) <= 15


@st.composite
def rounds(draw):
    seats = range(1, draw(st.integers(2, 8)) + 1)
    works = range(1, draw(st.integers(1, 20)) + 1)
    per_work = draw(st.integers(1, len(seats) - 1))
    pair = st.tuples(st.sampled_from(works), st.sampled_from(seats))
    return works, dict.fromkeys(seats), per_work, draw(st.sets(pair, max_size=10))


@given(rounds())
def test_every_work_gets_its_jurors_and_no_forbidden_pair_is_made(given_round):
    works, seats, per_work, forbidden = given_round
    blocked = any(sum((work, seat) not in forbidden for seat in seats) < per_work for work in works)
    try:
        pairs = assign_some(works, seats, per_work, forbidden, seed="a")
    except AssignmentRefused:
        assert blocked
        return
    assert not blocked
    assert not pairs & forbidden
    assert Counter(work for work, _seat in pairs) == dict.fromkeys(works, per_work)


@given(rounds())
def test_without_conflicts_loads_differ_by_one_at_most(given_round):
    works, seats, per_work, _forbidden = given_round
    counts = loads(assign_some(works, seats, per_work, seed="a"))
    share = Fraction(per_work * len(works), len(seats))
    assert all(abs(counts[seat] - share) < 1 for seat in seats)


@given(rounds())
def test_exchanges_even_out_shared_works_and_keep_every_load(given_round):
    works, seats, per_work, _forbidden = given_round
    uneven = {work: {1 + (work // 3 + step) % len(seats) for step in range(per_work)} for work in works}
    before = measure({(work, seat) for work, panel in uneven.items() for seat in panel}, seats)
    Spreading(uneven, (), ()).improve()
    after = measure({(work, seat) for work, panel in uneven.items() for seat in panel}, seats)
    assert after.loads == before.loads
    assert sum(n**2 for n in after.shared.values()) <= sum(n**2 for n in before.shared.values())
