"""Which points visitors see with the published results of a jury round, as its rules say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.utils.translation import gettext as _

from contest_pages.judging.enums import PointsShown, SeatKind
from contest_pages.judging.logic.points import WHOLE
from contest_pages.judging.logic.rounding import fixed_points
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.models import ScoreSheet, SheetChain
from contest_pages.standings.source import POINTS, Column
from contest_pages.vietnamese import points

from .results import judged_of

_NONE = "–"
#: The rules by which the totals of all stand there, not of the winners alone.
_OF_ALL = frozenset({PointsShown.TOTALS, PointsShown.CRITERIA, PointsShown.SEATS})


def public_columns(ranking, rules: JudgingRules) -> list[Column]:
    """Return the columns of the table of all places, with a fixed number of queries."""
    if rules.points_shown not in _OF_ALL:
        return []
    return [POINTS, *_parts(ranking, rules)]


def winner_columns(ranking, rules: JudgingRules) -> list[Column]:
    """Return the columns of the table of prizes."""
    return [] if rules.points_shown == PointsShown.NOTHING else [POINTS, *_parts(ranking, rules)]


def _parts(ranking, rules: JudgingRules) -> list[Column]:
    """Return the parts of a result; none where sheets have come since, which the published ranking does not have."""
    if rules.points_shown not in (PointsShown.CRITERIA, PointsShown.SEATS):
        return []
    chain = SheetChain.objects.filter(round_id=ranking.round_id).first()
    if chain is None or chain.last_hash != ranking.facts.get("last_hash"):
        return []
    if rules.points_shown == PointsShown.CRITERIA:
        return _criteria(ranking, rules)
    return _seats(ranking)


def _criteria(ranking, rules: JudgingRules) -> list[Column]:
    means = {
        candidate.code: dict(outcome.facts.criteria)
        for candidate, outcome in judged_of(ranking.round_id, rules)
    }
    columns = []
    for criterion in rules.criteria:
        texts = {
            code: fixed_points(found[criterion.key], rules.decimals)
            for code, found in means.items()
            if criterion.key in found
        }
        columns.append(Column(criterion.name, partial(_texts, texts), is_number=True))
    return columns


def _seats(ranking) -> list[Column]:
    sheets = (
        ScoreSheet.objects.counted()
        .filter(round_id=ranking.round_id, part_key="", seat__kind=SeatKind.JUROR, seat__removed_at=None)
        .select_related("candidate__entry", "candidate__registration", "seat")
        .order_by("seat__number")
    )
    by_seat: dict[int, dict[str, str]] = {}
    for sheet in sheets:
        by_seat.setdefault(sheet.seat.number, {})[sheet.candidate.code] = points(sheet.total // WHOLE)
    return [
        Column(_("Juror %(number)d") % {"number": number}, partial(_texts, texts), is_number=True)
        for number, texts in by_seat.items()
    ]


def _texts(texts: dict[str, str], rows: Sequence) -> list[str]:
    return [texts.get(row.code, _NONE) for row in rows]
