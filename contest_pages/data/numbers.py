"""Numbers in what browsers send and people type."""

from __future__ import annotations

import unicodedata

#: So many digits fit every primary key.
KEY_DIGITS = 18


def read_number(text: str | None, digits: int = 9) -> int | None:
    """Return a whole number of at most `digits` digits from 0 to 9, without sign; None for anything else.

    `int` alone also takes the digits of other scripts, and raises for a number of thousands of digits.
    """
    if not text or not text.isascii() or not text.isdigit() or len(text) > digits:
        return None
    return int(text)


def plain_digits(text: str) -> str:
    """Return `text` with the digits of every script as 0 to 9: "٠９12" → "0912"."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
