"""The people of a form as an annex to a document lists them: by unit, each team together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from contest_pages.data.births import Birth
from contest_pages.registrations.enums import MemberRole
from contest_pages.registrations.models import ContestRegistrationPage, Member, Registration
from contest_pages.units.models import Unit


@dataclass(frozen=True)
class AnnexLine:
    """A person: running number, name, birth date, role (empty for individuals), code, phone or e-mail, division."""

    number: int
    full_name: str
    birth_date: Birth | None
    role: str
    code: str
    contact: str
    division: str


@dataclass(frozen=True)
class AnnexPart:
    """The people of one unit."""

    unit: str
    lines: list[AnnexLine] = field(default_factory=list)


@dataclass(frozen=True)
class Annex:
    """A list to be attached: of one unit, or of all."""

    page: ContestRegistrationPage
    unit: Unit | None
    parts: list[AnnexPart]

    @property
    def persons(self) -> int:
        """Return the number of people in it."""
        return sum(len(part.lines) for part in self.parts)

    @property
    def has_teams(self) -> bool:
        """Return whether a column for roles is needed."""
        return any(line.role for part in self.parts for line in part.lines)


def annex_of(page: ContestRegistrationPage, unit: Unit | None = None) -> Annex:
    """Return the active contestants of a form, of a unit and those below it or of all, in tree order."""
    registrations = Registration.objects.contestants().filter(page=page)
    if unit is not None:
        registrations = registrations.filter(unit__path__startswith=unit.path)
    return _annex(page, unit, registrations)


def annex_of_roster(roster: Registration) -> Annex:
    """Return the people on one roster."""
    return _annex(roster.page, roster.unit, roster.persons.active())


def _annex(page, unit, registrations) -> Annex:
    members = (
        Member.objects.filter(registration__in=registrations.order_by())
        .select_related("registration__unit")
        .order_by("registration__unit__path", "registration_id", "pk")
    )
    parts = [
        AnnexPart(str(of or ""), list(_lines(group)))
        for of, group in groupby(members, key=lambda member: member.registration.unit)
    ]
    return Annex(page, unit, parts)


def _lines(members) -> Iterator[AnnexLine]:
    for number, member in enumerate(members, start=1):
        registration = member.registration
        is_first = member.role in (MemberRole.CAPTAIN, MemberRole.AUTHOR)
        yield AnnexLine(
            number=number,
            full_name=member.full_name,
            birth_date=member.birth,
            role="" if member.role == MemberRole.AUTHOR else str(member.get_role_display()),
            code=registration.code,
            contact=(registration.phone or registration.email) if is_first else "",
            division=registration.division,
        )
