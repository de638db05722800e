"""What a letter says, however its lines are broken."""

from __future__ import annotations

from typing import Protocol


class _Letter(Protocol):
    body: str


def words_of(letter: _Letter) -> str:
    """Return the plain text of a letter in one line: its lines end after 52 letters, wherever the words stand."""
    return " ".join(letter.body.split())
