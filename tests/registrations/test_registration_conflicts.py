"""One query finds whether committees or places conflict with a registration."""

from __future__ import annotations

import pytest

from contest_pages.registrations.domain.eligibility import identity_traits_of
from contest_pages.registrations.queries.registration_conflicts import find_conflicts
from tests.factories import CommitteeMemberFactory, ContestPageFactory

from .helpers import application, enter_and_confirm, person, team

pytestmark = pytest.mark.django_db


def conflicts_of(stage, *people, committees=("jury",)):
    form = application(*people)
    traits = identity_traits_of(form.people, form)
    return find_conflicts(stage.contest.pk, list(committees), traits, form.places(stage.form.scope))


def test_new_people_have_no_conflicts_and_cost_one_query(stage, django_assert_num_queries):
    enter_and_confirm(stage, person("Lò Văn Khác"))
    CommitteeMemberFactory(contest=stage.contest, full_name="Giám Khảo Khác")
    with django_assert_num_queries(1):
        assert conflicts_of(stage, *team()) == (False, False)


def test_a_name_of_an_excluded_committee_is_found_however_it_is_written(stage):
    CommitteeMemberFactory(contest=stage.contest, full_name="QUÀNG văn  Suối")
    assert conflicts_of(stage) == (True, False)
    assert conflicts_of(stage, person("Lò Thị Ban"), person()).committees


def test_an_identity_number_is_found_under_another_name(stage):
    CommitteeMemberFactory(contest=stage.contest, identity_hash="keyed")
    assert conflicts_of(stage, person(identity_hash="keyed")).committees
    assert not conflicts_of(stage, person(identity_hash="other")).committees


def test_committees_of_other_contests_and_committees_that_may_take_part_exclude_nobody(stage):
    CommitteeMemberFactory(contest=ContestPageFactory(slug="khac"), full_name="Quàng Văn Suối")
    CommitteeMemberFactory(contest=stage.contest, committee="organisers", full_name="Quàng Văn Suối")
    assert conflicts_of(stage) == (False, False)


def test_a_held_place_is_found(stage):
    enter_and_confirm(stage)
    assert conflicts_of(stage, committees=()) == (False, True)


def test_without_anything_to_compare_there_is_no_query(stage, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert find_conflicts(stage.contest.pk, ["jury"], [], []) == (False, False)
