"""The law's clocks for requests about personal data.

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
    """Say whether offices work: no Saturday, no Sunday, no public holiday (the lunar new year included)."""
    return day.weekday() < 5 and day not in _days_off(day.year)


def answer_due(asked_on: datetime.date) -> datetime.date:
    """Return the last day on which a request of `asked_on` is answered in time."""
    day, left = asked_on, ANSWER_WORKING_DAYS
    while left:
        day += datetime.timedelta(days=1)
        left -= is_working_day(day)
    return day


def done_due(asked_on: datetime.date, *, extended: bool = False) -> datetime.date:
    """Return the last day on which what was asked is done in time."""
    return asked_on + datetime.timedelta(days=DONE_DAYS + (EXTENSION_DAYS if extended else 0))


def erase_on(
    last_day: datetime.date | None, *, fixed: datetime.date | None, months: int
) -> datetime.date | None:
    """Return the day from which a contest's personal data must be gone.

    The organisers' own day counts; without one it is the first of the month that begins after `months`
    full months from the contest's last day; None if that is not known either.
    """
    if fixed is not None or last_day is None:
        return fixed
    year, month = divmod(last_day.year * 12 + last_day.month + months, 12)
    return datetime.date(year, month + 1, 1)
