"""Placeholders of mailings: which the words have, and which an audience knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from contest_pages.notices.logic.placeholders import placeholders_in

#: What templates leave open for the organiser: “[…]”, or as text messages have it “[...]”.
_GAP = re.compile(r"\[\s*(?:…|\.{2,})\s*\]")


def gap_in(text: str) -> str:
    """Return the first part of a text that its template left open, as it stands there; empty: none."""
    found = _GAP.search(text)
    return found.group() if found else ""


def unknown_in(text: str, known: Collection[str]) -> list[str]:
    """Return what stands between braces in a text and is none of the known keys, each once."""
    return [key for key in placeholders_in(text) if key not in known]


def used_in(texts: Iterable[str]) -> set[str]:
    """Return the keys of all placeholders in these texts."""
    return {key for text in texts for key in placeholders_in(text)}


def without_unknown(text: str, known: Collection[str]) -> str:
    """Return a template without the lines whose placeholders an audience does not have."""
    return "\n".join(line for line in text.splitlines() if not unknown_in(line, known)).strip()
