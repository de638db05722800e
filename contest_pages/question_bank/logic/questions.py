"""Plain values of the question bank."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PoolQuestion:
    """A question that may be drawn: its number, its checked version, its topic."""

    question: int
    version: int
    topic: int | None


def letter(place: int) -> str:
    """Return the letter of the option at a place counted from 0: A, B, C."""
    return chr(65 + place)
