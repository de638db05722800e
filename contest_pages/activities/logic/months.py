"""A month as weeks of days with their items."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from contest_pages.data.numbers import read_number

#: Items that last longer are listed once above the weeks, and not on each of their days.
LONG = datetime.timedelta(days=7)
#: Range of valid months.
FIRST_YEAR, LAST_YEAR = 2000, 2100


class HasDays(Protocol):
    """An item with a first and a last day, both included."""

    first_day: datetime.date
    last_day: datetime.date


Item = TypeVar("Item", bound=HasDays)


@dataclass(frozen=True, order=True)
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
        first, _dash, second = text.partition("-")
        year, number = read_number(first, 4), read_number(second, 2)
        if len(text) != 7 or year is None or number is None:
            return None
        return cls(year, number) if FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12 else None

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
class Day(Generic[Item]):
    """A day in the weeks of a month; days of the neighbouring months are not `is_inside`."""

    date: datetime.date
    is_inside: bool
    is_today: bool
    items: list[Item] = field(default_factory=list)


def touches(item: HasDays, month: Month) -> bool:
    """Say whether an item has a day in a month."""
    return item.first_day <= month.last_day and item.last_day >= month.first_day


def neighbours(
    month: Month, items: Iterable[HasDays], today: datetime.date
) -> tuple[Month | None, Month | None]:
    """Return the months to go to before and after a month: none beyond the first or last that holds an item, or today.

    From a month that lies beyond, the nearer end is offered.
    """
    held = [Month.of(today), *(Month.of(day) for item in items for day in (item.first_day, item.last_day))]
    first, last = min(held), max(held)
    before = min(month.previous(), last) if month > first else None
    after = max(month.next(), first) if month < last else None
    return before, after


def weeks_of(
    month: Month, items: Iterable[Item], today: datetime.date
) -> tuple[list[list[Day[Item]]], list[Item]]:
    """Return the weeks of a month from Monday to Sunday with the items of each day, and the long items."""
    inside = [item for item in items if touches(item, month)]
    long = [item for item in inside if item.last_day - item.first_day >= LONG]
    short = [item for item in inside if item not in long]
    weeks = [
        [
            Day(
                date,
                date.month == month.number,
                date == today,
                [item for item in short if item.first_day <= date <= item.last_day],
            )
            for date in week
        ]
        for week in calendar.Calendar().monthdatescalendar(month.year, month.number)
    ]
    return weeks, long
