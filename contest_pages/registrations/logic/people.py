"""How people write who they are, and how it is kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from contest_pages.contests.logic import age_on
from contest_pages.keyed import keyed_hash
from contest_pages.registrations.errors import GuardianMissing, NamedTwice, TooOld, TooYoung
from contest_pages.vietnamese import fold, running_date, tidy

_PHONE = re.compile(r"0\d{8,10}")
#: From this age a child is asked as well (Law 91/2025/QH15, article 24).
CHILD_CONSENTS_FROM = 7


@dataclass(frozen=True)
class Person:
    """Somebody who takes part, tidied: name in NFC, the identity number already as its keyed hash.

    `member_pk` names the row that is being edited; None for somebody new. Only of a unit's contact, who
    takes no part, no birth date is known.
    """

    full_name: str
    birth_date: datetime.date | None
    identity_hash: str = ""
    identity_last: str = ""
    is_main: bool = False
    guardian_name: str = ""
    guardian_agrees: bool = False
    child_agrees: bool = False
    member_pk: int | None = None


def tidy_name(text: str) -> str:
    """Return a name in NFC with single spaces; words all in capitals or all small get one capital.

    "NGUYỄN văn An" becomes "Nguyễn Văn An"; "H'Hen Niê" and "McDonald" stay as they are.
    """

    def tidy_word(word: str) -> str:
        if word not in (word.upper(), word.lower()):
            return word
        return re.sub(r"[^'’-]+", lambda part: part[0][0].upper() + part[0][1:].lower(), word)

    return " ".join(tidy_word(word) for word in tidy(text).split())


def tidy_phone(text: str) -> str:
    """Return a Vietnamese phone number as 0…, or raise ValueError.

    "+84 912 345 678", "84912345678" and "0912.345.678" are the same number.
    """
    digits = re.sub(r"[\s().-]", "", text)
    digits = re.sub(r"^(\+84|0084|84(?=\d{9,10}$))0?", "0", digits)
    if not _PHONE.fullmatch(digits):
        raise ValueError(text)
    return digits


def tidy_identity(text: str) -> str:
    """Return a personal identity number as 12 digits, or raise ValueError."""
    digits = re.sub(r"[\s.-]", "", text)
    if not re.fullmatch(r"0\d{11}", digits, re.ASCII):
        raise ValueError(text)
    return digits


def identity_fits(identity: str, birth_date: datetime.date) -> bool:
    """Say whether a 12-digit number can belong to somebody born on that day.

    Its fourth digit tells the century and the sex, its fifth and sixth the year of birth (Decree
    137/2015, article 13): a slip of the finger is noticed before it makes a second person.
    """
    century = birth_date.year // 100 - 19
    return int(identity[3]) // 2 == century and identity[4:6] == f"{birth_date.year % 100:02}"


def identity_hash(identity: str) -> str:
    """Return the keyed hash under which an identity number is matched; it is never stored itself."""
    return keyed_hash("identity", identity)


def name_key(full_name: str) -> str:
    """Return a name as it is compared: small letters in NFC, marks kept, spaces and apostrophes alike."""
    return tidy(full_name).lower().replace("’", "'")


def place_of(
    scope: str,
    *,
    full_name: str,
    birth_date: datetime.date,
    identity_hash: str = "",
    namesake_contact: str = "",
) -> str:
    """Return the place that a person takes in a contest or round: one row in the database may hold it.

    Who gives an identity number is known by it; others by name and birth date. `namesake_contact` is
    the address of somebody who declares to be another person of the same name and birth date.
    """
    if identity_hash:
        return keyed_hash("place", scope, "identity", identity_hash)
    parts = [name_key(full_name), birth_date.isoformat()]
    return keyed_hash("place", scope, *parts, *filter(None, [namesake_contact]))


def places_of(scope: str, people: Iterable, *, namesake_contact: str = "") -> list[str]:
    """Return the places of people (Person, or rows of theirs) in their order; the first may be a namesake."""
    return [
        place_of(
            scope,
            full_name=person.full_name,
            birth_date=person.birth_date,
            identity_hash=person.identity_hash,
            namesake_contact=namesake_contact if number == 0 else "",
        )
        for number, person in enumerate(people)
    ]


def check_ages(
    people: list[Person], *, minimum: int | None, maximum: int | None, on: datetime.date, fixed_day: bool
) -> None:
    """Raise TooYoung or TooOld for the first person outside the rules' ages on the day `on`.

    `fixed_day` says that the rules name that day; otherwise it is the day of registering.
    """
    for place, person in enumerate(people):
        age = age_on(person.birth_date, on)
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
        if maximum and age > maximum:
            raise TooOld(
                _(
                    "The rules take contestants up to %(age)d years on %(day)s; %(name)s is %(own)d. Please check the birth date."
                )
                % {"age": maximum, "day": running_date(on), "name": person.full_name, "own": age},
                person=place,
            )


def check_guardians(people: list[Person], today: datetime.date, guardian_below: int) -> None:
    """Raise GuardianMissing unless each minor has a guardian's agreement, and each child of seven its own.

    Law 91/2025/QH15, article 24: from seven the child and the guardian both agree.
    """
    for place, person in enumerate(people):
        age = age_on(person.birth_date, today)
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
                _("%(name)s is old enough to be asked: please tick that %(name)s agrees too.")
                % {"name": person.full_name},
                person=place,
            )


def check_named_once(people: list[Person]) -> None:
    """Raise NamedTwice if one person stands twice among the people of a form."""
    seen: dict[str, int] = {}
    for place, key in enumerate(places_of("", people)):
        first = seen.setdefault(key, place)
        if first != place:
            raise NamedTwice(
                _("Persons %(first)d and %(second)d are the same. Please remove one of them.")
                % {"first": first + 1, "second": place + 1},
                person=place,
            )


def public_author(names: list[str], *, publish_name: bool) -> str:
    """Return how the authors appear in public: their names, or a neutral word without consent."""
    return ", ".join(names) if publish_name and names else _("The author does not publish a name")


def public_contestant(names: list[str], *, publish_name: bool) -> str:
    """Return how somebody who takes part without a work appears in public."""
    return ", ".join(names) if publish_name and names else _("The contestant does not publish a name")


def search_words(*words: str) -> str:
    """Return what the search without marks reads."""
    return fold(" ".join(word for word in words if word))
