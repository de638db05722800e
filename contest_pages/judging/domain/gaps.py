"""Cases of differing jurors: opened when all sheets of a work are in, closed by the chair with a sentence."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.judging.enums import GapEnd, SeatKind, SheetKind
from contest_pages.judging.errors import JudgingRefused
from contest_pages.judging.logic.aggregates import AggregateRefused, aggregation_of
from contest_pages.judging.logic.gaps import Closing, check_closing, results_with_gaps
from contest_pages.judging.logic.outcomes import table_of
from contest_pages.judging.logic.points import WHOLE
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.logic.tables import Table, counted_sheet
from contest_pages.judging.models import Assignment, Candidate, GapCase, ScoreSheet
from contest_pages.judging.queries.results import closings_of

from .chain import lock_chain
from .planning import latest_plan


@transaction.atomic
def open_due_cases(
    *, round_id: int, now: datetime.datetime, candidate: Candidate | None = None
) -> list[GapCase]:
    """Open a case for each ranked candidate, or for one, whose sheets are all in and differ too much; return the new ones.

    Idempotent. A case that was closed stays closed as long as the sheets are those of its closing. None where the rules know no
    case in which jurors confer.
    """
    plan = latest_plan(round_id)
    if plan is None or not plan.judging_rules.may_confer:
        return []
    lock_chain(round_id)
    of_one = {"candidate": candidate} if candidate is not None else {}
    candidates = (
        Candidate.objects.ranked()
        .filter(round_id=round_id)
        .exclude(
            pk__in=GapCase.objects.filter(candidate__round_id=round_id, closed_at=None).values("candidate")
        )
        .exclude(pk__in=_waiting(round_id, **of_one))
        .filter(**({"pk": candidate.pk} if candidate is not None else {}))
        .order_by("number")
    )
    closings = closings_of(round_id, **of_one)
    found = []
    for judged in candidates:
        table = sheets_of(judged, plan.judging_rules)
        if _must_confer(judged.number, table, plan.judging_rules, closings):
            lowest, highest = _range(table)
            found.append(
                GapCase.objects.create(candidate=judged, lowest=lowest, highest=highest, opened_at=now)
            )
    return found


def _waiting(round_id: int, **which):
    """Return the candidates for which a counted seat has neither a sealed sheet nor an excuse; `which` limits them."""
    sealed = ScoreSheet.objects.counted().filter(round_id=round_id, **which)
    assigned = Assignment.objects.filter(
        candidate__round_id=round_id, seat__kind=SeatKind.JUROR, seat__removed_at=None, excuse="", **which
    )
    known = set(sealed.values_list("candidate", "seat"))
    return {
        candidate
        for candidate, seat in assigned.values_list("candidate", "seat")
        if (candidate, seat) not in known
    }


def sheets_of(candidate: Candidate, rules: JudgingRules) -> Table:
    """Return the counted sheets of one candidate as a table."""
    rows = ScoreSheet.objects.counted().filter(
        candidate=candidate, part_key="", seat__kind=SeatKind.JUROR, seat__removed_at=None
    )
    sheets = tuple(
        counted_sheet(candidate.number, seat, points, rules.criteria)
        for seat, points in rows.values_list("seat__number", "points")
    )
    return table_of(rules, (candidate.number,), sheets)


def _must_confer(number: int, table: Table, rules: JudgingRules, closings: dict[int, Closing]) -> bool:
    if not table.sheets:
        return False
    try:
        found = results_with_gaps(aggregation_of(rules), table, rules.gap_limit, closings)
    except AggregateRefused:
        # Rules that look at all works of a seat say nothing about one; too few sheets wait for others.
        return False
    return found[number].must_confer


def _range(table: Table) -> tuple[int, int]:
    """Return the lowest and the highest total in hundred-thousandths of a point."""
    totals = [sheet.total * WHOLE for sheet in table.sheets]
    return int(min(totals)), int(max(totals))


@transaction.atomic
def close_case(
    *, case: GapCase, how: str, reason: str, further_seat=None, actor, now: datetime.datetime
) -> GapCase:
    """Close a case as the chair decided: a value of GapEnd, a sentence for the minutes, the further juror's seat.

    The case keeps the lowest and the highest total as they are at its closing. Raises GapNotClosed where the sheets
    do not allow it, JudgingRefused where it was closed before.
    """
    lock_chain(case.candidate.round_id)
    case = GapCase.objects.select_for_update(of=("self",)).select_related("candidate__round").get(pk=case.pk)
    if case.closed_at is not None:
        raise JudgingRefused(_("This case is closed already."))
    plan = latest_plan(case.candidate.round_id)
    assert plan is not None, "a case has sheets, and sheets have a plan"  # noqa: S101
    rules = plan.judging_rules
    table = sheets_of(case.candidate, rules)
    third = further_seat if how == GapEnd.THIRD else None
    first = ScoreSheet.objects.filter(
        candidate=case.candidate, kind=SheetKind.SHEET, sealed_at__lte=case.opened_at
    )
    check_closing(
        Closing(how, reason, third.number if third else None),
        candidate=case.candidate.number,
        rule=aggregation_of(rules),
        table=table,
        limit=rules.gap_limit,
        first_seats=set(first.values_list("seat__number", flat=True)),
    )
    if table.sheets:
        case.lowest, case.highest = _range(table)
    case.how, case.reason, case.closed_by_seat = how, reason.strip(), third
    case.closed_at, case.closed_by = now, actor
    case.save()
    audit.record(
        "contest.close_gap_case",
        case.candidate.round,
        actor=actor,
        candidate=case.candidate.number,
        how=how,
    )
    return case
