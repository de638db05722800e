"""Units: the tree, its history, its form."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from contest_pages.units.domain.tree import insert
from contest_pages.units.models import Succession, Unit
from contest_pages.units.queries import find_units
from tests.factories import RegistrationFactory, UnitFactory

pytestmark = pytest.mark.django_db
MERGER = datetime.date(2025, 7, 1)


def test_a_district_exists_until_the_day_before_the_merger():
    district = UnitFactory(name="Huyện", kind="district", valid_to=datetime.date(2025, 6, 30))
    commune = UnitFactory(name="Xã mới", valid_from=MERGER)
    assert list(Unit.objects.valid_on(datetime.date(2025, 6, 30))) == [district]
    assert list(Unit.objects.valid_on(MERGER)) == [commune]


def test_a_unit_cannot_end_before_it_begins():
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitFactory(valid_from=MERGER, valid_to=datetime.date(2025, 6, 30))


def test_a_unit_that_a_registration_points_to_cannot_be_deleted(stage):
    unit = UnitFactory()
    RegistrationFactory(page=stage.form, unit=unit)
    with pytest.raises(ProtectedError):
        unit.delete()


def posted(**changes) -> dict:
    return {
        "name": "Xã Mới",
        "kind": "commune",
        "code": "M1",
        "parent": "",
        "valid_from": "",
        "valid_to": "",
        **changes,
    }


def test_the_form_puts_a_new_unit_below_its_parent_and_moves_it(client, roles):
    first, second = (
        UnitFactory(name="Tỉnh Một", kind="province"),
        UnitFactory(name="Tỉnh Hai", kind="province"),
    )
    client.force_login(roles["organisers"])
    client.post(reverse("wagtailsnippets_contest_units_unit:add"), posted(parent=first.pk))
    unit = Unit.objects.get(code="M1")
    assert unit.get_parent() == first
    client.post(
        reverse("wagtailsnippets_contest_units_unit:edit", args=[unit.pk]),
        posted(parent=second.pk, name="Xã Dời"),
    )
    unit = Unit.objects.get(code="M1")
    assert (unit.name, unit.get_parent()) == ("Xã Dời", second)
    client.post(reverse("wagtailsnippets_contest_units_unit:edit", args=[unit.pk]), posted(parent=""))
    assert Unit.objects.get(code="M1").depth == 1


def test_a_unit_is_not_offered_itself_or_what_lies_below_as_its_parent(client, roles):
    province = UnitFactory(name="Tỉnh Một", kind="province")
    UnitFactory(name="Xã Con", parent=province)
    client.force_login(roles["organisers"])
    html = client.get(reverse("wagtailsnippets_contest_units_unit:edit", args=[province.pk])).content.decode()
    assert "— Xã Con" not in html


# --- finding ---------------------------------------------------------------------------------------------


@pytest.fixture
def sonla():
    """Return a province with communes of today, and a district of the past that became two of them."""
    province = UnitFactory(name="Tỉnh Sơn La", kind="province", code="14")
    past = {"valid_to": datetime.date(2025, 6, 30)}
    town = UnitFactory(name="Thị xã Mộc Châu", kind="district", code="123", parent=province, **past)
    names = ("Xã Mường La", "Xã Mường Lạn", "Phường Mộc Sơn", "Xã Ea H'leo", "Xã Chiềng Mường")
    for number, name in enumerate(names):
        parent = Unit.objects.get(pk=province.pk)
        UnitFactory(name=name, code=f"038{number:02}", parent=parent, valid_from=MERGER)
    old = UnitFactory(name="Phường Đông Sang", code="04033", parent=Unit.objects.get(pk=town.pk), **past)
    Succession.objects.create(predecessor=old, successor=Unit.objects.get(name="Phường Mộc Sơn"))
    return province


def names_of(typed, day=MERGER):
    return [found.unit.name for found in find_units(typed, day)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("muong la", "Xã Mường La"),
        ("MƯỜNG LẠN", "Xã Mường Lạn"),
        ("x muong la", "Xã Mường La"),
        ("03802", "Phường Mộc Sơn"),
        ("p moc", "Phường Mộc Sơn"),
        ("h'leo", "Xã Ea H'leo"),
        ("mu", "Xã Mường La"),
    ],
)
def test_a_unit_is_found_without_marks_shortened_and_by_its_code(sonla, typed, first):
    assert names_of(typed)[0] == first


def test_an_old_name_leads_to_what_became_of_it(sonla):
    found = find_units("tx moc chau", MERGER)
    assert [(one.unit.name, one.formerly, one.above) for one in found] == [
        ("Phường Mộc Sơn", "Thị xã Mộc Châu", "Tỉnh Sơn La")
    ]
    assert find_units("dong sang", MERGER)[0].formerly == "Phường Đông Sang"


def test_before_the_merger_the_old_units_are_found(sonla):
    assert names_of("moc chau", datetime.date(2025, 6, 30)) == ["Thị xã Mộc Châu"]


@pytest.mark.parametrize("typed", ["", "  ", "!!!", "không có đâu", "x" * 500])
def test_nothing_typed_or_nothing_known_finds_nothing(sonla, typed):
    assert names_of(typed) == []


def test_among_ten_thousand_units_a_search_costs_four_queries(sonla, django_assert_max_num_queries):
    insert([(Unit(name=f"Xã Số {n}", code=f"S{n}", kind="commune"), sonla) for n in range(10_000)])
    with django_assert_max_num_queries(4):
        assert names_of("muong la")[0] == "Xã Mường La"


def test_the_chooser_answers_everybody_with_options_and_names_are_escaped(client, sonla):
    UnitFactory(name="Xã <b>Mường</b>", code="Z")
    answer = client.get(reverse("contest_find_units"), {"q": "muong"})
    html = answer.content.decode()
    assert html.count('role="option"') == 4
    assert "<b>" not in html
    assert "public" in answer["Cache-Control"]
    assert client.get(reverse("contest_find_units"), {"q": "m"}).content.decode().count("<li") == 0
