"""A month as weeks of days, with what falls on each."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

#: What lasts longer than this stands above the weeks once, and not on each of its days.
LONG = datetime.timedelta(days=7)
#: Months that anybody may ask for.
FIRST_YEAR, LAST_YEAR = 2000, 2100


class HasDays(Protocol):
    """Something that begins and ends on days; both belong to it."""

    first_day: datetime.date
    last_day: datetime.date


Thing = TypeVar("Thing", bound=HasDays)


@dataclass(frozen=True)
class Month:
    """A month of a calendar."""

    year: int
    number: int

    @classmethod
    def of(cls, day: datetime.date) -> Month:
        """Return the month in which a day lies."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Month | None:
        """Read "2026-11"; None for anything else."""
        year, _dash, number = text.partition("-")
        plain = len(text) == 7 and text.isascii() and year.isdigit() and number.isdigit()
        if not plain or not (FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(number) <= 12):
            return None
        return cls(int(year), int(number))

    def __str__(self):
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def first_day(self) -> datetime.date:
        """Return its first day."""
        return datetime.date(self.year, self.number, 1)

    @property
    def last_day(self) -> datetime.date:
        """Return its last day."""
        return datetime.date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def next(self) -> Month:
        """Return the month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def previous(self) -> Month:
        """Return the month before it."""
        return Month.of(self.first_day - datetime.timedelta(days=1))


@dataclass
class Day(Generic[Thing]):
    """A day in the weeks of a month; the edges belong to its neighbours."""

    date: datetime.date
    is_inside: bool
    is_today: bool
    things: list[Thing] = field(default_factory=list)


def touches(thing: HasDays, month: Month) -> bool:
    """Say whether something has a day in a month."""
    return thing.first_day <= month.last_day and thing.last_day >= month.first_day


def weeks_of(
    month: Month, things: Iterable[Thing], today: datetime.date
) -> tuple[list[list[Day[Thing]]], list[Thing]]:
    """Return the weeks of a month from Monday to Sunday with what falls on each day, and what is too long for that."""
    inside = [thing for thing in things if touches(thing, month)]
    long = [thing for thing in inside if thing.last_day - thing.first_day >= LONG]
    short = [thing for thing in inside if thing not in long]
    weeks = [
        [
            Day(
                date,
                date.month == month.number,
                date == today,
                [thing for thing in short if thing.first_day <= date <= thing.last_day],
            )
            for date in week
        ]
        for week in calendar.Calendar().monthdatescalendar(month.year, month.number)
    ]
    return weeks, long
