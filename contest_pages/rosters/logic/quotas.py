"""The counts of units against the number of contestants that the rules require."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contest_pages.rosters.enums import QuotaState


def state_of(count: int, least: int | None) -> QuotaState:
    """Return whether a unit has the required number; without one a single contestant is enough.

    Đắk Nông 2023, III.2: at least 30 of each district.
    """
    if count >= (least or 1):
        return QuotaState.MET
    return QuotaState.SHORT if count else QuotaState.NONE


@dataclass(frozen=True)
class Place:
    """A unit's place in the tree: `path` begins with that of every unit above it."""

    pk: int
    path: str


def added_up(counting: Iterable[Place], counts: Mapping[str, int], *, step: int) -> dict[int, int]:
    """Return {unit: contestants} for the units that count, each with what the units below it have.

    `counts` are {path: contestants}; `step` is the length of one level in a path. Contestants below two
    of them count for the nearer one; others are left out.
    """
    by_path = {place.path: place.pk for place in counting}
    totals = dict.fromkeys(by_path.values(), 0)
    for path, count in counts.items():
        above = path
        while above and above not in by_path:
            above = above[:-step]
        if above:
            totals[by_path[above]] += count
    return totals
