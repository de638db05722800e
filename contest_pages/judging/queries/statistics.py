"""Figures of a judging for organisers, after the closing: sheets by seat, cases, how points are spread by criterion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from contest_pages.judging.enums import GapEnd, SeatKind, SheetKind, SheetSource
from contest_pages.judging.logic.points import Criterion
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.logic.spread import Spread, shares_of, spread_of
from contest_pages.judging.models import Assignment, Candidate, GapCase, ScoreSheet

from .panel import SeatRow, seat_rows


@dataclass(frozen=True)
class SeatFigures:
    """The sheets of a seat: how they came in, how many were written again or declared void, for how many works it is excused."""

    row: SeatRow
    device: int
    form: int
    paper: int
    again: int
    void: int
    excused: int


@dataclass(frozen=True)
class CriterionFigures:
    """The points of a criterion over all counted sheets; `shares` are counts by share of the most points."""

    criterion: Criterion
    sheets: int
    spread: Spread
    mean: int
    shares: Sequence[int]


@dataclass(frozen=True)
class JudgingFigures:
    """The figures of a judging; `cases` are counts by the words for how a case ended."""

    seats: Sequence[SeatFigures]
    criteria: Sequence[CriterionFigures]
    cases: Sequence[tuple[str, int]]
    open_cases: int


def judging_figures(round_id: int, rules: JudgingRules) -> JudgingFigures:
    """Return the figures of a round, in a constant number of queries; those of criteria are of ranked works alone."""
    sheets = ScoreSheet.objects.filter(round_id=round_id, part_key="")
    ranked = Candidate.objects.ranked().filter(round_id=round_id)
    counted = sheets.counted().filter(candidate__in=ranked, seat__kind=SeatKind.JUROR, seat__removed_at=None)
    points = list(counted.values_list("points", flat=True))
    ends = Counter(
        GapCase.objects.filter(candidate__round_id=round_id).order_by("pk").values_list("how", flat=True)
    )
    return JudgingFigures(
        seats=_seats(round_id, sheets.values_list("seat", "kind", "source", "is_live", "supersedes")),
        criteria=[found for criterion in rules.criteria if (found := _criterion(criterion, points))],
        cases=[(str(end.label), ends[end.value]) for end in GapEnd if ends[end.value]],
        open_cases=ends[""],
    )


def _seats(round_id: int, sheets: Iterable[tuple]) -> list[SeatFigures]:
    sources: Counter[tuple[int, str]] = Counter()
    again: Counter[int] = Counter()
    void: Counter[int] = Counter()
    for seat, kind, source, live, before in sheets:
        sources[seat, source] += live
        again[seat] += before is not None and kind == SheetKind.SHEET
        void[seat] += kind == SheetKind.VOID
    excused = Counter(
        Assignment.objects.filter(candidate__round_id=round_id)
        .exclude(excuse="")
        .values_list("seat", flat=True)
    )
    return [
        SeatFigures(
            row,
            device=sources[row.seat.pk, SheetSource.DEVICE],
            form=sources[row.seat.pk, SheetSource.FORM],
            paper=sources[row.seat.pk, SheetSource.PAPER],
            again=again[row.seat.pk],
            void=void[row.seat.pk],
            excused=excused[row.seat.pk],
        )
        for row in seat_rows(round_id)
    ]


def _criterion(criterion: Criterion, sheets: Sequence[dict[str, int]]) -> CriterionFigures | None:
    values = [points[criterion.key] for points in sheets if criterion.key in points]
    if not values:
        return None
    return CriterionFigures(
        criterion,
        len(values),
        spread_of(values),
        round(Fraction(sum(values), len(values))),
        shares_of(values, criterion.most),
    )
