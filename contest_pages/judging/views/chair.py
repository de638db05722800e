"""The page of the chair: who has sealed what, requests to write a sheet again, sheets that are declared void."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.data.numbers import read_number
from contest_pages.judging.access import for_chair
from contest_pages.judging.domain.planning import latest_plan
from contest_pages.judging.domain.scoring import answer_reopening
from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.errors import JudgingRefused
from contest_pages.judging.forms import VoidForm
from contest_pages.judging.models import Reopening
from contest_pages.judging.queries.chair import live_sheets, open_requests, progress_of
from contest_pages.judging.queries.panel import is_over
from contest_pages.judging.queries.remarks import are_for_contestants
from contest_pages.judging.queries.sheets import sheet_table


@require_http_methods(["GET", "POST"])
@for_chair
def chair(request: HttpRequest, term, page) -> HttpResponse:
    """Show who has sealed; POST answers a request (`reopening`, `allow` or `refuse`) or declares a sheet void (`void`)."""
    actor = request.user if request.user.is_authenticated else None
    form = VoidForm(request.POST if "void" in request.POST else None, sheets=live_sheets(page.pk))
    if "reopening" in request.POST:
        return _answer(request, term, page, actor)
    if "void" in request.POST and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            reason = form.cleaned_data["reason"]
            declare_void(sheet=sheet, reason=reason, now=timezone.now(), actor=actor, chair=term)
        except JudgingRefused as refused:
            form.add_error(None, refused.message)
        else:
            words = {"number": sheet.candidate.number, "seat": sheet.seat.number}
            messages.success(request, _("The sheet of juror %(seat)d for work %(number)d is void.") % words)
            return redirect("contest_jury_chair", request.juror_token)
    return render(
        request,
        "contest_judging/juror/chair.html",
        {
            "term": term,
            "seat": term.seat,
            "round": page,
            "token": request.juror_token,
            "progress": progress_of(page.pk),
            "table": _unusual(page),
            "requests": open_requests(page.pk),
            "remarks_for_contestants": are_for_contestants(page.pk),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


def _unusual(page):
    """Return all sheets with what is unusual in them once the judging is over; None before, and where nothing was judged."""
    plan = latest_plan(page.pk) if is_over(page, timezone.now()) else None
    return sheet_table(page.pk, plan.judging_rules) if plan is not None else None


def _answer(request, term, page, actor) -> HttpResponse:
    """Allow or refuse a request; a press without a known answer changes nothing."""
    key = read_number(request.POST["reopening"])
    reopening = get_object_or_404(Reopening, pk=key or 0, sheet__round_id=page.pk)
    allow = "allow" in request.POST
    if allow or "refuse" in request.POST:
        try:
            answered = answer_reopening(
                reopening=reopening, allow=allow, now=timezone.now(), actor=actor, chair=term
            )
        except JudgingRefused as refused:
            messages.error(request, refused.message)
        else:
            words = {"seat": answered.sheet.seat.number, "number": answered.sheet.candidate.number}
            messages.success(
                request,
                _("Juror %(seat)d may write the sheet for work %(number)d again.") % words
                if answered.allowed_at
                else _("The sheet of juror %(seat)d for work %(number)d stays as it is.") % words,
            )
    return redirect("contest_jury_chair", request.juror_token)
