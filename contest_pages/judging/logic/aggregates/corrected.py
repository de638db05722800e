"""Results that correct for strict and lenient jurors, where each work is seen by some of them: R8 and R9.

All is computed with exact fractions, roots to 30 decimals, and settled to six decimals of a point before it is ranked,
so that machines agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import isqrt, lcm
from typing import ClassVar

from django.utils.translation import gettext as _

from contest_pages.judging import enums
from contest_pages.judging.logic.rounding import settled
from contest_pages.judging.logic.tables import Exact, Table, seat_groups

from .base import Aggregation, Refusal, Result, number_list
from .means import mean

#: So many sheets of the average juror are added to each seat's own when its measure is taken (κ).
SHRINKING = 4
#: A seat's measure is taken from at least so many sheets.
LEAST_SHEETS_OF_A_SEAT = 8
_ROOT_SCALE = 10**30


@dataclass(frozen=True)
class Correcting(Aggregation):
    """A result that takes the measure of each seat from all its sheets."""

    def notes(self, table: Table) -> list[str]:
        """Return what the organisers should know before they use it with these sheets, in sentences."""
        if not table.is_complete:
            return super().notes(table)
        return [
            *super().notes(table),
            _("Every juror judged everything: a correction gains nothing there, and the mean is easier to explain."),
        ]  # fmt: skip

    @staticmethod
    def settle(table: Table, values: dict[int, Fraction]) -> dict[int, Result]:
        """Return values as results, to six decimals of a point."""
        found = {}
        for candidate, value in values.items():
            seats = tuple(sheet.seat for sheet in table.by_candidate[candidate])
            found[candidate] = Result(settled(value), settled(value), seats)
        return found


@dataclass(frozen=True)
class ZScores(Correcting):
    """R8: the mean of the distances from each seat's own mean, in its own spread, brought back to points.

    Means and spreads of seats are drawn towards those of all by SHRINKING sheets. The spread towards which they are
    drawn is the one within seats, so that a seat that is only stricter by a constant changes nothing.
    """

    key: ClassVar[str] = enums.Aggregate.Z_SCORES.value

    def other_refusals(self, table: Table) -> list[Refusal]:
        """Refuse seats with too few sheets to take their measure, and those that give everything the same points."""
        found = []
        few = tuple(s for s, totals in table.by_seat.items() if len(totals) < LEAST_SHEETS_OF_A_SEAT)
        if few:
            words = {"seats": number_list(few), "least": LEAST_SHEETS_OF_A_SEAT}
            message = _(
                "Seats %(seats)s have fewer than %(least)d sheets: too few to compare their measure with others."
            )
            found.append(Refusal("few_sheets_of_seat", message % words, few))
        level = tuple(s for s, totals in table.by_seat.items() if len(set(totals.values())) == 1)
        if level and not few:
            message = _(
                "Seats %(seats)s give every work the same points: there is no spread to compare with others."
            )
            found.append(Refusal("no_spread", message % {"seats": number_list(level)}, level))
        return found  # fmt: skip

    def compute(self, table: Table) -> dict[int, Result]:
        """Return the results of a table that is not refused."""
        totals = [sheet.total for sheet in table.sheets]
        centre = mean(totals)
        spread = _root(_squares(totals) / (len(totals) - 1))
        squares = {seat: _squares(list(own.values())) for seat, own in table.by_seat.items()}
        within = sum(squares.values(), Fraction()) / (len(totals) - len(squares))
        factors, shifts = {}, {}
        for seat, own in table.by_seat.items():
            count = len(own)
            variance = squares[seat] / (count - 1)
            factors[seat] = spread / _root((count * variance + SHRINKING * within) / (count + SHRINKING))
            shifts[seat] = factors[seat] * (sum(own.values()) + SHRINKING * centre) / (count + SHRINKING)

        @cache
        def whole_factors(seats: tuple[int, ...]) -> tuple[list[int], Fraction, int]:
            """Return factors over one denominator, so that whole numbers are added, the sum of the shifts, and it."""
            scale = lcm(*(factors[seat].denominator for seat in seats))
            return (
                [int(factors[seat] * scale) for seat in seats],
                sum((shifts[seat] for seat in seats), Fraction()),
                scale,
            )

        values = {}
        for candidate, sheets in table.by_candidate.items():
            whole, shift, scale = whole_factors(tuple(sheet.seat for sheet in sheets))
            moved = sum(factor * sheet.total for factor, sheet in zip(whole, sheets, strict=True))
            value = centre + (Fraction(moved, scale) - shift) / len(sheets)
            values[candidate] = min(max(value, Fraction()), table.most)
        return self.settle(table, values)


def _squares(values: Sequence[Exact]) -> Fraction:
    """Return the sum of the squared distances from the mean."""
    total = sum(values)
    return Fraction(len(values) * sum(value * value for value in values) - total * total, len(values))


def _root(value: Fraction) -> Fraction:
    """Return a square root to 30 decimals, by whole numbers alone."""
    return Fraction(isqrt(value.numerator * _ROOT_SCALE**2 // value.denominator), _ROOT_SCALE)


@dataclass(frozen=True)
class Corrected(Correcting):
    """R9: the least squares of S = μ + a of the candidate + b of the seat with Σ b = 0; the result is μ + a.

    Refused where not all seats can be compared with one another through works that they share.
    """

    key: ClassVar[str] = enums.Aggregate.CORRECTED.value

    def other_refusals(self, table: Table) -> list[Refusal]:
        """Refuse groups of seats that share no work."""
        groups = seat_groups((sheet.candidate, sheet.seat) for sheet in table.sheets)
        if len(groups) <= 1:
            return []
        seats = tuple(sorted(seat for group in groups for seat in group))
        words = {"groups": _(" and ").join(f"({number_list(group)})" for group in groups)}
        message = _(
            "The seats %(groups)s share no work with one another, so nobody can say which of them are stricter."
        )
        return [Refusal("unconnected", message % words, seats)]  # fmt: skip

    def compute(self, table: Table) -> dict[int, Result]:
        """Return the results of a table that is not refused."""
        leniency = seat_leniency(table)

        @cache
        def leniency_of(seats: tuple[int, ...]) -> Fraction:
            return sum((leniency[seat] for seat in seats), Fraction())

        values = {}
        for candidate, sheets in table.by_candidate.items():
            given = sum(sheet.total for sheet in sheets)
            values[candidate] = (given - leniency_of(tuple(sheet.seat for sheet in sheets))) / len(sheets)
        return self.settle(table, values)


def seat_leniency(table: Table) -> dict[int, Fraction]:
    """Return by how much each seat gives more than the others (b), in thousandths; their sum is 0.

    The candidates are eliminated from the normal equations, so that only as many unknowns as seats are left; the
    condition Σ b = 0 is added to each of them, which makes the matrix of a connected table positive definite.
    """
    place = {seat: number for number, seat in enumerate(table.seats)}
    scale = lcm(*(len(sheets) for sheets in table.by_candidate.values() if sheets))
    matrix = [[scale for _seat in place] for _seat in place]
    right: list[Exact] = [0 for _seat in place]
    for sheets in table.by_candidate.values():
        if not sheets:
            continue
        share = scale // len(sheets)
        centre = share * sum(sheet.total for sheet in sheets)
        places = [place[sheet.seat] for sheet in sheets]
        for row, sheet in zip(places, sheets, strict=True):
            right[row] += scale * sheet.total - centre
            own = matrix[row]
            own[row] += scale
            for column in places:
                own[column] -= share
    return dict(zip(table.seats, _solve(matrix, right), strict=True))


def _solve(matrix: list[list[int]], right: list[Exact]) -> list[Fraction]:
    """Return the exact solution of a positive definite system, by Bareiss's elimination, which stays with whole numbers."""
    scale = lcm(*(value.denominator for value in right))
    rows = [[*row, int(value * scale)] for row, value in zip(matrix, right, strict=True)]
    size, before = len(rows), 1
    for pivot in range(size - 1):
        for row in range(pivot + 1, size):
            for column in range(pivot + 1, size + 1):
                crossed = rows[row][column] * rows[pivot][pivot] - rows[row][pivot] * rows[pivot][column]
                rows[row][column] = crossed // before
        before = rows[pivot][pivot]
    solution = [Fraction()] * size
    for row in reversed(range(size)):
        known = sum((rows[row][c] * solution[c] for c in range(row + 1, size)), Fraction())
        solution[row] = (rows[row][size] - known) / rows[row][row]
    return [value / scale for value in solution]
