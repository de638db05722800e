"""What a visitor asks for in the parameters of an address; whatever is not understood is left out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode


def number(query, name: str) -> int | None:
    """Return a parameter of at most nine plain digits as a number."""
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def words(query, name: str) -> str:
    """Return a parameter of at most a hundred letters with single spaces."""
    return " ".join(query.get(name, "").split())[:100]


def parameters(**said: Any) -> str:
    """Return the parameters that say something, as they stand behind "?"; "_" in a name stands for "-"."""
    return urlencode({name.replace("_", "-"): value for name, value in said.items() if value})
