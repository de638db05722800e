"""The counterpart of a unit on another day: its successors, or its predecessors."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Life:
    """A unit's path in the tree, its kind and its first and last day; None where it is not known or not over.

    `after` and `before` are the units that took over from it and those that it took over from.
    """

    path: str
    kind: str
    begins: datetime.date | None = None
    ends: datetime.date | None = None
    after: tuple[int, ...] = ()
    before: tuple[int, ...] = field(default=())

    def is_over(self, day: datetime.date) -> bool:
        """Say whether the unit has ended before a day."""
        return self.ends is not None and self.ends < day

    def is_to_come(self, day: datetime.date) -> bool:
        """Say whether the unit begins after a day."""
        return self.begins is not None and self.begins > day


def units_on(unit: int, day: datetime.date, lives: Mapping[int, Life]) -> frozenset[int]:
    """Return the counterparts of a unit on a day: itself, or all its successors or predecessors.

    After a merger one, after a split several; of a merged commune the old tree has several too. A unit that
    ended without successors, and an unknown one, is its own counterpart.
    """
    found: set[int] = set()
    seen: set[int] = set()
    waiting = [unit]
    while waiting:
        current = waiting.pop()
        if current in seen or current not in lives:
            continue
        seen.add(current)
        life = lives[current]
        next_ones = life.after if life.is_over(day) else life.before if life.is_to_come(day) else ()
        if next_ones:
            waiting.extend(next_ones)
        else:
            found.add(current)
    return frozenset(found or {unit})


def at_level(path: str, kind: str, by_path: Mapping[str, tuple[int, str]], *, step: int) -> int | None:
    """Return the nearest unit of a kind at or above a path; None if there is none.

    `by_path` is {path: (unit, kind)}, `step` the length of one level in a path.
    """
    while path:
        if path in by_path and by_path[path][1] == kind:
            return by_path[path][0]
        path = path[:-step]
    return None


def counterpart(
    unit: int,
    day: datetime.date,
    lives: Mapping[int, Life],
    by_path: Mapping[str, tuple[int, str]],
    *,
    kind: str = "",
    step: int,
) -> int | None:
    """Return the one unit of a day, of a kind if one is given, for which a unit counts; None if there are several.

    Three communes that became one count together; a commune of today that came from three old ones counts
    for their district, if they were all of one.
    """
    units = units_on(unit, day, lives)
    if kind:
        units = frozenset(
            at_level(lives[u].path, kind, by_path, step=step) if u in lives else None for u in units
        )
    return next(iter(units)) if len(units) == 1 else None
