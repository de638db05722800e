"""Participants: their identity, the rules' refusals, how they appear in public."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from contest_pages.data.births import Birth
from contest_pages.data.identity import name_key
from contest_pages.data.keyed_hash import keyed_hash
from contest_pages.registrations.errors import GuardianMissing, NamedTwice, TooOld, TooYoung
from contest_pages.vietnamese import running_date, tidy

#: From this age a child consents as well (Law 91/2025/QH15, article 24).
CHILD_CONSENTS_FROM = 7


@dataclass(frozen=True)
class Person:
    """A participant, normalised: name in NFC, the identity number as its keyed hash.

    `member_pk` is the row that is being edited; None for a new person. Where the rules allow it, the birth may be a
    year alone. Only a unit's contact, who does not take part, has neither.
    """

    full_name: str
    birth_date: datetime.date | None
    birth_year: int | None = None
    identity_hash: str = ""
    identity_last: str = ""
    is_main: bool = False
    guardian_name: str = ""
    guardian_agrees: bool = False
    child_agrees: bool = False
    member_pk: int | None = None

    @property
    def birth(self) -> Birth:
        """Return the birth; ValueError for a unit's contact, of whom none is known."""
        birth = Birth.of(self.birth_date, self.birth_year)
        if birth is None:
            raise ValueError("No birth is known of a unit's contact.")
        return birth


def place_of(
    scope: str,
    *,
    full_name: str,
    birth: Birth,
    identity_hash: str = "",
    namesake_contact: str = "",
) -> str:
    """Return the key of a person in a contest or round, which one row in the database may hold.

    It depends on the identity number where known, else on name and birth. `namesake_contact` is the
    contact of a person who declares to be another of the same name and birth.
    """
    if identity_hash:
        return keyed_hash("place", scope, "identity", identity_hash)
    parts = [name_key(full_name), birth.key]
    return keyed_hash("place", scope, *parts, *filter(None, [namesake_contact]))


def places_of(scope: str, people: Iterable, *, namesake_contact: str = "") -> list[str]:
    """Return the places of people (Person, or rows of theirs) in their order; the first may be a namesake."""
    return [
        place_of(
            scope,
            full_name=person.full_name,
            birth=person.birth,
            identity_hash=person.identity_hash,
            namesake_contact=namesake_contact if number == 0 else "",
        )
        for number, person in enumerate(people)
    ]


def check_ages(
    people: list[Person], *, minimum: int | None, maximum: int | None, on: datetime.date, fixed_day: bool
) -> None:
    """Raise TooYoung or TooOld for the first person outside the rules' ages on the day `on`.

    `fixed_day`: the rules set that day; otherwise it is the day of registering. Of whom only the year of birth is
    known is refused where no birthday in it would do.
    """
    for place, person in enumerate(people):
        age = person.birth.greatest_age(on)
        if minimum and age < minimum:
            if fixed_day:
                raise TooYoung(
                    _(
                        "The rules ask for contestants of at least %(age)d years on %(day)s; %(name)s will be %(own)d. Please check the birth date."
                    )
                    % {"age": minimum, "day": running_date(on), "name": person.full_name, "own": age},
                    person=place,
                )
            raise TooYoung(
                _(
                    "The rules ask for contestants of at least %(age)d years. Please check the birth date; if it is right, you may take part from your birthday on."
                )
                % {"age": minimum},
                person=place,
            )
        age = person.birth.least_age(on)
        if maximum and age > maximum:
            raise TooOld(
                _(
                    "The rules take contestants up to %(age)d years on %(day)s; %(name)s is %(own)d. Please check the birth date."
                )
                % {"age": maximum, "day": running_date(on), "name": person.full_name, "own": age},
                person=place,
            )


def check_guardians(people: list[Person], today: datetime.date, guardian_below: int) -> None:
    """Raise GuardianMissing unless each minor has a guardian's agreement, and each child from seven its own.

    Law 91/2025/QH15, article 24: from seven the child and the guardian both agree. Who may be a minor by the year of
    birth counts as one.
    """
    for place, person in enumerate(people):
        age = person.birth.least_age(today)
        if age >= guardian_below:
            continue
        if not (person.guardian_name and person.guardian_agrees):
            raise GuardianMissing(
                _(
                    "%(name)s is under %(age)d: a parent or guardian must give their name and agree. Fill in both below the birth date."
                )
                % {"name": person.full_name, "age": guardian_below},
                person=place,
            )
        if age >= CHILD_CONSENTS_FROM and not person.child_agrees:
            raise GuardianMissing(
                _("%(name)s is %(age)d or older: please tick that %(name)s agrees too.")
                % {"name": person.full_name, "age": CHILD_CONSENTS_FROM},
                person=place,
            )


def check_named_once(people: list[Person]) -> None:
    """Raise NamedTwice if the form names a person twice."""
    seen: dict[str, int] = {}
    for place, key in enumerate(places_of("", people)):
        first = seen.setdefault(key, place)
        if first != place:
            raise NamedTwice(
                _("Persons %(first)d and %(second)d are the same. Please remove one of them.")
                % {"first": first + 1, "second": place + 1},
                person=place,
            )


def team_name_of(given: str, *, unit: str, code: str) -> str:
    """Return the name of a team: as given, else by its unit, else by its registration's code."""
    return tidy(given) or _("Team %(name)s") % {"name": unit or code}


def public_author(names: list[str], *, publish_name: bool, team_name: str = "") -> str:
    """Return how the authors appear in public: a team by its name, persons only with their consent."""
    if team_name:
        return team_name
    return ", ".join(names) if publish_name and names else _("The author does not publish a name")


def public_contestant(names: list[str], *, publish_name: bool, team_name: str = "") -> str:
    """Return how a contestant without a work appears in public: a team by its name, persons with consent."""
    if team_name:
        return team_name
    return ", ".join(names) if publish_name and names else _("The contestant does not publish a name")
