"""The counted sheets of a part as a table of candidates and seats: the input of every way to make one result of them.

Candidates and seats are their numbers in the round; totals and points are exact, in thousandths of a point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from .points import WHOLE, Criterion

#: Whole thousandths are whole numbers of Python, which it adds many times faster than fractions. The two mix exactly as
#: long as nothing is divided by `/`, which makes a float of whole numbers: write `Fraction(sum, count)`.
Exact = int | Fraction
_NO_POINTS: Mapping[str, Exact] = MappingProxyType({})


def exact(number: int, parts: int) -> Exact:
    """Return a quotient exactly, as a whole number where it is one."""
    whole, rest = divmod(number, parts)
    return Fraction(number, parts) if rest else whole


class CountedSheet(NamedTuple):
    """A sealed sheet that counts: live, not void, of a juror's seat. `points` are those of the criteria, weighted."""

    candidate: int
    seat: int
    total: Exact
    points: Mapping[str, Exact] = _NO_POINTS


def counted_sheet(
    candidate: int, seat: int, points: Mapping[str, int], criteria: Sequence[Criterion]
) -> CountedSheet:
    """Return a sheet as a row of a table; ValueError for an incomplete one, which has no total: blank is no zero."""
    if any(points.get(criterion.key) is None for criterion in criteria):
        raise ValueError(f"The sheet of seat {seat} for candidate {candidate} is incomplete.")
    weighted = {
        c.key: points[c.key] if c.weight == WHOLE else exact(c.weight * points[c.key], WHOLE)
        for c in criteria
    }
    return CountedSheet(candidate, seat, sum(weighted.values()), weighted)


@dataclass(frozen=True)
class Table:
    """The counted sheets of a part. `candidates` are all that are ranked, also without a sheet; `most` is the highest total.

    ValueError where a seat has two sheets for a candidate.
    """

    candidates: tuple[int, ...]
    sheets: tuple[CountedSheet, ...]
    most: Fraction

    def __post_init__(self):
        """Refuse two sheets of a seat for a candidate: which of them counts is not for a formula to guess."""
        pairs = {(sheet.candidate, sheet.seat) for sheet in self.sheets}
        if len(pairs) != len(self.sheets):
            raise ValueError("A seat has two sheets for a candidate.")
        if strangers := {sheet.candidate for sheet in self.sheets} - set(self.candidates):
            raise ValueError(f"There are sheets for candidates that are not ranked: {sorted(strangers)}")

    @cached_property
    def seats(self) -> tuple[int, ...]:
        """Return the numbers of the seats with a sheet, in order."""
        return tuple(sorted({sheet.seat for sheet in self.sheets}))

    @cached_property
    def by_candidate(self) -> dict[int, list[CountedSheet]]:
        """Return the sheets of each candidate by seat; an empty list for one without."""
        rows: dict[int, list[CountedSheet]] = {candidate: [] for candidate in sorted(self.candidates)}
        for sheet in sorted(self.sheets, key=attrgetter("seat")):
            rows[sheet.candidate].append(sheet)
        return rows

    @cached_property
    def by_seat(self) -> dict[int, dict[int, Exact]]:
        """Return the totals of each seat by candidate."""
        columns: dict[int, dict[int, Exact]] = {seat: {} for seat in self.seats}
        for sheet in sorted(self.sheets, key=attrgetter("candidate")):
            columns[sheet.seat][sheet.candidate] = sheet.total
        return columns

    @cached_property
    def lacking(self) -> tuple[tuple[int, int], ...]:
        """Return the (candidate, seat) pairs without a sheet, for seats that have any."""
        return tuple(
            (candidate, seat)
            for candidate in sorted(self.candidates)
            for seat in self.seats
            if candidate not in self.by_seat[seat]
        )

    @property
    def is_complete(self) -> bool:
        """Say whether every seat judged every candidate."""
        return not self.lacking

    def without_seat(self, seat: int) -> Table:
        """Return the table as if a seat had not judged."""
        return Table(self.candidates, tuple(s for s in self.sheets if s.seat != seat), self.most)


def twice_ranks(totals: Mapping[int, Exact]) -> dict[int, int]:
    """Return twice the rank of each candidate, a whole number: see `ranks`."""
    counts = Counter(totals.values())
    before = 0
    shared: dict[Exact, int] = {}
    for total in sorted(counts, reverse=True):
        shared[total] = 2 * before + counts[total] + 1
        before += counts[total]
    return {candidate: shared[total] for candidate, total in totals.items()}


def ranks(totals: Mapping[int, Exact]) -> dict[int, Exact]:
    """Return the rank of each candidate, 1 the best; equals share the mean of their ranks: 9, 8, 8, 7 → 1, 2½, 2½, 4."""
    return {candidate: exact(twice, 2) for candidate, twice in twice_ranks(totals).items()}


def seat_groups(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return the groups of seats that judged common candidates, directly or through others; pairs are (candidate, seat).

    One group: everybody can be compared with everybody. Union–find over the graph of who judged whom.
    """
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    seats = set()
    for candidate, seat in pairs:
        seats.add(seat)
        parent[find(("candidate", candidate))] = find(("seat", seat))
    groups: dict[tuple[str, int], list[int]] = {}
    for seat in sorted(seats):
        groups.setdefault(find(("seat", seat)), []).append(seat)
    return sorted(tuple(group) for group in groups.values())
