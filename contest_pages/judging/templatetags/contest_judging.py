"""What the pages of juries show of works and sheets."""

from __future__ import annotations

import datetime

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages import vietnamese
from contest_pages.judging.logic.points import WHOLE
from contest_pages.judging.queries import rechecks as queries

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


@register.simple_tag
def waiting_rechecks(round_page) -> int:
    """Return how many requests to check a sum wait for a reply in a round."""
    return queries.waiting_rechecks(round_page.pk)


@register.simple_tag
def spread_words(own) -> str:
    """Return from which to which total a juror's complete sheets go, and how many have an equal; empty below two."""
    totals = [work.total(own.rules) for work in own.ready]
    if len(totals) < 2:
        return ""
    equal = sum(totals.count(total) > 1 for total in totals)
    words = _("Your totals go from %(low)s to %(high)s points.") % {
        "low": vietnamese.points(min(totals)),
        "high": vietnamese.points(max(totals)),
    }
    if not equal:
        return words
    shared = ngettext(
        "%(count)d work has the same total as another.",
        "%(count)d works have the same total as another.",
        equal,
    )
    return f"{words} {shared % {'count': equal}}"


@register.filter
def most_points(rules) -> str:
    """Return the most points of a sheet."""
    return vietnamese.points(rules.most_total // WHOLE)


@register.filter
def given_points(thousandths: int | None) -> str:
    """Return points, given in thousandths; a dash for none."""
    return _NONE if thousandths is None else vietnamese.points(thousandths)


@register.filter
def of_total(total: int | None) -> str:
    """Return a total in hundred-thousandths as points; a dash for none."""
    return _NONE if total is None else vietnamese.points(total // WHOLE)


@register.filter
def loads(measures) -> list[tuple[int, int, str]]:
    """Return the seats of a proposal with their number of works, and how long the films take in words."""
    return [(seat, load, _hours(measures.busy_seconds.get(seat, 0))) for seat, load in measures.loads.items()]


def _hours(seconds: int) -> str:
    """Return a length in hours and minutes; empty for none."""
    minutes = datetime.timedelta(minutes=-(-seconds // 60))
    return vietnamese.duration(minutes) if seconds else ""


@register.filter
def seat_words(report) -> str:
    """Return what is unusual about a seat as a sentence."""
    values = {
        "seat": report.seat,
        "points": vietnamese.points(abs(round(report.difference))),
        "share": round(100 * report.equal_share),
    }
    words = (
        _("Seat %(seat)d gives %(points)s points more than the others for the same works")
        if report.difference >= 0
        else _("Seat %(seat)d gives %(points)s points less than the others for the same works")
    ) % values
    if report.dropped_high or report.dropped_low:
        words += _("; left out as the highest %(high)d times, as the lowest %(low)d times") % {
            "high": report.dropped_high,
            "low": report.dropped_low,
        }
    return words + _("; %(share)d%% of its sheets have the same total.") % values


@register.filter
def favour_words(favour) -> str:
    """Return a marked difference as a question to people."""
    values = {
        "seat": favour.seat,
        "work": favour.candidate,
        "points": vietnamese.points(round(favour.amount)),
    }
    words = (
        _("● Seat %(seat)d gives work %(work)d %(points)s points more than usual: please look at it.")
        % values
    )
    if favour.is_same_unit:
        words += " " + _("The juror has declared a conflict of interest with it.")
    return words
