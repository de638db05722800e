"""The deadlines of the law for requests about personal data.

Decree 356/2025/NĐ-CP: answered within 2 working days, done within 15 days; one extension of 15.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

import holidays

ANSWER_WORKING_DAYS = 2
DONE_DAYS = 15
EXTENSION_DAYS = 15


@lru_cache(maxsize=8)
def _days_off(year: int):
    return holidays.country_holidays("VN", years=(year, year + 1))


def is_working_day(day: datetime.date) -> bool:
    """Return whether the day is a working day: no Saturday, no Sunday, no public holiday (the lunar new year included)."""
    return day.weekday() < 5 and day not in _days_off(day.year)


def answer_due(submitted_on: datetime.date) -> datetime.date:
    """Return the deadline for the answer to a request of the day `submitted_on`."""
    day, left = submitted_on, ANSWER_WORKING_DAYS
    while left:
        day += datetime.timedelta(days=1)
        left -= is_working_day(day)
    return day


def done_due(submitted_on: datetime.date, *, extended: bool = False) -> datetime.date:
    """Return the deadline for finishing a request of the day `submitted_on`."""
    return submitted_on + datetime.timedelta(days=DONE_DAYS + (EXTENSION_DAYS if extended else 0))
