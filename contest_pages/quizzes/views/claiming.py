"""Attempts of visitors who answer before they register, and the contestants' answers to claims."""

from __future__ import annotations

import datetime
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from contest_pages.contests.models.visibility import passes_restrictions
from contest_pages.http import rate_limits
from contest_pages.publishing import page_parts
from contest_pages.quizzes.domain import attempts as domain
from contest_pages.quizzes.domain import claiming
from contest_pages.quizzes.domain.waiting import PLACE_TIMEOUT, admit_unnamed
from contest_pages.quizzes.errors import AllPlacesTaken, QuizClosed, QuizRefused
from contest_pages.quizzes.links import UNNAMED, attempt_path, attempt_token, unnamed_attempt_of
from contest_pages.quizzes.logic.predictions import write_prediction
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.own import counted_fields
from contest_pages.quizzes.queries.snapshots import QuizSnapshot, snapshot_of
from contest_pages.quizzes.views.marks import trace_in
from contest_pages.registrations.access.decorators import private, with_fresh_link
from contest_pages.registrations.queries.open_form import page_with_form


@csrf_exempt  # harmless: another site could only begin an anonymous attempt, which does not count
@require_http_methods(["GET", "POST"])
@private
def begin_unnamed(request: HttpRequest, round_id: int) -> HttpResponse:
    """Begin an attempt without a registration; rate limited by network."""
    snapshot, now = snapshot_of(round_id), timezone.now()
    if snapshot is None or (snapshot.is_restricted and not passes_restrictions(request, snapshot.page)):
        raise Http404
    if request.method == "GET":
        return redirect(snapshot.page.full_url)
    try:
        network = rate_limits.visitor_network(request)
        rate_limits.count(request, what="quiz", who=network, rate="RATE_QUIZ_ADDRESS")
        attempt = domain.begin_unnamed(
            snapshot=snapshot,
            now=now,
            earlier=_attempt_of_device(request, round_id),
            trace=trace_in(request, snapshot.rules),
            admit=partial(admit_unnamed, now),
        )
    except QuizClosed:
        return redirect(snapshot.page.full_url)  # the page says why
    except AllPlacesTaken:
        return _try_later(
            request,
            snapshot,
            503,
            _(
                "Very many people are taking the quiz right now. Whoever is registered stands in a queue and goes first; please try again in a few minutes, or register and stand in the queue as well."
            ),
        )
    except rate_limits.TooManyRequests as refused:
        return _try_later(request, snapshot, 429, refused.message)
    response = redirect(attempt_path(attempt, UNNAMED))
    _remember_on_device(response, request, attempt, snapshot, now)
    return response


def _cookie(round_id: int) -> str:
    return f"contest-quiz-{round_id}"


def _attempt_of_device(request: HttpRequest, round_id: int) -> Attempt | None:
    """Return the unclaimed attempt that this device has begun in a round."""
    return unnamed_attempt_of(request.COOKIES.get(_cookie(round_id), ""))


def _remember_on_device(
    response, request: HttpRequest, attempt: Attempt, snapshot: QuizSnapshot, now
) -> None:
    """Let the device send the attempt's token when it begins again, and with no other request."""
    closes_at = snapshot.page.closes_at or attempt.ends_at
    response.set_cookie(
        _cookie(snapshot.page.pk),
        attempt_token(attempt, UNNAMED),
        max_age=closes_at + claiming.CLAIM_PERIOD - now,
        path=request.path,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def _try_later(request: HttpRequest, snapshot: QuizSnapshot, status: int, message: str) -> HttpResponse:
    context = {"round": snapshot.page, "message": message}
    response = render(request, "contest_quizzes/waiting.html", context, status=status)
    response["Retry-After"] = str(int(PLACE_TIMEOUT.total_seconds()))
    return response


def kept_seconds(attempt: Attempt, now: datetime.datetime) -> int:
    """Return the seconds for which the device stores the address of an attempt: until it can no longer be claimed."""
    return max(0, int((attempt.ends_at + claiming.CLAIM_PERIOD - now).total_seconds()))


def show_unnamed(
    request: HttpRequest, attempt: Attempt, snapshot: QuizSnapshot, now: datetime.datetime
) -> HttpResponse:
    """Show the receipt without the score, and the registration form that claims the attempt."""
    pages = [page_with_form(page.pk) for page in snapshot.page.contest.registration_pages]
    forms = [page_parts.make(page, "form", now=now, attached_token=request.attempt_token) for page in pages]
    form = next((fragment for fragment in forms if fragment.context["form"]), forms[0] if forms else None)
    closings = [form.context.get("closes_at") if form is not None else None]
    deadline = min([attempt.submitted_at + claiming.CLAIM_PERIOD, *filter(None, closings)])
    return render(
        request,
        "contest_quizzes/receipt_unnamed.html",
        {
            "attempt": attempt,
            "round": snapshot.page,
            "rules": snapshot.rules,
            "cards": attempt.questions,
            "lines": attempt.receipt(),
            "counted": counted_fields(attempt),
            "is_open": snapshot.page.is_open(now),
            "prediction": write_prediction(attempt.prediction),
            "deadline": deadline,
            "keep_seconds": kept_seconds(attempt, now),
            "in_time": form is not None and now <= deadline,
            "form": form,
        },
    )


@require_http_methods(["GET", "POST"])
@with_fresh_link
def answer_claim(request: HttpRequest, registration, round_id: int) -> HttpResponse:
    """Confirm or reject the contestant's claim on an attempt; a GET request goes back to the contestant's page."""
    if request.method == "GET":
        return redirect("contest_personal", request.contestant_token)
    code = request.POST.get("code", "")
    attempt = get_object_or_404(Attempt.objects.submitted(), round=round_id, code=code)
    try:
        if request.POST.get("mine"):
            claiming.confirm_claim(attempt=attempt, registration=registration, now=timezone.now())
            messages.success(request, _("The attempt counts as yours now."))
        else:
            claiming.reject_claim(attempt=attempt, registration=registration)
            messages.success(request, _("Noted: the attempt is not yours."))
    except QuizRefused as refused:
        messages.error(request, refused.message)
    return redirect("contest_personal", request.contestant_token)
