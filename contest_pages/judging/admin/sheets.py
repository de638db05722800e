"""The screen of all sheets after the closing: results, cases of differing jurors, what is unusual."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.judging.domain import gaps
from contest_pages.judging.domain.planning import latest_plan
from contest_pages.judging.models import GapCase, JuryRoundPage
from contest_pages.judging.permissions import may_arrange
from contest_pages.judging.queries.panel import is_over
from contest_pages.judging.queries.results import missing_sheets
from contest_pages.judging.queries.sheets import gap_cases, sheet_table
from contest_pages.standings.permissions import may_rank

from .forms import CaseForm
from .guards import attempt, for_readers_of_sheets, number_in, round_or_404


@require_http_methods(["GET", "POST"])
@for_readers_of_sheets
@with_recent_identity(actions=("close_case",))
def sheets(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show all sheets with their results once the judging is over; on POST close a case as the chair decided."""
    page, now = round_or_404(round_id), timezone.now()
    context = {
        "round": page,
        "contest": page.contest,
        "over": is_over(page, now),
        "at": "sheets",
        "may_see_sheets": True,
        "may_arrange": may_arrange(request.user),
    }
    if not context["over"]:
        return render(request, "contest_judging/admin/sheets.html", context)
    bound, closing = None, 0
    if request.method == "POST" and "close_case" in request.POST and may_arrange(request.user):
        closing = number_in(request.POST["close_case"])
        bound = CaseForm(request.POST, round_page=page)
        if _close(request, page, bound, closing):
            return redirect("contest_jury_sheets", page.pk)
    context |= _table(page) | {
        "cases": gap_cases(page.pk),
        "case_form": bound or CaseForm(round_page=page),
        "closing": closing,
        "missing": missing_sheets(page.pk),
        "may_rank": may_rank(request.user),
    }
    return render(request, "contest_judging/admin/sheets.html", context, status=422 if bound else 200)


def _close(request: HttpRequest, page: JuryRoundPage, form: CaseForm, key: int) -> bool:
    case = get_object_or_404(GapCase, candidate__round=page.pk, pk=key)
    words = _("The case is closed as the chair decided.")
    return attempt(request, words, gaps.close_case, form, case=case, actor=request.user, now=timezone.now())


def _table(page: JuryRoundPage) -> dict:
    plan = latest_plan(page.pk)
    if plan is None:
        return {"table": None, "plan": None}
    return {
        "table": sheet_table(page.pk, plan.judging_rules),
        "plan": plan,
        "most": plan.judging_rules.most_total,
    }
