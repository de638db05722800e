"""Results that are means or medians of a candidate's own sheets: R1 to R4 of the ranking functions.

R4 is the rule of the circus festival of 2016: points that lie farther than 1,5 of 10 from the mean are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages.judging import enums
from contest_pages.judging.logic.tables import CountedSheet, Exact, Table

from .base import Aggregation, Refusal, Result

#: With so many sheets the highest and the lowest may be dropped: with three only the median would be left.
TRIMMED_LEAST = 4


def mean(values: Sequence[Exact]) -> Fraction:
    """Return the exact mean."""
    return Fraction(sum(values), len(values))


def median(values: Sequence[Exact]) -> Fraction:
    """Return the middle one, or the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return mean(ordered[half : half + 1] if len(ordered) % 2 else ordered[half - 1 : half + 1])


@dataclass(frozen=True)
class OfOwnSheets(Aggregation):
    """A result that depends on the candidate's own sheets alone."""

    def compute(self, table: Table) -> dict[int, Result]:
        """Return the results of a table that is not refused."""
        return {candidate: self.result(sheets) for candidate, sheets in table.by_candidate.items()}

    def notes(self, table: Table) -> list[str]:
        """Return what the organisers should know before they use it with these sheets, in sentences."""
        if table.is_complete:
            return super().notes(table)
        numbers = sorted({candidate for candidate, _seat in table.lacking})
        words = {"count": len(numbers)}
        return [
            *super().notes(table),
            ngettext(
                "%(count)d work was not judged by all seats: results compare only as far as the jurors are equally strict.",
                "%(count)d works were not judged by all seats: results compare only as far as the jurors are equally strict.",
                len(numbers),
            )
            % words,
        ]

    def result(self, sheets: Sequence[CountedSheet]) -> Result:
        """Return the result of these sheets, at least one."""
        raise NotImplementedError


def _of_all(value: Fraction, sheets: Sequence[CountedSheet], **more) -> Result:
    return Result(value, value, tuple(sorted(sheet.seat for sheet in sheets)), **more)


@dataclass(frozen=True)
class Mean(OfOwnSheets):
    """R1: the mean of all counted sheets."""

    key: ClassVar[str] = enums.Aggregate.MEAN.value

    def result(self, sheets: Sequence[CountedSheet]) -> Result:
        """Return the mean."""
        return _of_all(mean([sheet.total for sheet in sheets]), sheets)


@dataclass(frozen=True)
class Trimmed(OfOwnSheets):
    """R2: the mean without the highest and the lowest sheet, exactly one of each, also where several are equal.

    Of equal ones the seat's number decides: of the highest the higher number goes, of the lowest the lower. Below
    TRIMMED_LEAST sheets the plain mean is taken (`is_fallback`), or the table is refused where `falls_back` is off.
    `by_criterion` drops the highest and the lowest points of each criterion instead of whole sheets.
    """

    by_criterion: bool = False
    falls_back: bool = True
    key: ClassVar[str] = enums.Aggregate.TRIMMED.value

    @property
    def least(self) -> int:
        """Return how many sheets each candidate needs."""
        return super().least if self.falls_back else max(TRIMMED_LEAST, super().least)

    def result(self, sheets: Sequence[CountedSheet]) -> Result:
        """Return the mean of what is left."""
        if len(sheets) < TRIMMED_LEAST:
            return _of_all(mean([sheet.total for sheet in sheets]), sheets, is_fallback=True)
        if self.by_criterion:
            return self._of_criteria(sheets)
        lowest, *kept, highest = sorted(sheets, key=lambda sheet: (sheet.total, sheet.seat))
        value = mean([sheet.total for sheet in kept])
        seats = tuple(sorted(sheet.seat for sheet in kept))
        return Result(value, value, seats, dropped=(highest.seat, lowest.seat))

    def _of_criteria(self, sheets: Sequence[CountedSheet]) -> Result:
        total, dropped = Fraction(), []
        for key in sorted(sheets[0].points):
            lowest, *kept, highest = sorted(sheets, key=lambda sheet: (sheet.points[key], sheet.seat))
            total += mean([sheet.points[key] for sheet in kept])
            dropped += [(key, highest.seat), (key, lowest.seat)]
        return _of_all(total, sheets, dropped_points=tuple(dropped))

    def notes(self, table: Table) -> list[str]:
        """Return what the organisers should know before they use it with these sheets, in sentences."""
        few = [number for number, sheets in table.by_candidate.items() if 0 < len(sheets) < TRIMMED_LEAST]
        return [
            *super().notes(table),
            *(
                _("Number %(number)d has fewer than %(least)d sheets: none is dropped, and the mean of all counts.")
                % {"number": number, "least": TRIMMED_LEAST}
                for number in few
            ),
        ]  # fmt: skip


@dataclass(frozen=True)
class Median(OfOwnSheets):
    """R3: the median; many ties are to be expected."""

    key: ClassVar[str] = enums.Aggregate.MEDIAN.value

    def result(self, sheets: Sequence[CountedSheet]) -> Result:
        """Return the median."""
        return _of_all(median([sheet.total for sheet in sheets]), sheets)


@dataclass(frozen=True)
class Deviation(OfOwnSheets):
    """R4: the mean of the sheets that lie within `limit` thousandths of the mean of all; one pass, not repeated.

    Where fewer than half of the sheets are left the jurors must confer; then nothing is dropped, and the mean of all
    is what counts if the chair keeps the points.
    """

    limit: int = 0
    key: ClassVar[str] = enums.Aggregate.DEVIATION.value

    def other_refusals(self, table: Table) -> list[Refusal]:
        """Refuse a rule without a limit."""
        if self.limit > 0:
            return []
        return [Refusal("no_limit", _("The rules do not say how far points may lie from the mean."))]

    def result(self, sheets: Sequence[CountedSheet]) -> Result:
        """Return the mean of the sheets near it."""
        centre = mean([sheet.total for sheet in sheets])
        kept = [sheet for sheet in sheets if abs(sheet.total - centre) <= self.limit]
        if 2 * len(kept) < len(sheets):
            return _of_all(centre, sheets, must_confer=True)
        value = mean([sheet.total for sheet in kept])
        seats = tuple(sorted(sheet.seat for sheet in kept))
        dropped = sorted((s for s in sheets if s not in kept), key=lambda sheet: (-sheet.total, sheet.seat))
        return Result(value, value, seats, dropped=tuple(sheet.seat for sheet in dropped))
