"""Rules of registration, as plain functions."""

from __future__ import annotations

import datetime
import re
import secrets

from django.utils.translation import gettext as _

from contest_pages.contests.logic import age_on
from contest_pages.vietnamese import closing_moment, moment

from .errors import RegistrationClosed, TooYoung

#: Letters and digits that nobody mixes up on the telephone: no 0 O 1 I L.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8

_PHONE = re.compile(r"0\d{8,10}")


def new_code() -> str:
    """Return a random code that can be spoken: eight letters and digits, none of them alike."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def tidy_code(text: str) -> str:
    """Return a code as typed, without spaces and dashes and in capitals."""
    return re.sub(r"[\s.-]", "", text).upper()


def tidy_phone(text: str) -> str:
    """Return a Vietnamese phone number as 0…, or raise ValueError.

    "+84 912 345 678", "84912345678" and "0912.345.678" are the same number.
    """
    digits = re.sub(r"[\s().-]", "", text)
    digits = re.sub(r"^(\+84|0084|84(?=\d{9,10}$))", "0", digits)
    if not _PHONE.fullmatch(digits):
        raise ValueError(text)
    return digits


def check_open(
    now: datetime.datetime, opens_at: datetime.datetime | None, closes_at: datetime.datetime | None
) -> None:
    """Raise RegistrationClosed with the time that matters, unless registration is open at `now`."""
    if opens_at is not None and now < opens_at:
        raise RegistrationClosed(_("Registration opens at %(time)s.") % {"time": moment(opens_at)})
    if closes_at is not None and now >= closes_at:
        raise RegistrationClosed(_("Registration closed at %(time)s.") % {"time": closing_moment(closes_at)})


def check_age(birth_date: datetime.date, today: datetime.date, minimum_age: int | None) -> None:
    """Raise TooYoung if somebody has not reached the rules' minimum age today."""
    if minimum_age and age_on(birth_date, today) < minimum_age:
        raise TooYoung(
            _(
                "The rules ask for contestants of at least %(age)d years. Please check the birth date; if it is right, you may take part from your birthday on."
            )
            % {"age": minimum_age}
        )


def public_author(names: list[str], *, publish_name: bool) -> str:
    """Return how the authors appear in public: their names, or a neutral word without consent."""
    return ", ".join(names) if publish_name and names else _("The author does not publish a name")
