"""The screen of who has sealed what, without points: excuses, works that leave, requests to write a sheet again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.http import query_params
from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.judging.domain import assigning, candidates, scoring, voiding
from contest_pages.judging.domain.planning import latest_plan
from contest_pages.judging.models import Assignment, Candidate, JuryRoundPage, Reopening, ScoreSheet
from contest_pages.judging.permissions import may_see_sheets
from contest_pages.judging.queries.panel import (
    CELL_WORDS,
    is_over,
    open_requests,
    progress_of,
    works_with_too_few_seats,
)

from . import forms
from .guards import attempt, for_arrangers, number_in, round_or_404

#: What declares a sealed sheet void cannot be taken back.
SEALING = ("void",)


@require_http_methods(["GET", "POST"])
@for_arrangers
@with_recent_identity(actions=SEALING)
def progress(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the table of works by seats; on POST excuse a seat, change a work's state, answer a request, void a sheet."""
    page = round_or_404(round_id)
    bound: dict = {}
    if request.method == "POST" and _act(request, page, bound):
        return redirect("contest_jury_progress", page.pk)
    return render(
        request,
        "contest_judging/admin/progress.html",
        _context(request, page, bound),
        status=422 if bound else 200,
    )


def _act(request: HttpRequest, page: JuryRoundPage, bound: dict) -> bool:
    """Run the requested action; return False where its form must be corrected first."""
    post, by = request.POST, {"actor": request.user, "now": timezone.now()}
    if "excuse_sheet" in post:
        form = bound["excuse"] = forms.ExcuseForm(post)
        found = _assignment(page, post["excuse_sheet"])
        words = _("It is on record why there is no sheet.")
        return attempt(request, words, assigning.excuse, form, assignment=found, **by)
    if "lift" in post:
        found = _assignment(page, post["lift"])
        words = _("The juror judges this work after all.")
        return attempt(request, words, assigning.lift_excuse, assignment=found, **by)
    if "void" in post:
        form = bound["void"] = forms.ReasonForm(post)
        sheet = get_object_or_404(ScoreSheet.objects.counted(), round=page.pk, pk=number_in(post["void"]))
        words = _("The sheet is void; the record keeps it.")
        return attempt(request, words, voiding.declare_void, form, sheet=sheet, **by)
    if "change_state" in post:
        form = bound["state"] = forms.StateForm(post)
        work = get_object_or_404(Candidate, round=page.pk, pk=number_in(post["change_state"]))
        words = _("The state of the work is changed.")
        return attempt(request, words, candidates.change_state, form, candidate=work, actor=request.user)
    if "allow" in post or "refuse" in post:
        return _answer(request, page, by)
    return True


def _assignment(page: JuryRoundPage, value: str) -> Assignment:
    return get_object_or_404(Assignment, candidate__round=page.pk, pk=number_in(value))


def _answer(request: HttpRequest, page: JuryRoundPage, by: dict) -> bool:
    """Answer a request on behalf of the chair; the audit line names the account."""
    allow = "allow" in request.POST
    key = number_in(request.POST["allow" if allow else "refuse"])
    reopening = get_object_or_404(Reopening, sheet__round=page.pk, pk=key)
    words = _("The juror may write the sheet again.") if allow else _("The sheet stays as it is sealed.")
    return attempt(request, words, scoring.answer_reopening, reopening=reopening, allow=allow, **by)


def _context(request: HttpRequest, page: JuryRoundPage, bound: dict) -> dict:
    table = progress_of(page.pk)
    work, seat = (query_params.number(request.GET, name) for name in ("work", "seat"))
    plan = latest_plan(page.pk)
    least = (plan.judging_rules if plan else page.rules).seats_min
    row = next((row for row in table.rows if row.candidate.number == work), None)
    return {
        "round": page,
        "at": "progress",
        "contest": page.contest,
        "table": table,
        "legend": [(key, words) for key, words in CELL_WORDS.items()],
        "requests": open_requests(page.pk),
        "least": least,
        "too_few": works_with_too_few_seats(page.pk, least),
        "over": is_over(page, timezone.now()),
        "may_see_sheets": may_see_sheets(request.user),
        "cell": table.cell(work, seat) if work and seat else None,
        "work": row.candidate if row and not seat else None,
        "excuse_form": bound.get("excuse") or forms.ExcuseForm(),
        "void_form": bound.get("void") or forms.ReasonForm(),
        "state_form": bound.get("state")
        or forms.StateForm(initial={"state": row.candidate.state if row else ""}),
    }
