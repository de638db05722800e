"""Jurors who differ by more than the rules allow (R5): which results wait, and how a case may be closed.

Sources: two markers who differ by 20 of 100 points bring in a third, whose marking is official (labour-law contest of
2014 and school re-marking); boards of jurors confer, amend or keep. Points are never changed by the chair.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _

from contest_pages.judging.enums import GapEnd
from contest_pages.judging.errors import JudgingRefused
from contest_pages.vietnamese import points

from .aggregates.base import Aggregation, Result
from .aggregates.means import OfOwnSheets
from .tables import Exact, Table


class GapNotClosed(JudgingRefused):
    """The case may not be closed in this way; the message says what is missing."""

    code = "gap"


@dataclass(frozen=True)
class Gap:
    """The sheets of a candidate differ by the limit or more. Totals are thousandths of a point."""

    candidate: int
    lowest: Exact
    highest: Exact
    lowest_seats: tuple[int, ...]
    highest_seats: tuple[int, ...]

    @property
    def difference(self) -> Exact:
        """Return by how much they differ."""
        return self.highest - self.lowest


@dataclass(frozen=True)
class Closing:
    """How the chair closed a case: a value of GapEnd, the sentence, and the seat of the further juror if there was one.

    Points that were kept were kept as they stood, from `lowest` to `highest`; other sheets make another case. None:
    the totals were not noted.
    """

    how: str
    reason: str
    further_seat: int | None = None
    lowest: Fraction | None = None
    highest: Fraction | None = None


def find_gaps(table: Table, limit: int | None) -> dict[int, Gap]:
    """Return the candidates whose sheets differ by at least `limit` thousandths; none without a limit."""
    found = {}
    for candidate, sheets in table.by_candidate.items():
        if limit is None or len(sheets) < 2:
            continue
        lowest = min(sheet.total for sheet in sheets)
        highest = max(sheet.total for sheet in sheets)
        if highest - lowest >= limit:
            found[candidate] = Gap(
                candidate,
                lowest,
                highest,
                tuple(sheet.seat for sheet in sheets if sheet.total == lowest),
                tuple(sheet.seat for sheet in sheets if sheet.total == highest),
            )
    return found


def check_closing(
    closing: Closing,
    *,
    candidate: int,
    rule: Aggregation,
    table: Table,
    limit: int | None,
    first_seats: Collection[int] = (),
) -> None:
    """Raise GapNotClosed unless the chair may close a candidate's case in this way now.

    Amended: the sheets, as they are now, differ by less than the limit. Third: a seat that is none of `first_seats`,
    those with a sheet when the case was opened, has one, and the result depends on the candidate's own sheets alone.
    All ways need a sentence for the minutes.
    """
    if not closing.reason.strip():
        raise GapNotClosed(_("Write why the case is closed: it stands in the minutes."))
    sheets = {sheet.seat: sheet for sheet in table.by_candidate[candidate]}
    if closing.how == GapEnd.AMENDED:
        if gap := find_gaps(table, limit).get(candidate):
            raise GapNotClosed(
                _("The sheets still differ by %(points)s points: amend them, or close the case in another way.")
                % {"points": points(int(gap.difference))}
            )  # fmt: skip
        if isinstance(rule, OfOwnSheets) and sheets and rule.result(list(sheets.values())).must_confer:
            raise GapNotClosed(_("Fewer than half of the sheets lie near their mean: amend them, or keep the points with a reason."))  # fmt: skip
    elif closing.how == GapEnd.THIRD:
        if not isinstance(rule, OfOwnSheets):
            raise GapNotClosed(
                _("One juror cannot decide here: the result depends on all works that a seat judged.")
            )
        if closing.further_seat not in sheets or closing.further_seat in first_seats or len(sheets) < 3:
            raise GapNotClosed(_("The further juror has no sealed sheet for this work yet."))
    elif closing.how != GapEnd.KEPT:
        raise GapNotClosed(_("Say how the case was closed."))


def results_with_gaps(
    rule: Aggregation, table: Table, limit: int | None, closings: Mapping[int, Closing]
) -> dict[int, Result]:
    """Return the results of a rule with the cases of differing jurors: those that are open have `must_confer`.

    `closings` are the last ones of candidates. Where a further juror decided, that juror's total is the result and the
    other seats are dropped; that sheet counts nowhere else. Raises AggregateRefused as the rule does.
    """
    third = {c: end.further_seat for c, end in closings.items() if end.how == GapEnd.THIRD}
    first = tuple(sheet for sheet in table.sheets if third.get(sheet.candidate) != sheet.seat)
    usual = replace(table, sheets=first)
    found = rule.results(usual)
    gaps = find_gaps(usual, limit)
    official = {sheet.candidate: sheet for sheet in table.sheets if third.get(sheet.candidate) == sheet.seat}
    for candidate, result in found.items():
        if sheet := official.get(candidate):
            total = Fraction(sheet.total)
            found[candidate] = Result(total, total, (sheet.seat,), dropped=result.kept, is_official=True)
        elif candidate in gaps or result.must_confer:
            totals = [sheet.total for sheet in usual.by_candidate[candidate]]
            is_closed = _still_kept(closings.get(candidate), min(totals), max(totals))
            found[candidate] = replace(result, must_confer=not is_closed)
    return found


def _still_kept(closing: Closing | None, lowest: Exact, highest: Exact) -> bool:
    if closing is None or closing.how != GapEnd.KEPT:
        return False
    return closing.lowest in (None, lowest) and closing.highest in (None, highest)


def open_cases(results: Mapping[int, Result]) -> tuple[int, ...]:
    """Return the candidates that may not be ranked before their jurors conferred."""
    return tuple(sorted(candidate for candidate, result in results.items() if result.must_confer))
