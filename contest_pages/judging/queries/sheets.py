"""After the closing: all sheets by work with what the rules make of them, cases, and what is unusual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from contest_pages.judging.logic.aggregates import AggregateRefused, aggregation_of
from contest_pages.judging.logic.agreement import Agreement, agreement_of
from contest_pages.judging.logic.diagnostics import (
    Favour,
    Influence,
    SeatReport,
    favours,
    influences,
    seat_reports,
)
from contest_pages.judging.logic.outcomes import Outcome
from contest_pages.judging.logic.points import WHOLE
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.logic.tables import Table
from contest_pages.judging.models import Candidate, GapCase, ScoreSheet, Seat

from .conflicts import recused_pairs
from .results import judged_of, tables_of

#: So many of the largest differences are asked about at most.
_ASKED = 10


@dataclass(frozen=True)
class SheetCell:
    """The sheet of a seat for a work; `total` in thousandths, None without a counted sheet."""

    seat: int
    total: int | None
    is_dropped: bool = False
    counts: bool = True


@dataclass(frozen=True)
class WorkRow:
    """A work with the sheets of all seats, and its outcome where the sheets suffice for one."""

    candidate: Candidate
    cells: Sequence[SheetCell]
    outcome: Outcome | None

    @property
    def result(self) -> int | None:
        """Return the result in thousandths as it is shown, None without one."""
        return self.outcome.score if self.outcome else None

    @property
    def spread(self) -> int | None:
        """Return the difference between the highest and the lowest total; None below two."""
        totals = [cell.total for cell in self.cells if cell.counts and cell.total is not None]
        return max(totals) - min(totals) if len(totals) > 1 else None


@dataclass(frozen=True)
class Unusual:
    """What is unusual in a table, for people to look at: `division` is empty where all are ranked together."""

    division: str
    agreement: Agreement | None
    reports: Sequence[SeatReport]
    favours: Sequence[Favour]
    influences: Sequence[Influence]


@dataclass(frozen=True)
class SheetTable:
    """All sheets of a round; `refusals` are sentences why the rules make no results of them."""

    seats: Sequence[Seat]
    rows: Sequence[WorkRow]
    refusals: Sequence[str] = ()
    notes: Sequence[str] = ()
    unusual: Sequence[Unusual] = field(default_factory=tuple)


def sheet_rows(round_id: int, rules: JudgingRules) -> tuple[list[Seat], list[WorkRow], list[str]]:
    """Return the seats, a row for each work, and why the rules make no results, in a constant number of queries."""
    seats = list(Seat.objects.filter(round_id=round_id, removed_at=None).order_by("number"))
    totals = {
        (candidate, seat): total // WHOLE
        for candidate, seat, total in ScoreSheet.objects.counted()
        .filter(round_id=round_id, part_key="", total__isnull=False)
        .values_list("candidate", "seat", "total")
    }
    refusals: list[str] = []
    outcomes: dict[int, Outcome] = {}
    try:
        outcomes = {candidate.pk: outcome for candidate, outcome in judged_of(round_id, rules)}
    except AggregateRefused as refused:
        refusals = [refusal.message for refusal in refused.refusals]
    rows = []
    found = Candidate.objects.filter(round_id=round_id).select_related("entry", "registration")
    for candidate in found.order_by("is_sample", "number"):
        outcome = outcomes.get(candidate.pk)
        dropped = outcome.result.dropped if outcome else ()
        cells = [
            SheetCell(seat.number, totals.get((candidate.pk, seat.pk)), seat.number in dropped, seat.counts)
            for seat in seats
        ]
        rows.append(WorkRow(candidate, cells, outcome))
    return seats, rows, refusals


def sheet_table(round_id: int, rules: JudgingRules) -> SheetTable:
    """Return all sheets by work with their results and diagnostics, in a constant number of queries."""
    seats, rows, refusals = sheet_rows(round_id, rules)
    tables = tables_of(round_id, rules)
    # Those with a conflict give no sheet; one that was declared after the sealing is what is asked about first.
    same_unit = {(seat, number) for number, seat in recused_pairs(round_id)}
    numbers = {row.candidate.number: row.outcome for row in rows if row.outcome}
    return SheetTable(
        seats=seats,
        rows=rows,
        refusals=refusals,
        notes=list(
            dict.fromkeys(note for _c, table in tables for note in aggregation_of(rules).notes(table))
        ),
        unusual=[
            _unusual(division[0].division if rules.ranked_apart else "", table, rules, numbers, same_unit)
            for division, table in tables
            if table.sheets
        ],
    )


def _unusual(
    division: str,
    table: Table,
    rules: JudgingRules,
    outcomes: dict[int, Outcome],
    same_unit: set[tuple[int, int]],
) -> Unusual:
    results = {number: outcomes[number].result for number in table.candidates if number in outcomes}
    try:
        changes = influences(table, aggregation_of(rules)) if results else []
    except AggregateRefused:
        changes = []
    asked = [favour for favour in favours(table, same_unit) if favour.is_marked][:_ASKED]
    return Unusual(division, agreement_of(table), seat_reports(table, results), asked, changes)


def gap_cases(round_id: int) -> list[GapCase]:
    """Return the cases of differing jurors, the open ones first."""
    cases = GapCase.objects.filter(candidate__round_id=round_id).select_related(
        "candidate", "closed_by", "closed_by_seat"
    )
    return sorted(cases, key=lambda case: (case.closed_at is not None, case.candidate.number, case.pk))


def difference(case: GapCase) -> int:
    """Return by how many thousandths of a point the sheets of a case differ."""
    return int(Fraction(case.highest - case.lowest, WHOLE))
