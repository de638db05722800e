"""When a person was born: a day, or a year where no more is known."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from contest_pages.vietnamese import one_sign

from .days import read_day
from .numbers import plain_digits

_YEAR = re.compile(r"(?:năm |sinh năm )?([12][0-9]{3})", re.IGNORECASE)
_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")


@dataclass(frozen=True)
class Birth:
    """A birth; `day` is None where only the year is known."""

    year: int
    day: datetime.date | None = None

    @classmethod
    def on(cls, day: datetime.date) -> Birth:
        """Return the birth on a day."""
        return cls(day.year, day)

    @classmethod
    def of(cls, day: datetime.date | None, year: int | None) -> Birth | None:
        """Return the birth that two columns of a table describe; None where both are empty."""
        if day is not None:
            return cls.on(day)
        return cls(year) if year is not None else None

    def __str__(self):
        return f"{self.day:%d/%m/%Y}" if self.day else str(self.year)

    @property
    def key(self) -> str:
        """Return the birth as it is compared: "1990-08-05", "1990"."""
        return self.day.isoformat() if self.day else str(self.year)

    def least_age(self, on: datetime.date) -> int:
        """Return the age in full years on a day; where only the year is known, as if born on its last day."""
        month, day = (self.day.month, self.day.day) if self.day else (12, 31)
        return on.year - self.year - ((on.month, on.day) < (month, day))

    def greatest_age(self, on: datetime.date) -> int:
        """Return the age in full years on a day; where only the year is known, as if born on its first day."""
        return self.least_age(on) if self.day else on.year - self.year

    def may_be(self, other: Birth) -> bool:
        """Say whether two births can be one."""
        return self.year == other.year and (self.day is None or other.day is None or self.day == other.day)


def read_birth(text: str) -> Birth | None:
    """Return the birth that a text names: "05/8/1990", "05081990", "1990", "sinh năm 1990". None for all else."""
    plain = plain_digits(one_sign(text)).strip()
    if found := _YEAR.fullmatch(plain):
        return Birth(int(found[1]))
    if found := _DIGITS.fullmatch(plain):
        plain = "/".join(found.groups())
    elif "/" not in plain and (spaced := re.fullmatch(r"([0-9]{1,2}) ([0-9]{1,2}) ([0-9]{4})", plain)):
        plain = "/".join(spaced.groups())
    day = read_day(plain)
    return Birth.on(day) if day else None
