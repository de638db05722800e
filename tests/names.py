"""Names for many persons, which hold no digits."""

from __future__ import annotations


def letters(number: int) -> str:
    """Return a number as letters with one capital, each number its own: 0 → "A", 25 → "Z", 26 → "Ba"."""
    text = ""
    while True:
        number, rest = divmod(number, 26)
        text = chr(ord("a") + rest) + text
        if not number:
            return text.capitalize()
