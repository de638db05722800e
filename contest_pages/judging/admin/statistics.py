"""The screen of figures of a judging, after the closing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contest_pages.judging.domain.planning import latest_plan
from contest_pages.judging.logic.spread import STEPS
from contest_pages.judging.queries.panel import is_over
from contest_pages.judging.queries.statistics import judging_figures

from .guards import for_readers_of_sheets, round_or_404


@require_GET
@for_readers_of_sheets
def statistics(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show sheets by seat, cases, and how points are spread by criterion; before the closing nothing."""
    page = round_or_404(round_id)
    context = {
        "round": page,
        "contest": page.contest,
        "at": "statistics",
        "may_see_sheets": True,
        "over": is_over(page, timezone.now()),
    }
    if context["over"] and (plan := latest_plan(page.pk)) is not None:
        context |= {"figures": judging_figures(page.pk, plan.judging_rules), "steps": _steps()}
    return render(request, "contest_judging/admin/statistics.html", context)


def _steps() -> list[str]:
    """Return the headings of the shares of the most points."""
    first, *rest = STEPS[1:]
    found = [_("below %(share)d%%") % {"share": first}]
    for begin, end in zip((first, *rest), (*rest, 100), strict=True):
        is_last = end == 100
        found.append(f"{begin}–{end}%" if is_last else f"{begin}–{end - 1}%")
    return found
