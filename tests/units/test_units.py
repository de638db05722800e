"""Units: the tree, its history, its form."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from contest_pages.units.models import Unit
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
        "succeeded_by": "",
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
