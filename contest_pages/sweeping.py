"""What time and crashes leave behind, put right by one command for all features."""

from __future__ import annotations

import datetime
from collections.abc import Callable

#: Each takes the moment, puts its own things right, and returns sentences about what it found; nothing found: none.
sweepers: list[Callable[[datetime.datetime], list[str]]] = []


def sweep(now: datetime.datetime) -> list[str]:
    """Run every sweeper once and return what they found. Safe at any time, and several times at once."""
    return [sentence for sweeper in sweepers for sentence in sweeper(now)]
