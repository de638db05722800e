"""Days and moments as people and spreadsheets write them: the day first."""

from __future__ import annotations

import datetime
import re

from contest_pages.vietnamese import fold, one_sign

from .numbers import plain_digits

_DAY_FIRST = re.compile(
    r"(?:ngay )?([0-9]{1,2}) ?(?:[/.-]| thang ) ?([0-9]{1,2}) ?(?:[/.-]| nam ) ?([0-9]{4})"
)
_YEAR_FIRST = re.compile(r"([0-9]{4}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{1,2})")
_TIME = r"([0-9]{1,2}) ?(?:[:hg]|gio) ?([0-9]{1,2})?(?::([0-9]{1,2})| ?(?:phut|p))?"
_DAY_AND_TIME = re.compile(rf"(.*[0-9])(?:t|,| )+(?:luc )?{_TIME}")
_TIME_AND_DAY = re.compile(rf"(?:luc )?{_TIME}[, ]+(.*[0-9])")
_LONGEST = 100
#: Midnight, which spreadsheets and databases write behind a day.
_MIDNIGHT = re.compile(r"[ t,]+(?:00?:00(?::00(?:\.0+)?)?|12:00(?::00)? ?(?:am|sa))$")


def read_day(text: str) -> datetime.date | None:
    """Return the day that a text names: "05/8/1990", "5-8-1990", "ngày 05 tháng 8 năm 1990", "1990-08-05 00:00:00".

    A year has four digits: "5/8/90" may be of this century or of the last. Returns None for all that is no day.
    """
    plain = _MIDNIGHT.sub("", _plain(text))
    if found := _DAY_FIRST.fullmatch(plain):
        day, month, year = found.groups()
    elif found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = found.groups()
    else:
        return None
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def is_written_as_day(text: str) -> bool:
    """Say whether a text is written as a day, be it one that the calendar does not have: 31/02/2024."""
    plain = _MIDNIGHT.sub("", _plain(text))
    return bool(_DAY_FIRST.fullmatch(plain) or _YEAR_FIRST.fullmatch(plain))


def read_moment(text: str) -> datetime.datetime | None:
    """Return the local time that a text names: "31/12/2024 08:30", "8h30 ngày 31/12/2024", "2024-12-31T08:30"."""
    parts = _moment_parts(text)
    day = read_day(parts[0]) if parts else None
    if parts is None or day is None:
        return None
    try:
        hour, minute, second = (int(part or 0) for part in parts[1:])
        return datetime.datetime.combine(day, datetime.time(hour, minute, second))
    except ValueError:
        return None


def is_written_as_moment(text: str) -> bool:
    """Say whether a text is written as a day with a time, be it one that does not exist: 31/02/2024 25:00."""
    parts = _moment_parts(text)
    return parts is not None and is_written_as_day(parts[0])


def _moment_parts(text: str) -> tuple[str, str, str, str] | None:
    """Return (day, hour, minute, second) as they are written, or None."""
    plain = _plain(text)
    if found := _DAY_AND_TIME.fullmatch(plain):
        day, hour, minute, second = found.groups()
    elif found := _TIME_AND_DAY.fullmatch(plain):
        hour, minute, second, day = found.groups()
    else:
        return None
    return day, hour, minute, second


def _plain(text: str) -> str:
    return fold(plain_digits(one_sign(text[:_LONGEST])))
