"""Figures of a judging: after the closing, for those who may see sheets."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contest_pages.admin.roles import ROLES
from contest_pages.judging.domain.assigning import excuse
from contest_pages.judging.domain.paper import Typed, type_copy
from contest_pages.judging.domain.planning import latest_plan
from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.enums import Excuse
from contest_pages.judging.logic.spread import Spread, shares_of
from contest_pages.judging.models import Assignment, ScoreSheet
from contest_pages.judging.queries.statistics import judging_figures
from tests.factories import UserFactory
from tests.factories.pages import NOW, hanoi

from .conftest import FULL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

AFTER = hanoi("2024-07-21 08:00")
#: 20.5 points for a criterion, which stand nowhere else.
ODD = {"noi-dung": 41_000, "hinh-thuc": 20_500, "suc-lan-toa": 10_000}


def address(jury) -> str:
    return reverse("contest_jury_statistics", args=[jury.page.pk])


def figures(jury):
    return judging_figures(jury.page.pk, latest_plan(jury.page.pk).judging_rules)


@pytest.mark.parametrize("role", ["nobody", *(role.key for role in ROLES)])
def test_organisers_alone_see_figures(role, client, roles, jury):
    client.force_login(roles[role])
    assert (client.get(address(jury)).status_code == 200) is (role == "organisers")


def test_before_the_closing_the_page_is_the_same_whatever_was_given(jury, organiser, at):
    before = organiser.get(address(jury)).content
    jury.seal(points=ODD)
    assert len(organiser.get(address(jury)).content) == len(before)
    assert "20,5" not in organiser.get(address(jury)).content.decode()
    with at(AFTER):
        assert "20,5" in organiser.get(address(jury)).content.decode()


def test_sheets_are_counted_by_seat_and_by_how_they_came_in(jury):
    jury.seal(0, 0)
    jury.seal(0, 1)
    declare_void(sheet=ScoreSheet.objects.first(), reason="Nhầm.", actor=jury.actor, now=NOW)
    excuse(
        assignment=Assignment.objects.get(seat__number=2, candidate__number=3),
        excuse=Excuse.ABSENT,
        reason="Ốm.",
        actor=jury.actor,
        now=NOW,
    )
    for _typist in range(2):
        type_copy(
            round_page=jury.page,
            seat=jury.seats[2],
            candidate=jury.candidates[0],
            typed=Typed(ODD, sum(ODD.values()), True),
            actor=UserFactory(),
            now=NOW,
        )
    first, second, third = figures(jury).seats
    assert (first.row.sealed, first.void, first.again, first.paper) == (1, 1, 0, 0)
    assert (second.row.sealed, second.row.works, second.excused) == (0, 2, 1)
    assert (third.paper, third.device) == (1, 0)


def test_points_are_spread_by_criterion_without_void_sheets(jury):
    jury.seal(0, 0, {**FULL, "noi-dung": 10_000})
    jury.seal(1, 0, {**FULL, "noi-dung": 40_000})
    jury.seal(2, 0, {**FULL, "noi-dung": 50_000})
    declare_void(sheet=ScoreSheet.objects.get(seat__number=1), reason="Nhầm.", actor=jury.actor, now=NOW)
    found = figures(jury).criteria[0]
    assert (found.sheets, found.mean) == (2, 45_000)
    assert found.spread == Spread(40_000, 42_500, 45_000, 47_500, 50_000)
    assert found.shares == (0, 0, 0, 0, 1, 1)


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ([0, 4_999], (2, 0, 0, 0, 0, 0)),
        ([5_000, 5_999, 6_000], (0, 2, 1, 0, 0, 0)),
        ([8_999, 9_000, 10_000], (0, 0, 0, 0, 1, 2)),
        ([], (0, 0, 0, 0, 0, 0)),
    ],
)
def test_the_edges_of_the_shares_belong_to_the_higher_one(values, counts):
    assert shares_of(values, 10_000) == counts


def test_figures_cost_the_same_queries_for_any_number_of_sheets(jury, django_assert_max_num_queries):
    jury.seal(0, 0)
    with django_assert_max_num_queries(12) as few:
        figures(jury)
    for term in range(3):
        jury.seal(term, 1)
        jury.seal(term, 2)
    with django_assert_max_num_queries(len(few)):
        figures(jury)
