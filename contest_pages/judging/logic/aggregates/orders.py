"""Results that count the order in which each seat puts the candidates, or its yes and no: R6, R7 and R10."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from django.utils.translation import gettext as _

from contest_pages.judging import enums
from contest_pages.judging.logic.points import PARTS_OF_A_POINT
from contest_pages.judging.logic.tables import Exact, Table, ranks, twice_ranks

from .base import Aggregation, Refusal, Result, incomplete, number_list


@dataclass(frozen=True)
class RankSum(Aggregation):
    """R6: the sum of the ranks that the seats give, equals sharing the mean of theirs; the smaller sum is better.

    The value counts the ranks from below, n·(N + 1) minus the sum, so that more is better, as rankings need it; the
    figure is the sum itself. Both are thousandths, a rank being a point.
    """

    key: ClassVar[str] = enums.Aggregate.RANK_SUM.value

    def other_refusals(self, table: Table) -> list[Refusal]:
        """Refuse a table with gaps."""
        return incomplete(table)

    def compute(self, table: Table) -> dict[int, Result]:
        """Return the results of a table that is not refused."""
        by_seat = [twice_ranks(totals) for totals in table.by_seat.values()]
        found = {}
        for candidate in table.by_candidate:
            figure = Fraction(sum(one[candidate] for one in by_seat), 2)
            value = len(table.seats) * (len(table.candidates) + 1) - figure
            found[candidate] = Result(value * PARTS_OF_A_POINT, figure * PARTS_OF_A_POINT, table.seats)
        return found


@dataclass(frozen=True)
class Majority(Aggregation):
    """R7: places by the majority of ranks, as the skating system of dancing has it (rules 5 to 8).

    The value is N + 1 minus the place, the figure the place, both in thousandths; what stays equal shares a place.
    """

    key: ClassVar[str] = enums.Aggregate.MAJORITY.value

    def other_refusals(self, table: Table) -> list[Refusal]:
        """Refuse a table with gaps, and seats that put candidates level: each must put all in order."""
        if gaps := incomplete(table):
            return gaps
        found = []
        for seat, totals in table.by_seat.items():
            seen: dict[Exact, list[int]] = {}
            for candidate, total in totals.items():
                seen.setdefault(total, []).append(candidate)
            level = tuple(sorted(c for group in seen.values() if len(group) > 1 for c in group))
            if level:
                words = {"seat": seat, "numbers": number_list(level)}
                message = _(
                    "Seat %(seat)d puts the numbers %(numbers)s level; this way of ranking needs an order without equals."
                )
                found.append(Refusal("equals", message % words, (seat,), level))
        return found  # fmt: skip

    def compute(self, table: Table) -> dict[int, Result]:
        """Return the results of a table that is not refused."""
        by_seat = [ranks(totals) for totals in table.by_seat.values()]
        places = majority_places({c: [one[c] for one in by_seat] for c in table.by_candidate})
        return {
            candidate: Result(
                Fraction((len(places) + 1 - place) * PARTS_OF_A_POINT),
                Fraction(place * PARTS_OF_A_POINT),
                table.seats,
            )
            for candidate, place in places.items()
        }


def majority_places(given: Mapping[int, Sequence[Exact]]) -> dict[int, int]:
    """Return the place of each candidate by the majority of its ranks; equals share a place, the next counts them all.

    For the places 1, 2, … the candidates with a majority of ranks as good or better are placed: first those with more
    such ranks, then those with the smaller sum of them, then by the next rank among the equal ones alone. Ranks of
    several parts are given together (rule 11 of the skating system).
    """
    places: dict[int, int] = {}
    placed = 0
    for group in _in_order(sorted(given), 1, given):
        for candidate in group:
            places[candidate] = placed + 1
        placed += len(group)
    return places


def _in_order(
    candidates: Iterable[int], column: int, given: Mapping[int, Sequence[Exact]]
) -> list[list[int]]:
    """Return candidates in groups of equals, the best first, judged from a column on."""
    left = list(candidates)
    if len(left) < 2:
        return [left] if left else []
    ordered: list[list[int]] = []
    while left and column <= len(given):
        majority: dict[tuple[int, Exact], list[int]] = {}
        for candidate in left:
            such = [rank for rank in given[candidate] if rank <= column]
            if 2 * len(such) > len(given[candidate]):
                majority.setdefault((-len(such), sum(such)), []).append(candidate)
        for key in sorted(majority):
            ordered += _in_order(majority[key], column + 1, given)
            left = [candidate for candidate in left if candidate not in majority[key]]
        column += 1
    return [*ordered, left] if left else ordered


@dataclass(frozen=True)
class Passes(Aggregation):
    """R10: how many seats say that it passes; it passes if `needed` say so.

    A seat says so if its sheet has at least `mark` thousandths; half of the most points if that is None. Value and
    figure are the number of such seats, a seat being a point.
    """

    needed: int = 1
    mark: int | None = None
    key: ClassVar[str] = enums.Aggregate.PASSES.value

    @property
    def least(self) -> int:
        """Return how many sheets each candidate needs: fewer could not let anything pass."""
        return max(self.needed, super().least)

    def compute(self, table: Table) -> dict[int, Result]:
        """Return the results of a table that is not refused."""
        mark = table.most / 2 if self.mark is None else Fraction(self.mark)
        found = {}
        for candidate, sheets in table.by_candidate.items():
            votes = sum(sheet.total >= mark for sheet in sheets)
            value = Fraction(votes * PARTS_OF_A_POINT)
            seats = tuple(sheet.seat for sheet in sheets)
            found[candidate] = Result(value, value, seats, passes=votes >= self.needed)
        return found
