"""The samples of a round, by which jurors compare their measure: nothing is shown before all have sealed theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contest_pages.judging.logic.points import WHOLE
from contest_pages.judging.logic.spread import LEAST_SHEETS, Spread, spread_of
from contest_pages.judging.models import Assignment, Candidate, ScoreSheet


@dataclass(frozen=True)
class SpreadRow:
    """A criterion, or the total, with the spread of all points and the own ones; None where the juror gave none."""

    name: str
    spread: Spread
    own: int | None


@dataclass(frozen=True)
class SampleSpread:
    """A sample with the spread of its points. `name` of the row of totals is empty."""

    candidate: Candidate
    sheets: int
    rows: Sequence[SpreadRow]


def _samples(round_id: int):
    return Candidate.objects.judged().filter(round_id=round_id, is_sample=True)


def has_samples(round_id: int) -> bool:
    """Say whether a round has samples to compare by."""
    return _samples(round_id).exists()


def sample_spreads(round_id: int, own_seat: int) -> list[SampleSpread] | None:
    """Return the spread of the points for each sample, without seats, in a constant number of queries.

    None until every seat has sealed every sample that it judges; samples with too few sheets are left out. `own_seat`
    is the key of the reader's seat.
    """
    samples = list(_samples(round_id).order_by("number"))
    numbers = {sample.pk for sample in samples}
    expected = set(
        Assignment.objects.filter(candidate__in=numbers, excuse="", seat__removed_at=None).values_list(
            "candidate_id", "seat_id"
        )
    )
    sheets = {
        (sheet.candidate_id, sheet.seat_id): sheet
        for sheet in ScoreSheet.objects.counted()
        .filter(round_id=round_id, candidate__in=numbers, part_key="", seat__removed_at=None)
        .select_related("plan")
    }
    if not expected or expected - set(sheets):
        return None
    found = []
    for sample in samples:
        given = [sheets[pair] for pair in sorted(expected) if pair[0] == sample.pk]
        if len(given) >= LEAST_SHEETS:
            own = sheets.get((sample.pk, own_seat))
            found.append(SampleSpread(sample, len(given), _rows(given, own)))
    return found


def _rows(given: Sequence[ScoreSheet], own: ScoreSheet | None) -> list[SpreadRow]:
    criteria = max(given, key=lambda sheet: sheet.plan.number).plan.judging_rules.criteria
    rows = []
    for criterion in criteria:
        values = [sheet.points[criterion.key] for sheet in given if criterion.key in sheet.points]
        if len(values) >= LEAST_SHEETS:
            rows.append(
                SpreadRow(criterion.name, spread_of(values), own.points.get(criterion.key) if own else None)
            )
    totals = [sheet.total // WHOLE for sheet in given if sheet.total is not None]
    own_total = own.total // WHOLE if own is not None and own.total is not None else None
    return [*rows, SpreadRow("", spread_of(totals), own_total)]
