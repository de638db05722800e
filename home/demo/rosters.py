"""The demo's rosters: communes register their people for the quiz; one meets its quota, one does not, some have not started."""

from __future__ import annotations

import datetime

from contest_pages.contests.models import ContestPage
from contest_pages.registrations.domain.application import Application
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.domain.registering import register
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.logic.people import Person
from contest_pages.registrations.models import ContestRegistrationPage, Registration
from contest_pages.rosters.domain.importing import import_persons
from contest_pages.rosters.logic.entered import Entered
from contest_pages.units.models import Headcount, Unit

from .build import notice, publish
from .people import agreements_of

_FAMILIES = ("Lò", "Quàng", "Cà", "Tòng", "Vì", "Hoàng", "Lường", "Bạc")
_NAMES = ("Mây", "Suối", "Bản", "Rừng", "Nương", "Núi", "Thác")
#: How many people each commune has brought.
_BROUGHT = {"SL-XML": 34, "SL-XYC": 12, "SL-PMC": 30}


def roster_form(contest: ContestPage, editor, now: datetime.datetime) -> ContestRegistrationPage:
    """Publish a form by which communes bring at least 30 people each (the number of Đắk Nông 2023)."""
    form = ContestRegistrationPage(
        title="Đăng ký theo đơn vị",
        slug="dang-ky-theo-don-vi",
        introduction="<p>Đầu mối của xã, phường đăng ký cho đơn vị rồi gửi danh sách người dự thi.</p>",
        consent_notice=notice(),
        publishing_choices=["name", "unit"],
        kinds=[RegistrationKind.ROSTER],
        unit_kinds=["commune"],
        least_per_unit=30,
        most_per_unit=300,
    )
    contest.add_child(instance=form)
    publish(form, editor)
    for code in ("SL-PTH", "SL-PCA", "SL-XTC"):
        unit = Unit.objects.get(code=code)
        unit.email = f"ubnd.{code.lower()}@vidu.example"
        unit.save()
    for number, unit in enumerate(Unit.objects.filter(kind="commune")):
        Headcount.objects.get_or_create(
            unit=unit, counted_on=datetime.date(2026, 1, 1), defaults={"persons": 4000 + 350 * number}
        )
    for number, (code, count) in enumerate(_BROUGHT.items()):
        _fill(form, Unit.objects.get(code=code), number, count, now)
    return form


def _fill(form: ContestRegistrationPage, unit: Unit, number: int, count: int, now: datetime.datetime) -> None:
    application = Application(
        people=(Person(f"{_FAMILIES[number]} Thị Đầu Mối", None),),
        kind=RegistrationKind.ROSTER,
        email=f"daumoi{number + 1}@vidu.example",
        unit=unit,
        agreements=agreements_of(form),
    )
    roster = confirm(registration=register(page=form, application=application, now=now), now=now)
    import_persons(
        roster=Registration.objects.select_related("page", "contest", "unit").get(pk=roster.pk),
        entries=[_person(number * 100 + n) for n in range(count)],
        words="Người trong danh sách đã biết và đồng ý (trình diễn).",
        now=now,
    )


def _person(number: int) -> Entered:
    family, name = _FAMILIES[number % len(_FAMILIES)], _NAMES[number // 8 % len(_NAMES)]
    middle = "Thị" if number % 2 else "Văn"
    return Entered(
        Person(
            f"{family} {middle} {name} {number // 56 + 1}",
            datetime.date(1975 + number % 28, 1 + number % 12, 5),
        ),
        phone=f"09000{number:05}",
        row=number,
    )
