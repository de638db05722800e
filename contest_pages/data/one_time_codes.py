"""Digits that prove who holds a phone or reads an e-mail address, for a quarter of an hour."""

from __future__ import annotations

import datetime
import re
import secrets

from contest_pages.data.capabilities import capability
from contest_pages.data.keyed_hash import keyed_hash
from contest_pages.data.numbers import plain_digits

#: A code is valid for at least this long, and at most twice as long.
CODE_SECONDS = 15 * 60
CODE_DIGITS = 6


def one_time_code(now: datetime.datetime, *key) -> str:
    """Return the CODE_DIGITS digits of a key for the CODE_SECONDS around `now`; the key names purpose, row and place."""
    return capability(_code, now, *key)


def _code(now: datetime.datetime, *key) -> str:
    window = int(now.timestamp()) // CODE_SECONDS
    return f"{int(keyed_hash(*key, window), 16) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def is_one_time_code(typed: str, now: datetime.datetime, *key) -> bool:
    """Say whether the digits typed are the code of this span of CODE_SECONDS or of the one before."""
    digits = re.sub("[^0-9]", "", plain_digits(typed))
    earlier = now - datetime.timedelta(seconds=CODE_SECONDS)
    # Both are always compared, so that the time of the comparison reveals nothing.
    right = [secrets.compare_digest(digits, _code(moment, *key)) for moment in (now, earlier)]
    return any(right)
