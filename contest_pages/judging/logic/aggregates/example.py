"""A worked example of a rule for the rules page, computed by the code that ranks."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from contest_pages.judging.logic.rounding import fixed_points
from contest_pages.judging.logic.tables import CountedSheet

from .base import Aggregation
from .means import Median, OfOwnSheets

#: The sheets of five jurors, in thousandths of a point.
EXAMPLE_SHEETS = (8500, 9000, 7000, 8000, 9500)
_SHOWN = 1


@dataclass(frozen=True)
class Example:
    """A worked example as text: the points of five jurors, those that are dropped, the result, and all as a sentence."""

    points: tuple[str, ...]
    dropped: tuple[str, ...]
    result: str
    sentence: str


def worked_example(aggregation: Aggregation, decimals: int = 2) -> Example | None:
    """Return the example of five jurors; None where the result depends on all candidates and not on these sheets alone."""
    if not isinstance(aggregation, OfOwnSheets):
        return None
    totals = dict(enumerate(EXAMPLE_SHEETS, start=1))
    result = aggregation.result([CountedSheet(1, seat, Fraction(total)) for seat, total in totals.items()])
    points = tuple(fixed_points(Fraction(total), _SHOWN) for total in EXAMPLE_SHEETS)
    dropped = tuple(fixed_points(Fraction(totals[seat]), _SHOWN) for seat in result.dropped)
    figure = fixed_points(result.value, decimals)
    parts = [" – ".join(points)]
    if dropped:
        parts.append(_("without %(points)s") % {"points": _(" and ").join(dropped)})
    if result.must_confer:
        parts.append(_("the jurors confer"))
    else:
        named = _("median %(points)s") if isinstance(aggregation, Median) else _("mean %(points)s")
        parts.append(named % {"points": figure})
    return Example(points, dropped, figure, "; ".join(parts))
