"""How far the seats of a panel agree: intraclass correlations, Krippendorff's alpha, ranks. Figures for people, never for places.

Formulas: Shrout and Fleiss 1979 for ICC(2,1) and ICC(2,n); Krippendorff's alpha for interval data, which takes tables with
gaps. Below LEAST_CANDIDATES nothing is computed: so few works say nothing about jurors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from .tables import Table

LEAST_CANDIDATES = 6
#: Below the first the jury differs a lot, up to the second somewhat.
_LITTLE, _MUCH = 0.5, 0.75


@dataclass(frozen=True)
class Agreement:
    """The agreement of a panel: of one seat's points and of the mean of all (ICC), and alpha; None where not computable."""

    single: float | None
    mean: float | None
    alpha: float | None

    @property
    def words(self) -> str | Promise:
        """Return it in words, by ICC(2,1), or by alpha where sheets are missing."""
        return agreement_words(self.single if self.single is not None else self.alpha)


def agreement_words(value: float | None) -> str | Promise:
    """Return a coefficient in words: below 0.5, up to 0.75, above; "" for none."""
    if value is None:
        return ""
    if value < _LITTLE:
        return gettext_lazy("The jurors differ a lot.")
    if value <= _MUCH:
        return gettext_lazy("The jurors agree moderately.")
    return gettext_lazy("The jurors agree well.")


def agreement_of(table: Table) -> Agreement | None:
    """Return the agreement of a panel; None below LEAST_CANDIDATES or with one seat."""
    if len(table.candidates) < LEAST_CANDIDATES or len(table.seats) < 2:
        return None
    single, mean = intraclass(table) if table.is_complete else (None, None)
    return Agreement(single, mean, krippendorff(table))


def intraclass(table: Table) -> tuple[float | None, float | None]:
    """Return ICC(2,1) and ICC(2,n) of a complete table from its two-way analysis of variance; None for no variance."""
    rows = [[float(sheet.total) for sheet in sheets] for sheets in table.by_candidate.values()]
    count, seats = len(rows), len(rows[0])
    centre = sum(map(sum, rows)) / (count * seats)
    row_means = [sum(row) / seats for row in rows]
    seat_means = [sum(column) / count for column in zip(*rows, strict=True)]
    of_rows = seats * sum((value - centre) ** 2 for value in row_means)
    of_seats = count * sum((value - centre) ** 2 for value in seat_means)
    whole = sum((value - centre) ** 2 for row in rows for value in row)
    ms_rows = of_rows / (count - 1)
    ms_seats = of_seats / (seats - 1)
    ms_rest = max(whole - of_rows - of_seats, 0.0) / ((count - 1) * (seats - 1))
    single = ms_rows + (seats - 1) * ms_rest + seats * (ms_seats - ms_rest) / count
    mean = ms_rows + (ms_seats - ms_rest) / count
    return _ratio(ms_rows - ms_rest, single), _ratio(ms_rows - ms_rest, mean)


def _ratio(above: float, below: float) -> float | None:
    return above / below if below > 0 else None


def krippendorff(table: Table) -> float | None:
    """Return Krippendorff's alpha for interval data of the works that at least two seats judged; None for no variance."""
    units = [
        [float(sheet.total) for sheet in sheets] for sheets in table.by_candidate.values() if len(sheets) > 1
    ]
    values = [value for unit in units for value in unit]
    expected = 2 * _squares(values) * len(values)
    if expected <= 0:
        return None
    observed = sum(2 * len(unit) * _squares(unit) / (len(unit) - 1) for unit in units)
    return 1 - (len(values) - 1) * observed / expected


def _squares(values: Sequence[float]) -> float:
    """Return the sum of the squared distances from the mean: over all ordered pairs it counts twice as often as values."""
    centre = sum(values) / len(values) if values else 0.0
    return sum((value - centre) ** 2 for value in values)


def deviation(values: Sequence[float]) -> float:
    """Return the standard deviation of a sample; 0 below two values."""
    return sqrt(_squares(values) / (len(values) - 1)) if len(values) > 1 else 0.0


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return the product-moment correlation, of ranks Spearman's ρ; None where one of them does not vary."""
    spread = sqrt(_squares(one) * _squares(other))
    if not spread:
        return None
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    return sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True)) / spread
