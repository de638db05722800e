"""What a unit's people did together, and its place among comparable units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from contest_pages.results.enums import MeritBy
from contest_pages.vietnamese import fold


@dataclass(frozen=True)
class Merit:
    """The counts of a unit: persons registered, persons who took part, attempts, works, awards; and its headcount.

    `rank` is its place in its block; units with the same number share one.
    """

    unit: int | None
    name: str
    block: str
    registered: int = 0
    persons: int = 0
    attempts: int = 0
    works: int = 0
    awards: int = 0
    headcount: int | None = None
    rank: int = 0

    @property
    def share(self) -> float | None:
        """Return how many percent of its people took part; None without a headcount."""
        return round(100 * self.persons / self.headcount, 1) if self.headcount else None

    def measure(self, by: str) -> float:
        """Return the number by which it is ranked; what is not known stands last."""
        found = self.share if by == MeritBy.SHARE else getattr(self, by)
        return -1 if found is None else found


@dataclass(frozen=True)
class MeritBlock:
    """Units that are compared with one another, the best first."""

    name: str
    rows: list[Merit]


def ranked(rows: Iterable[Merit], by: str) -> list[MeritBlock]:
    """Return the units by block, each ranked by a measure; of equals the names decide only the order."""
    blocks: dict[str, list[Merit]] = {}
    for row in rows:
        blocks.setdefault(row.block, []).append(row)
    found = []
    for name in sorted(blocks, key=fold):
        ordered = sorted(blocks[name], key=lambda row: (-row.measure(by), fold(row.name)))
        places, rank = [], 0
        for place, row in enumerate(ordered, start=1):
            if place == 1 or row.measure(by) != ordered[place - 2].measure(by):
                rank = place
            places.append(replace(row, rank=rank))
        found.append(MeritBlock(name, places))
    return found
