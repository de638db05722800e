"""When a letter that failed is tried again."""

from __future__ import annotations

import datetime

_MINUTES = (1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60, 24 * 60)


def delay(attempts: int) -> datetime.timedelta:
    """Return the pause after so many failed attempts: 1, 5, 15 minutes, 1, 3, 6, 12, then 24 hours; 1 minute after none."""
    place = min(max(attempts, 1), len(_MINUTES)) - 1
    return datetime.timedelta(minutes=_MINUTES[place])


def next_try(
    attempts: int, *, created_at: datetime.datetime, now: datetime.datetime, hours: int
) -> datetime.datetime | None:
    """Return when a letter is tried again after so many failed attempts, or None once `hours` have passed.

    The last attempt is made when the hours end, so that a long pause does not shorten them.
    """
    end = created_at + datetime.timedelta(hours=hours)
    return None if now >= end else min(now + delay(attempts), end)
