"""What the pages of juries show of works and sheets."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from contest_pages import vietnamese
from contest_pages.judging.logic.points import WHOLE

register = template.Library()
_NONE = "–"


@register.simple_tag
def work_total(work, rules) -> str:
    """Return a juror's own total of a work; a dash while it is not complete."""
    total = work.total(rules)
    return _NONE if total is None else vietnamese.points(total)


@register.simple_tag
def own_points(work, key: str) -> str:
    """Return the own points of a criterion; a dash for blank."""
    points = work.points.get(key)
    return _NONE if points is None else vietnamese.points(points)


@register.simple_tag
def work_state(work, rules) -> str:
    """Return how far a juror is with a work."""
    if work.is_conflict:
        return _("Left to others: conflict of interest")
    if work.is_out:
        return work.candidate.get_state_display() if not work.excuse else _("You do not judge it")
    if not work.may_be_written:
        return _("Sealed")
    if work.sheet is not None:
        return _("To be written again")
    if work.draft is None:
        return _("Not begun")
    return _("Complete, not sealed") if work.is_complete(rules) else _("Begun")


@register.filter
def most_points(rules) -> str:
    """Return the most points of a sheet."""
    return vietnamese.points(rules.most_total // WHOLE)


@register.filter
def given_points(thousandths: int | None) -> str:
    """Return points, given in thousandths; a dash for none."""
    return _NONE if thousandths is None else vietnamese.points(thousandths)
