"""Remarks of sealed sheets: those that the chair decides about, and those that contestants read."""

from __future__ import annotations

import datetime
from collections import defaultdict

from contest_pages.judging.enums import Remarks, SeatKind, SheetSource
from contest_pages.judging.models import Candidate, JudgingPlan, ScoreSheet, SeatTerm
from contest_pages.standings.models import Ranking

from .conflicts import recused_from


def are_for_contestants(round_id: int) -> bool:
    """Say whether contestants read remarks by the rules in force."""
    plan = JudgingPlan.objects.filter(round_id=round_id).order_by("-number").first()
    return plan is not None and plan.judging_rules.remarks == Remarks.CONTESTANTS


def are_published(round_id: int) -> bool:
    """Say whether the results are published, and no correction of them is under way."""
    last = Ranking.objects.filter(round=round_id).order_by("-number").first()
    return last is not None and last.published_at is not None


def remarks_to_decide(round_id: int):
    """Return the sheets that count and have a remark, by work; in a work their order says nothing about the seats.

    On paper sheets remarks are not typed, and those of trainees are for the panel.
    """
    sheets = ScoreSheet.objects.counted().filter(
        round_id=round_id,
        part_key="",
        candidate__in=Candidate.objects.ranked().filter(round_id=round_id),
        seat__kind=SeatKind.JUROR,
        seat__removed_at=None,
    )
    return (
        sheets.exclude(remark="")
        .exclude(source=SheetSource.PAPER)
        .select_related("candidate", "seat", "remark_decision")
        .order_by("candidate__number", "record_hash")
    )


def remarks_for(term: SeatTerm):
    """Return the remarks about which the person of a term decides: none of works with a conflict of interest."""
    recused = Candidate.objects.filter(recused_from(term), round_id=term.round_id)
    return remarks_to_decide(term.round_id).exclude(candidate__in=recused)


def released_remarks(
    round_id: int, candidates: list[int], published_at: datetime.datetime
) -> dict[int, list[str]]:
    """Return the remarks that were released before the publication, by candidate; never who wrote them."""
    found = defaultdict(list)
    sheets = remarks_to_decide(round_id).filter(
        candidate__in=candidates,
        remark_decision__is_released=True,
        remark_decision__decided_at__lte=published_at,
    )
    for sheet in sheets:
        found[sheet.candidate_id].append(sheet.remark)
    return dict(found)
