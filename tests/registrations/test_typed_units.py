"""A unit that was typed and not chosen from the list is taken where it is certain, asked about otherwise, never dropped."""

from __future__ import annotations

import datetime

import pytest
from django import forms
from django.http import QueryDict

from contest_pages.registrations.forms.units import UnitField
from contest_pages.units.models import Succession, Unit
from tests.factories import UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

TODAY = datetime.date(2024, 7, 10)


class Form(forms.Form):
    """A form with a unit."""

    unit = UnitField(required=False, empty_label="Chọn")

    def cleaned_or_none(self) -> str | None:
        """Return the name of the unit, None for an error."""
        return self.cleaned_data["unit"].name if self.is_valid() else None


@pytest.fixture(autouse=True)
def units():
    """Three communes of today and a district of the past."""
    old = UnitFactory(name="Huyện Mường La", kind="district", valid_to=datetime.date(2024, 6, 30))
    made = [UnitFactory(name=name) for name in ("Xã Mường La", "Xã Mường Bú", "Xã Ngọc Chiến")]
    Succession.objects.create(predecessor=old, successor=made[2])
    return made


def posted(**data) -> Form:
    """Return the form as it was sent, with the units of today."""
    query = QueryDict(mutable=True)
    query.update(data)
    form = Form(query)
    form.fields["unit"].offer(Unit.objects.valid_on(TODAY))
    return form


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Xã Mường Bú", "Xã Mường Bú"),
        ("xa muong bu", "Xã Mường Bú"),
        ("  Xã   Ngọc\tChiến ", "Xã Ngọc Chiến"),
        ("bú", "Xã Mường Bú"),
        ("Xã Mường Bú\r\n", "Xã Mường Bú"),
        ("XÃ MƯỜNG BÚ  ", "Xã Mường Bú"),
        ("UBND xã Mường La", "Xã Mường La"),
        ("Uỷ ban nhân dân Xã Ngọc Chiến", "Xã Ngọc Chiến"),
        ("Xã Mường La", "Xã Mường La"),  # the district of this name is found too
    ],
)
def test_the_only_or_the_exact_match_is_taken(typed, name):
    form = posted(unit_typed=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["unit"].name == name


@pytest.mark.parametrize("typed", ["Mường", "Xã Không Có", "b", "Huyện Mường La", "<b>", "%", "\x00"])
def test_what_names_no_unit_for_certain_is_asked_about_and_stays_in_the_field(typed):
    form = posted(unit_typed=typed)
    assert not form.is_valid()
    assert form.errors["unit"] == ["Chọn đơn vị, địa bàn trong danh sách."]
    html = str(form["unit"])
    assert "data-typed=" in html
    assert "<b>" not in html


def test_of_two_units_of_one_name_people_choose(units):
    UnitFactory(name="Xã Mường Bú")
    form = posted(unit_typed="xã mường bú")
    assert form.errors["unit"] == ["Chọn đơn vị, địa bàn trong danh sách."]
    assert 'data-typed="xã mường bú"' in str(form["unit"])


def test_a_unit_named_after_an_authority_is_found_by_its_whole_name():
    UnitFactory(name="UBND xã Mường La")
    assert posted(unit_typed="ubnd xã mường la").cleaned_or_none() == "UBND xã Mường La"


def test_what_was_chosen_goes_before_what_was_typed(units):
    form = posted(unit=str(units[0].pk), unit_typed="Xã Mường Bú")
    assert form.is_valid()
    assert form.cleaned_data["unit"] == units[0]


@pytest.mark.parametrize("data", [{}, {"unit_typed": "  "}, {"unit": "", "unit_typed": ""}])
def test_a_field_that_was_left_empty_is_empty(data):
    form = posted(**data)
    assert form.is_valid()
    assert form.cleaned_data["unit"] is None
    assert "data-typed" not in str(form["unit"])


def test_a_unit_that_does_not_take_part_is_not_taken_by_its_name(units):
    form = posted(unit_typed="Xã Mường Bú")
    form.fields["unit"].offer(Unit.objects.exclude(pk=units[1].pk))
    assert not form.is_valid()
