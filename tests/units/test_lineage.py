"""Which unit of another day stands for a unit: along the old tree or the new one."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.units.logic.lineage import Life, counterpart, units_on
from contest_pages.units.models import Succession
from contest_pages.units.queries import stand_ins
from tests.factories import UnitFactory

LAST = datetime.date(2025, 6, 30)
FIRST = datetime.date(2025, 7, 1)
OLD, NEW = datetime.date(2024, 5, 1), datetime.date(2026, 1, 1)


def old(path: str, *after: int) -> Life:
    return Life(path, "commune", None, LAST, after=after)


def new(path: str, *before: int) -> Life:
    return Life(path, "commune", FIRST, None, before=before)


def test_merged_communes_count_together_in_the_new_tree():
    lives = {1: old("0001", 3), 2: old("0002", 3), 3: new("0003", 1, 2)}
    assert [counterpart(unit, NEW, lives, {}, step=4) for unit in (1, 2, 3)] == [3, 3, 3]


def test_a_merged_commune_cannot_be_told_apart_in_the_old_tree():
    lives = {1: old("0001", 3), 2: old("0002", 3), 3: new("0003", 1, 2)}
    assert units_on(3, OLD, lives) == {1, 2}
    assert counterpart(3, OLD, lives, {}, step=4) is None
    assert counterpart(1, OLD, lives, {}, step=4) == 1


def test_but_it_counts_for_the_district_of_all_that_it_came_from():
    lives = {1: old("00010001", 3), 2: old("00010002", 3), 3: new("0003", 1, 2)}
    districts = {"0001": (9, "district")}
    assert counterpart(3, OLD, lives, districts, kind="district", step=4) == 9


def test_a_divided_unit_cannot_be_told_apart_in_the_new_tree():
    lives = {1: old("0001", 2, 3), 2: new("0002", 1), 3: new("0003", 1)}
    assert counterpart(1, NEW, lives, {}, step=4) is None
    assert counterpart(2, OLD, lives, {}, step=4) == 1


def test_changes_are_followed_over_generations_and_circles_end():
    day = datetime.date(2020, 1, 1)
    lives = {
        1: Life("0001", "commune", None, day, after=(2,)),
        2: Life("0002", "commune", day, LAST, after=(3,), before=(1,)),
        3: new("0003", 2),
    }
    assert counterpart(1, NEW, lives, {}, step=4) == 3
    assert counterpart(3, datetime.date(2019, 1, 1), lives, {}, step=4) == 1
    assert units_on(1, NEW, {1: old("0001", 2), 2: old("0002", 1)}) == {1}


def test_a_unit_that_ended_without_successor_stands_for_itself():
    assert counterpart(1, NEW, {1: old("0001")}, {}, step=4) == 1
    assert counterpart(7, NEW, {}, {}, step=4) == 7


@pytest.mark.django_db
def test_the_tree_answers_for_many_units_in_few_queries(django_assert_max_num_queries):
    district = UnitFactory(name="Huyện", kind="district", valid_to=LAST)
    communes = [UnitFactory(name=f"Xã cũ {n}", parent=district, valid_to=LAST) for n in range(6)]
    merged = [UnitFactory(name=f"Xã mới {n}", valid_from=FIRST) for n in range(2)]
    for number, commune in enumerate(communes):
        Succession.objects.create(predecessor=commune, successor=merged[number // 3])
    wanted = [unit.pk for unit in (*communes, *merged)]
    with django_assert_max_num_queries(8):
        today = stand_ins(wanted, NEW)
    assert [today[c.pk] for c in communes] == [merged[0].pk] * 3 + [merged[1].pk] * 3
    with django_assert_max_num_queries(9):
        before = stand_ins(wanted, OLD, kind="district")
    assert set(before.values()) == {district.pk}
