"""The organisers' screens of a running quiz: rounds, figures, patterns, extra time."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages.contests.permissions import may_work_on
from contest_pages.quizzes.admin.forms import ExtraTimeForm
from contest_pages.quizzes.domain.accommodating import grant_extra_time
from contest_pages.quizzes.enums import QuizPrizes
from contest_pages.quizzes.models import Accommodation, QuizRoundPage
from contest_pages.quizzes.permissions import may_run
from contest_pages.quizzes.queries import statistics as counting
from contest_pages.quizzes.queries.rounds import contests_with_prizes, rounds_with_figures

from .guards import for_managers, for_viewers


@require_GET
@for_viewers
def rounds(request: HttpRequest) -> HttpResponse:
    """Show the quiz rounds with their figures."""
    rows = [row for row in rounds_with_figures() if may_work_on(request.user, row.page)]
    return render(
        request,
        "contest_quizzes/admin/rounds.html",
        {
            "rows": rows,
            "may_run": may_run(request.user),
            "for_persons": contests_with_prizes(QuizPrizes.QUIZ_OVERALL, rows),
            "for_units": contests_with_prizes(QuizPrizes.QUIZ_UNITS, rows),
        },
    )


@require_GET
@for_viewers
def statistics(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the live figures of a round; questions and patterns only after it has closed."""
    page, now = get_object_or_404(QuizRoundPage, pk=round_id), timezone.now()
    is_closed = page.has_closed(now)
    charts = [
        (_("By day"), _("Day"), counting.by_day(page)),
        (_("By hour of the day"), _("Hour"), counting.by_hour(page)),
        (_("By division"), _("Division"), counting.by_audience(page)),
    ]
    return render(
        request,
        "contest_quizzes/admin/statistics.html",
        {
            "round": page,
            "now": timezone.localtime(now),
            "figures": counting.figures_of(page),
            "charts": charts,
            "blocks": counting.by_unit(page),
            "is_closed": is_closed,
            "questions": counting.by_question(page) if is_closed else [],
            "suspicions": counting.suspicions(page) if is_closed else [],
            "may_run": may_run(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
@for_managers
def extra_time(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the contest's grants of extra time; on POST grant it."""
    page = get_object_or_404(QuizRoundPage, pk=round_id)
    form = ExtraTimeForm(request.POST or None, contest=page.contest)
    if request.method == "POST" and form.is_valid():
        granted = grant_extra_time(
            registration=form.cleaned_data["code"],
            minutes=form.cleaned_data["extra_minutes"],
            reason=form.cleaned_data["reason"],
            actor=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("%(code)s has extra time.") % {"code": granted.registration.code})
        return redirect("contest_quiz_extra_time", round_id)
    granted = Accommodation.objects.filter(registration__contest=page.contest).select_related(
        "registration", "by"
    )
    return render(
        request,
        "contest_quizzes/admin/extra_time.html",
        {"round": page, "form": form, "granted": granted.order_by("-at")},
        status=422 if form.errors else 200,
    )
