"""How long personal data may be kept."""

from __future__ import annotations

import datetime


def erase_on(
    last_day: datetime.date | None, *, fixed: datetime.date | None, months: int
) -> datetime.date | None:
    """Return the day from which a contest's personal data must be erased.

    The organisers' own day, else the first of the month that begins after `months` full months from the
    contest's last day; None if neither is known.
    """
    if fixed is not None or last_day is None:
        return fixed
    year, month = divmod(last_day.year * 12 + last_day.month + months, 12)
    return datetime.date(year, month + 1, 1)
