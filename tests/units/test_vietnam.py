"""Vietnam's own map, old and new, from the package."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.management import CommandError, call_command

from contest_pages.units.domain.vietnam import SINCE, UNTIL, load
from contest_pages.units.errors import UnitRefused
from contest_pages.units.models import Succession, Unit

pytest.importorskip("vietnamadminunits", reason="vietnamadminunits is not installed")
pytestmark = pytest.mark.django_db


def test_the_whole_country_has_34_provinces_and_3321_communes_since_july_2025():
    loaded = load()
    today = Unit.objects.valid_on(SINCE)
    assert today.filter(kind="province").count() == 34
    assert today.filter(kind="commune").count() == 3321
    past = Unit.objects.valid_on(UNTIL)
    assert past.filter(kind="province").count() == 63
    assert past.filter(kind="district").count() > 690
    assert loaded.new == 34 + 3321
    assert Unit.find_problems() == ([], [], [], [], [])
    assert (load().new, load().old, load().links) == (0, 0, 0)


def test_a_province_that_was_not_merged_stays_one_unit_above_old_and_new():
    load("sơn la")
    province = Unit.objects.get(kind="province")
    assert (province.name, province.valid_from, province.valid_to) == ("Tỉnh Sơn La", None, None)
    assert set(province.get_children().filter(valid_to=None).values_list("kind", flat=True)) == {"commune"}
    assert set(province.get_children().filter(valid_to=UNTIL).values_list("kind", flat=True)) == {"district"}
    district = Unit.objects.get(kind="district", name="Huyện Mường La")
    assert district.get_children().filter(valid_to=UNTIL).count() > 10


def test_an_old_commune_knows_what_became_of_it():
    load("Sơn La")
    old = Unit.objects.get(name="Thị trấn Ít Ong", valid_to=UNTIL)
    assert [found.name for found in old.successors.all()] == ["Xã Mường La"]
    new = old.successors.get()
    assert new.predecessors.count() > 1
    assert new.valid_from == SINCE


def test_merged_provinces_are_succeeded_by_the_new_one():
    load("Phú Thọ")
    new = Unit.objects.get(kind="province", valid_to=None)
    assert {found.name for found in new.predecessors.all()} == {
        "Tỉnh Phú Thọ",
        "Tỉnh Vĩnh Phúc",
        "Tỉnh Hòa Bình",
    }


def test_the_command_says_what_it_added_and_which_provinces_there_are():
    output = io.StringIO()
    call_command("contest_load_vietnam_units", province="Sơn La", stdout=output)
    assert f"{Succession.objects.count()} links" in output.getvalue()
    with pytest.raises(CommandError, match="Sơn La"):
        call_command("contest_load_vietnam_units", province="Atlantis", stdout=output)


def test_without_the_package_a_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UnitRefused, match="pip install"):
        load()


def test_units_that_were_there_before_stay(db):
    commune = Unit.add_root(name="Xã của tôi", kind="commune", code="03646")
    load("Sơn La")
    assert Unit.objects.get(code="03646", valid_to=None) == commune
    assert Unit.objects.filter(valid_from__gt=datetime.date(2025, 7, 1)).count() == 0
