"""Unusual jurors and points, as questions to people and never as a verdict; no place depends on them.

For chair and organisers after all sheets are sealed. Below LEAST_CANDIDATES nothing but the table itself is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from .aggregates.base import AggregateRefused, Aggregation, Result
from .aggregates.means import mean
from .agreement import LEAST_CANDIDATES, correlation, deviation
from .tables import Table, ranks

#: A difference is marked above so many of the seat's own deviations …
MARKED_DEVIATIONS = 2
#: … and from so many per cent of the most points.
MARKED_SHARE = 8


@dataclass(frozen=True)
class SeatReport:
    """What is unusual about a seat. Differences are thousandths of a point; None where nothing can be computed.

    `difference`: how much more it gives than the others do for the same works. `spread_ratio`: its spread by that of
    the others' means. `rank_correlation`: Spearman's ρ with the others' means. `equal_share`: the share of its sheets
    with the total that it gives most often. `dropped_high` and `dropped_low`: how often its sheet was dropped.
    """

    seat: int
    sheets: int
    difference: float
    spread_ratio: float | None
    rank_correlation: float | None
    equal_share: float
    dropped_high: int = 0
    dropped_low: int = 0


@dataclass(frozen=True)
class Favour:
    """How much more a seat gives a candidate than the others, beyond its usual difference, in thousandths.

    `deviations` is that in the seat's own deviations. `is_marked` asks people to look; `is_same_unit`: seat and candidate are of one unit.
    """

    seat: int
    candidate: int
    amount: float
    deviations: float
    is_marked: bool
    is_same_unit: bool


@dataclass(frozen=True)
class Influence:
    """What a seat changes: the first places with it and without it, as candidates by place; None where too few are left."""

    seat: int
    before: Mapping[int, int]
    after: Mapping[int, int] | None

    @property
    def changes(self) -> bool:
        """Say whether the first places differ without the seat."""
        return self.after is not None and self.after != self.before

    @property
    def sentence(self) -> str:
        """Return it as a sentence; what cannot be computed is said too."""
        words = {"seat": self.seat, "before": _listed(self.before), "after": _listed(self.after or {})}
        if self.after is None:
            return _("Without seat %(seat)d too few sheets are left to compute.") % words
        if self.changes:
            return _("Without seat %(seat)d the first places go to %(after)s instead of %(before)s.") % words
        return _("Without seat %(seat)d the first places stay the same.") % words


def _listed(places: Mapping[int, int]) -> str:
    parts = [_("no. %(number)d (place %(place)d)") % {"number": c, "place": p} for c, p in places.items()]
    return ", ".join(parts)


def _others(table: Table, seat: int) -> dict[int, Fraction]:
    """Return the mean of the other seats for each candidate of a seat that others judged too."""
    found = {}
    for candidate, sheets in table.by_candidate.items():
        rest = [sheet.total for sheet in sheets if sheet.seat != seat]
        if rest and candidate in table.by_seat[seat]:
            found[candidate] = mean(rest)
    return found


def seat_reports(table: Table, results: Mapping[int, Result] | None = None) -> list[SeatReport]:
    """Return a report of each seat that shares works with others; none below LEAST_CANDIDATES."""
    if len(table.candidates) < LEAST_CANDIDATES:
        return []
    reports = []
    for seat, totals in table.by_seat.items():
        others = _others(table, seat)
        if not others:
            continue
        own = {candidate: totals[candidate] for candidate in others}
        high, low = _dropped(table, seat, results or {})
        spread = deviation([float(value) for value in others.values()])
        own_ranks, other_ranks = ranks(own), ranks(others)
        reports.append(
            SeatReport(
                seat=seat,
                sheets=len(totals),
                difference=float(mean([own[c] - others[c] for c in others])),
                spread_ratio=deviation([float(value) for value in own.values()]) / spread if spread else None,
                rank_correlation=correlation(
                    [float(own_ranks[c]) for c in others], [float(other_ranks[c]) for c in others]
                ),
                equal_share=max(Counter(totals.values()).values()) / len(totals),
                dropped_high=high,
                dropped_low=low,
            )
        )
    return reports


def _dropped(table: Table, seat: int, results: Mapping[int, Result]) -> tuple[int, int]:
    """Return how often a seat's sheet was dropped above the result, and how often below or at it."""
    high = low = 0
    for candidate, result in results.items():
        if seat in result.dropped and candidate in table.by_seat[seat]:
            # Where all sheets are equal the first that is dropped is the highest.
            total = table.by_seat[seat][candidate]
            is_high = total > result.value or (total == result.value and seat == result.dropped[0])
            high, low = high + is_high, low + (not is_high)
    return high, low


def favours(table: Table, same_unit: Collection[tuple[int, int]] = ()) -> list[Favour]:
    """Return by how much each seat favours candidates: those of its own unit first, then marked ones, the largest first.

    `same_unit` are (seat, candidate) pairs of one unit. Marked are amounts above MARKED_DEVIATIONS of the seat's own
    deviations and of at least MARKED_SHARE per cent of the most points. None below LEAST_CANDIDATES.
    """
    if len(table.candidates) < LEAST_CANDIDATES:
        return []
    found = []
    for seat, totals in table.by_seat.items():
        others = _others(table, seat)
        if not others:
            continue
        differences = {candidate: totals[candidate] - other for candidate, other in others.items()}
        usual = mean(list(differences.values()))
        spread = deviation([float(value) for value in differences.values()])
        for candidate, difference in differences.items():
            amount = difference - usual
            deviations = float(amount) / spread if spread else 0.0
            is_large = 100 * amount >= MARKED_SHARE * table.most
            is_marked = bool(deviations > MARKED_DEVIATIONS and is_large)
            of_unit = (seat, candidate) in same_unit
            found.append(Favour(seat, candidate, float(amount), deviations, is_marked, of_unit))
    return sorted(found, key=lambda f: (not (f.is_marked and f.is_same_unit), not f.is_marked, -f.amount))


def first_places(results: Mapping[int, Result], count: int) -> dict[int, int]:
    """Return the places of the candidates within the first `count`, by the results alone: equals share a place."""
    places: dict[int, int] = {}
    place, before = 0, None
    ordered = sorted(results.items(), key=lambda item: (-item[1].value, item[0]))
    for number, (candidate, result) in enumerate(ordered, start=1):
        if result.value != before:
            place, before = number, result.value
        if place > count:
            break
        places[candidate] = place
    return places


def influences(table: Table, rule: Aggregation, count: int = 3) -> list[Influence]:
    """Return what each seat changes in the first `count` places. Raises AggregateRefused as the rule does."""
    before = first_places(rule.results(table), count)
    found = []
    for seat in table.seats:
        try:
            after = first_places(rule.results(table.without_seat(seat)), count)
        except AggregateRefused:
            after = None
        found.append(Influence(seat, before, after))
    return found
