"""Answer first, say afterwards who you are: the way in without a name, and the way to one."""

from __future__ import annotations

import datetime
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from contest_pages import limits
from contest_pages.quizzes.domain import naming, taking
from contest_pages.quizzes.domain.waiting import ask_to_enter_unnamed
from contest_pages.quizzes.errors import AllPlacesTaken, QuizClosed, QuizRefused
from contest_pages.quizzes.links import UNNAMED, attempt_path
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.papers import Paper, paper_of
from contest_pages.quizzes.views.marks import trace_in
from contest_pages.registrations.queries.open_form import page_with_form
from contest_pages.registrations.views.confirming import private
from contest_pages.registrations.views.personal import for_contestant
from contest_pages.registrations.views.registering import form_for_page


@csrf_exempt  # nobody is named by it: another site could only begin an attempt that counts nowhere
@require_http_methods(["GET", "POST"])
@private
def begin_unnamed(request: HttpRequest, round_id: int) -> HttpResponse:
    """Begin an attempt of a visitor who is not named; only so many for each network."""
    paper, now = paper_of(round_id), timezone.now()
    if paper is None:
        raise Http404
    if request.method == "GET":
        return redirect(paper.page.full_url)
    try:
        network = limits.visitor_network(request)
        limits.count(request, what="quiz", who=network, rate="RATE_QUIZ_ADDRESS")
        attempt = taking.begin_unnamed(
            paper=paper,
            now=now,
            trace=trace_in(request, paper.rules),
            admit=partial(ask_to_enter_unnamed, now),
        )
    except QuizClosed:
        return redirect(paper.page.full_url)  # the page says why
    except AllPlacesTaken:
        return _ask_again(
            request,
            paper,
            503,
            _(
                "Very many people are taking the quiz right now. Whoever is registered stands in a queue and goes first; please try again in a few minutes, or register and stand in the queue as well."
            ),
        )
    except limits.TooMany as refused:
        return _ask_again(request, paper, 429, refused.message)
    return redirect(attempt_path(attempt, UNNAMED))


def _ask_again(request: HttpRequest, paper: Paper, status: int, message: str) -> HttpResponse:
    context = {"round": paper.page, "message": message}
    response = render(request, "contest_quizzes/waiting.html", context, status=status)
    response["Retry-After"] = "120"
    return response


def show_unnamed(
    request: HttpRequest, attempt: Attempt, paper: Paper, now: datetime.datetime
) -> HttpResponse:
    """Show what was handed in, without its score, and the form by which it gets its name."""
    pages = [page_with_form(page.pk) for page in paper.page.contest.registration_pages]
    forms = [form_for_page(page, now=now, brings=request.attempt_token) for page in pages]
    form = next((found for found in forms if found.context["form"]), forms[0] if forms else None)
    closings = [form.context.get("closes_at") if form is not None else None]
    deadline = min([attempt.submitted_at + naming.NAMED_WITHIN, *filter(None, closings)])
    return render(
        request,
        "contest_quizzes/receipt_unnamed.html",
        {
            "attempt": attempt,
            "round": paper.page,
            "rules": paper.rules,
            "cards": attempt.questions,
            "lines": attempt.receipt(),
            "deadline": deadline,
            "in_time": form is not None and now <= deadline,
            "form": form,
        },
    )


@require_POST
@for_contestant
def name_attempt(request: HttpRequest, registration, round_id: int) -> HttpResponse:
    """Take the contestant's word on an attempt that came without a name."""
    code = request.POST.get("code", "")
    attempt = get_object_or_404(Attempt.objects.submitted(), round=round_id, code=code)
    try:
        if request.POST.get("mine"):
            naming.name(attempt=attempt, registration=registration, now=timezone.now())
            messages.success(request, _("The attempt counts as yours now."))
        else:
            naming.disown(attempt=attempt, registration=registration)
            messages.success(request, _("Noted: the attempt is not yours."))
    except QuizRefused as refused:
        messages.error(request, refused.message)
    return redirect("contest_personal", request.contestant_token)
