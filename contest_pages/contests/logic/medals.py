"""Which medal a prize has, by its name in Vietnamese or English."""

from __future__ import annotations

from contest_pages.vietnamese import fold

#: What the name of a prize holds, the first that is found; other prizes are for something of their own.
_RANKS = (
    ("khuyen khich", "kk"),
    ("consolation", "kk"),
    ("nhat", "nhat"),
    ("first", "nhat"),
    ("nhi", "nhi"),
    ("second", "nhi"),
    ("ba", "ba"),
    ("third", "ba"),
)
_TOP = frozenset({"nhat", "nhi", "ba"})


def medal_of(prize: str) -> str:
    """Return the medal of a prize of this name: nhat, nhi, ba, kk, or phu for what is no rank."""
    words = f" {fold(prize)} "
    return next((medal for rank, medal in _RANKS if f" {rank} " in words), "phu")


def is_top(prize: str) -> bool:
    """Say whether a prize of this name is a first, second or third."""
    return medal_of(prize) in _TOP
