"""The participation of units, and their ranks among comparable units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from contest_pages.results.enums import RankedBy
from contest_pages.vietnamese import fold


@dataclass(frozen=True)
class UnitParticipation:
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
        """Return the percentage of its people who took part; None without a headcount."""
        return round(100 * self.persons / self.headcount, 1) if self.headcount else None

    def measure(self, by: str) -> float:
        """Return the number by which it is ranked; -1, ranked last, if it is unknown."""
        number = self.share if by == RankedBy.SHARE else getattr(self, by)
        return -1 if number is None else number


@dataclass(frozen=True)
class UnitBlock:
    """Units that are compared with one another, the best first."""

    name: str
    rows: list[UnitParticipation]


def ranked(rows: Iterable[UnitParticipation], by: str) -> list[UnitBlock]:
    """Return the units by block, each block ranked by a measure; equal units share a rank and are listed by name."""
    blocks: dict[str, list[UnitParticipation]] = {}
    for row in rows:
        blocks.setdefault(row.block, []).append(row)
    result = []
    for name in sorted(blocks, key=fold):
        ordered = sorted(blocks[name], key=lambda row: (-row.measure(by), fold(row.name)))
        places, rank = [], 0
        for place, row in enumerate(ordered, start=1):
            if place == 1 or row.measure(by) != ordered[place - 2].measure(by):
                rank = place
            places.append(replace(row, rank=rank))
        result.append(UnitBlock(name, places))
    return result
