"""Concurrent changes of rosters: the database decides, nobody is duplicated or lost."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.errors import UnitFull, UnitHasContact
from contest_pages.registrations.logic.people import Person
from contest_pages.registrations.models import Registration
from contest_pages.rosters.domain.importing import ImportResult, import_persons
from contest_pages.rosters.logic.entered import Entered
from tests.factories import UnitFactory
from tests.factories.pages import NOW
from tests.races import at_once
from tests.registrations.helpers import enter, team

from .conftest import contact_of, enter_contact

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.postgres]


def entries(start: int, count: int) -> list[Entered]:
    return [
        Entered(Person(f"Lò Văn {start + n}", datetime.date(1990, 1, 1)), phone="0912345678", row=n)
        for n in range(count)
    ]


def send(roster, start, count):
    fresh = Registration.objects.get(pk=roster.pk)
    return lambda: import_persons(roster=fresh, entries=entries(start, count), words="Đồng ý", now=NOW)


def test_two_who_send_the_same_list_of_one_unit_at_once_double_nobody(rosters):
    roster = contact_of(rosters.form, rosters.district.suoi)
    outcomes = at_once(send(roster, 0, 5), send(roster, 0, 5))
    assert [type(outcome) for outcome in outcomes] == [ImportResult, ImportResult]
    assert sorted(outcome.added for outcome in outcomes) == [0, 5]
    assert roster.persons.active().count() == 5


def test_two_lists_of_one_unit_at_once_stay_within_the_largest_number(rosters):
    roster = contact_of(rosters.form, rosters.district.suoi)
    outcomes = at_once(send(roster, 0, 4), send(roster, 100, 4))
    assert sum(outcome.added for outcome in outcomes) == 6
    assert sum(len(outcome.refused) for outcome in outcomes) == 2
    assert roster.persons.active().count() == 6


def test_a_person_whom_two_units_enter_at_once_stands_on_one_roster(rosters):
    first = contact_of(rosters.form, rosters.district.suoi)
    second = contact_of(rosters.form, rosters.district.nui, email="khac@vidu.example")
    outcomes = at_once(send(first, 0, 3), send(second, 0, 3))
    assert [type(outcome) for outcome in outcomes] == [ImportResult, ImportResult]
    assert Registration.objects.contestants().count() == 3
    assert sorted(outcome.added for outcome in outcomes) == [0, 3]
    assert sorted(len(outcome.refused) for outcome in outcomes) == [0, 3]


def test_two_contacts_of_one_unit_who_confirm_at_once_keep_one_roster(rosters):
    waiting = [
        enter_contact(rosters.form, rosters.district.suoi, email=f"l{n}@vidu.example") for n in range(2)
    ]
    outcomes = at_once(*(lambda w=w: confirm(registration=w, now=NOW) for w in waiting))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Registration", UnitHasContact.__name__]


def test_two_teams_of_one_commune_that_confirm_at_once_leave_one(stage):
    commune = UnitFactory(name="Xã Một Đội", kind="commune")
    stage.form.kinds, stage.form.unit_kinds, stage.form.most_per_unit = ["team"], ["commune"], 1
    stage.form.save()
    waiting = [
        enter(stage, *team(start=20 * n), kind="team", unit=commune, email=f"d{n}@vidu.example")
        for n in range(2)
    ]
    outcomes = at_once(*(lambda w=w: confirm(registration=w, now=NOW) for w in waiting))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Registration", UnitFull.__name__]
