"""Query parameters; invalid ones are ignored."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from contest_pages.data.numbers import read_number


def number(query, name: str) -> int | None:
    """Return a parameter of at most nine plain digits as a number."""
    return read_number(query.get(name))


def words(query, name: str) -> str:
    """Return a parameter of at most a hundred letters with single spaces, without control characters.

    PostgreSQL takes no text with U+0000.
    """
    text = " ".join(query.get(name, "").split())
    return "".join(letter for letter in text if letter.isprintable())[:100]


def parameters(**values: Any) -> str:
    """Return non-empty values as a query string without "?"; "_" in a name becomes "-"."""
    return urlencode({name.replace("_", "-"): value for name, value in values.items() if value})
