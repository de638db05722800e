"""One question says whether anybody stands in the way of the people who register."""

from __future__ import annotations

import pytest

from contest_pages.registrations.domain.eligibility import traits_of
from contest_pages.registrations.queries.first_look import in_the_way
from tests.factories import CommitteeMemberFactory, ContestPageFactory

from .helpers import application, enter_and_confirm, person, team

pytestmark = pytest.mark.django_db


def look(stage, *people, committees=("jury",)):
    form = application(*people)
    traits = traits_of(form.people, form)
    return in_the_way(stage.contest.pk, list(committees), traits, form.places(stage.form.scope))


def test_nobody_stands_in_the_way_of_new_people_and_one_query_says_so(stage, django_assert_num_queries):
    enter_and_confirm(stage, person("Lò Văn Khác"))
    CommitteeMemberFactory(contest=stage.contest, full_name="Giám Khảo Khác")
    with django_assert_num_queries(1):
        assert look(stage, *team()) == (False, False)


def test_a_name_of_an_excluded_committee_is_found_however_it_is_written(stage):
    CommitteeMemberFactory(contest=stage.contest, full_name="QUÀNG văn  Suối")
    assert look(stage) == (True, False)
    assert look(stage, person("Lò Thị Ban"), person()).committees


def test_an_identity_number_is_found_under_another_name(stage):
    CommitteeMemberFactory(contest=stage.contest, identity_hash="keyed")
    assert look(stage, person(identity_hash="keyed")).committees
    assert not look(stage, person(identity_hash="other")).committees


def test_committees_of_other_contests_and_committees_that_may_take_part_exclude_nobody(stage):
    CommitteeMemberFactory(contest=ContestPageFactory(slug="khac"), full_name="Quàng Văn Suối")
    CommitteeMemberFactory(contest=stage.contest, committee="organisers", full_name="Quàng Văn Suối")
    assert look(stage) == (False, False)


def test_a_place_that_somebody_holds_is_found(stage):
    enter_and_confirm(stage)
    assert look(stage, committees=()) == (False, True)


def test_where_there_is_nothing_to_ask_nothing_is_asked(stage, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert in_the_way(stage.contest.pk, ["jury"], [], []) == (False, False)
