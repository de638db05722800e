"""A contest with rosters of units, and a unit whose contact has registered."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.domain.application import Application
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.domain.registering import register
from contest_pages.registrations.logic.people import Person
from tests.factories import ContestRegistrationPageFactory, UnitFactory
from tests.factories.pages import NOW


@pytest.fixture
def district(db):
    """Return two districts, each with two communes."""
    districts = {}
    for name in ("Mường Suối", "Phố Núi"):
        unit = UnitFactory(name=f"Huyện {name}", kind="district")
        districts[name] = SimpleNamespace(
            unit=unit,
            communes=[UnitFactory(name=f"Xã {name} {n}", kind="commune", parent=unit) for n in (1, 2)],
        )
    return SimpleNamespace(
        suoi=districts["Mường Suối"].unit, nui=districts["Phố Núi"].unit, **{"of": districts}
    )


@pytest.fixture
def rosters(stage, district):
    """Return the stage with a form for rosters of districts: 3 to 6 persons of each."""
    stage.form = ContestRegistrationPageFactory(
        parent=stage.contest,
        slug="dang-ky-don-vi",
        title="Đăng ký theo đơn vị",
        kinds=["roster"],
        unit_kinds=["district"],
        least_per_unit=3,
        most_per_unit=6,
    )
    stage.district = district
    return stage


def enter_contact(page, unit, *, email="lienhe@vidu.example", name="Cầm Thị Liên Hệ", now=NOW):
    """Register the contact of a unit, without confirming."""
    application = Application(people=(Person(name, None),), kind="roster", email=email, unit=unit)
    return register(page=page, application=application, now=now)


def contact_of(page, unit, *, now=NOW, **more):
    """Register the contact of a unit and confirm it; return the roster."""
    return confirm(registration=enter_contact(page, unit, now=now, **more), now=now)


@pytest.fixture
def roster(rosters):
    """Return the roster of the district Mường Suối."""
    return contact_of(rosters.form, rosters.district.suoi)


def address(roster, more: str = "") -> str:
    """Return a path below the contact's own page of the roster."""
    return f"{personal_path(roster)}danh-sach/{more}"
