"""Names keyed again after the rules of comparing have changed."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from contest_pages.committees.models import CommitteeMember
from contest_pages.data.births import Birth
from contest_pages.entries.models import Entry
from contest_pages.registrations.errors import NotAccepted
from contest_pages.registrations.logic.people import place_of
from contest_pages.registrations.models import Member
from contest_pages.units.models import Unit
from tests.factories import CommitteeMemberFactory, EntryFactory, RegistrationFactory, UnitFactory

from .helpers import BORN, enter_and_confirm, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


def rekey() -> str:
    output = io.StringIO()
    call_command("contest_rekey_names", stdout=output)
    return output.getvalue()


def as_before(member, key: str) -> None:
    """Leave a member as an earlier version keyed it."""
    Member.objects.filter(pk=member.pk).update(name_key=key, place=f"place of {key}")


def test_a_person_keyed_in_the_old_way_is_known_again_afterwards(stage):
    member = enter_and_confirm(stage, person("Lò Thị Thuỷ")).members.get()
    as_before(member, "lò thị thuỷ")
    assert rekey().startswith("Members: 1, committee members: 0 changed.")
    member.refresh_from_db()
    assert member.place == place_of(member.registration.scope, full_name="Lò Thị Thủy", birth=Birth.on(BORN))
    with pytest.raises(NotAccepted):
        enter_and_confirm(stage, person("Lò Thị Thủy"), email="khac@vidu.example")
    assert rekey().startswith("Members: 0, committee members: 0 changed.")


def test_two_registrations_of_one_person_stay_and_are_named(stage):
    first = enter_and_confirm(stage, person("Lò Thị Thuỷ"))
    as_before(first.members.get(), "lò thị thuỷ")
    second = enter_and_confirm(stage, person("Lò Thị Thủy"), email="khac@vidu.example")
    assert first.code in rekey()
    assert second.code not in rekey()
    assert {first.members.get().place, second.members.get().place} != {None}


def test_committee_members_are_keyed_too(stage):
    member = CommitteeMemberFactory(contest=stage.contest, full_name="Lò Thị Thuỷ")
    CommitteeMember.objects.filter(pk=member.pk).update(name_key="lò thị thuỷ")
    assert rekey().startswith("Members: 0, committee members: 1 changed.")


def test_what_searches_read_of_units_and_entries_is_folded_again(stage):
    unit = UnitFactory(name="Xã Mường Bú")
    entry = EntryFactory(
        registration=RegistrationFactory(page=stage.form), round=stage.round, title="Đường về bản"
    )
    Unit.objects.filter(pk=unit.pk).update(search_text="old")
    Entry.objects.filter(pk=entry.pk).update(search_text="old", title_text="old")
    printed = rekey()
    assert "Search texts of units: 1 changed." in printed
    assert "Search texts of entries: 1 changed." in printed
    entry.refresh_from_db()
    unit.refresh_from_db()
    assert entry.title_text == "duong ve ban"
    assert "muong bu" in unit.search_text
    assert "Search texts of entries: 0 changed." in rekey()
