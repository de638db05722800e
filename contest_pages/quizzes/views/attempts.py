"""The views of attempts: begin, answer, submit, receipt.

An attempt's address is a secret that no other site can know, so its forms need no CSRF token, and a page that
was open overnight can still be submitted.
"""

from __future__ import annotations

import datetime
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contest_pages import hooks
from contest_pages.contests.models.form_page import Fragment
from contest_pages.publishing import page_parts
from contest_pages.quizzes.domain import attempts as domain
from contest_pages.quizzes.domain.claiming import unconfirmed_claims
from contest_pages.quizzes.domain.undone_opening import discarded_sentences
from contest_pages.quizzes.domain.waiting import PLACE_TIMEOUT, POLL_INTERVAL, admit_or_queue
from contest_pages.quizzes.errors import AllPlacesTaken, NotComplete, QuizClosed, QuizRefused
from contest_pages.quizzes.links import attempt_of, attempt_path
from contest_pages.quizzes.logic.attempts import is_over
from contest_pages.quizzes.logic.predictions import TypedPrediction, write_prediction
from contest_pages.quizzes.models import Attempt, QuizRoundPage
from contest_pages.quizzes.queries.own import (
    counted_fields,
    own_attempts,
    question_cards,
    shows_key,
    shows_score,
)
from contest_pages.quizzes.queries.snapshots import QuizSnapshot, snapshot_of
from contest_pages.quizzes.views.claiming import kept_seconds, show_unnamed
from contest_pages.quizzes.views.marks import trace_in
from contest_pages.quizzes.views.receiving import read_given, save_or_submit, times_of
from contest_pages.registrations.access.decorators import for_contestant, private, wrong_link
from contest_pages.registrations.queries.wanted import Wanted


@page_parts.makes(QuizRoundPage, "personal section")
def section_for_contestant(page: QuizRoundPage, registration, *, now: datetime.datetime) -> Fragment:
    """Return the contestant's attempts of the round, and the button or the refusal for another."""
    snapshot = snapshot_of(page.pk)
    attempts = own_attempts(registration, page, now)
    refusal, left = "", None
    running = next(
        (
            own
            for own in attempts
            if not own.attempt.is_submitted and not is_over(now, own.attempt.ends_at, page.rules)
        ),
        None,
    )
    try:
        if snapshot is None:
            raise QuizClosed(_("This round is not published."))
        domain.check_open(snapshot, now)
        left = domain.attempts_left(domain.used_now(snapshot, registration, now), snapshot)
        if left == 0:
            refusal = domain.all_used(snapshot)
    except QuizRefused as closed:
        refusal = closed.message
    return Fragment(
        "contest_quizzes/_personal_section.html",
        {
            "round": page,
            "attempts": [own for own in attempts if own.attempt.is_submitted],
            "running": running,
            "refusal": refusal,
            "left": left,
            "wanted": _wanted(page, running, may_begin=not refusal and not attempts),
            "claimed": unconfirmed_claims(registration, page),
            "discarded": discarded_sentences(registration, page),
            "notes": hooks.call(
                "contestant_round_notes", registration=registration, round_page=page, now=now
            ),
        },
    )


def _wanted(page: QuizRoundPage, running, *, may_begin: bool) -> list[Wanted]:
    """Return that an attempt is running, or that the first one may be begun."""
    if running is not None:
        words = _("Your attempt of %(round)s is running") % {"round": page.title}
        return [Wanted(words, _("Go on with your attempt"), running.path, running.attempt.ends_at)]
    if may_begin:
        words = _("%(round)s is open") % {"round": page.title}
        return [Wanted(words, page.call_with_title, f"#vong-{page.pk}", page.closes_at, is_urgent=False)]
    return []


@require_http_methods(["GET", "POST"])
@for_contestant
def begin(request: HttpRequest, registration, round_id: int) -> HttpResponse:
    """Begin an attempt, or continue the running one; where all places are taken, show the queue."""
    snapshot, now = snapshot_of(round_id), timezone.now()
    if snapshot is None or not snapshot.page.is_child_of(registration.contest):
        raise Http404
    if request.method == "GET":
        return redirect("contest_personal", request.contestant_token)
    try:
        attempt, _new = domain.begin(
            snapshot=snapshot,
            registration=registration,
            now=now,
            trace=trace_in(request, snapshot.rules),
            admit=partial(admit_or_queue, round_page=snapshot.page, registration=registration, now=now),
        )
    except AllPlacesTaken as full:
        return _show_queue(request, registration, snapshot, full.place)
    except QuizRefused as refused:
        messages.error(request, refused.message)
        return redirect("contest_personal", request.contestant_token)
    return redirect(attempt_path(attempt, registration.link_number))


def _show_queue(request, registration, snapshot: QuizSnapshot, place: int) -> HttpResponse:
    response = render(
        request,
        "contest_quizzes/waiting.html",
        {
            "round": snapshot.page,
            "contest": registration.contest,
            "token": request.contestant_token,
            "place": place,
            "poll_interval": POLL_INTERVAL,
            "poll_seconds": int(POLL_INTERVAL.total_seconds()),
            "place_timeout": PLACE_TIMEOUT,
        },
        status=503,
    )
    response["Retry-After"] = str(int(POLL_INTERVAL.total_seconds()))
    return response


def for_attempt(view):
    """Resolve the token to the attempt and its snapshot, and make the response private."""

    @csrf_exempt
    @private
    @wraps(view)
    def wrapped(request, token):
        attempt = attempt_of(token)
        snapshot = snapshot_of(attempt.round_id, live=False) if attempt is not None else None
        if snapshot is None:
            return wrong_link(request)
        request.attempt_token = token
        return view(request, attempt, snapshot)

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
@for_attempt
def show_attempt(request: HttpRequest, attempt: Attempt, snapshot: QuizSnapshot) -> HttpResponse:
    """Show the running attempt, or the receipt; on POST save, and submit if requested."""
    now = timezone.now()
    if request.method == "POST":
        return _save_or_submit(request, attempt, snapshot, now)
    if not attempt.is_submitted and is_over(now, attempt.ends_at, snapshot.rules):
        # GET writes nothing: the page says that the attempt is over; housekeeping, or the next POST, submits it.
        return _show_questions(request, attempt, snapshot, now, is_over=True)
    if attempt.is_submitted and attempt.registration_id is None:
        return show_unnamed(request, attempt, snapshot, now)
    if attempt.is_submitted:
        return _show_receipt(request, attempt, snapshot, now)
    return _show_questions(request, attempt, snapshot, now)


def _save_or_submit(
    request: HttpRequest, attempt: Attempt, snapshot: QuizSnapshot, now: datetime.datetime
) -> HttpResponse:
    given = read_given(request.POST, attempt, snapshot, now)
    if "nop" in request.POST:
        try:
            domain.submit(attempt, snapshot, **given, now=now)
        except NotComplete as refused:
            attempt = Attempt.objects.get(pk=attempt.pk)
            return _show_questions(request, attempt, snapshot, now, problem=refused.message)
        return HttpResponseRedirect(request.path)
    domain.save_answers(attempt, snapshot, **given, now=now)
    if "kiem-tra" in request.POST:
        return redirect("contest_check_attempt", request.attempt_token)
    messages.success(request, _("Your answers are saved."))
    return HttpResponseRedirect(request.path)


@require_GET
@for_attempt
def check(request: HttpRequest, attempt: Attempt, snapshot: QuizSnapshot) -> HttpResponse:
    """Show what is saved before it is submitted for good; an attempt that is over has nothing to check."""
    now = timezone.now()
    if attempt.is_submitted or is_over(now, attempt.ends_at, snapshot.rules):
        return redirect("contest_attempt", request.attempt_token)
    context = _context_of_running(request, attempt, snapshot, now)
    return render(request, "contest_quizzes/check.html", context)


@require_POST
@for_attempt
def save(request: HttpRequest, attempt: Attempt, snapshot: QuizSnapshot) -> JsonResponse:
    """Save the answers that the script sends, and submit if requested; return the time used and left."""
    return JsonResponse(save_or_submit(request.POST, attempt, snapshot, timezone.now()))


def _show_questions(request, attempt, snapshot, now, *, problem="", is_over=False) -> HttpResponse:
    return render(
        request,
        "contest_quizzes/attempt.html",
        {
            **_context_of_running(request, attempt, snapshot, now),
            "problem": problem,
            "is_over": is_over,
            "keep_seconds": kept_seconds(attempt, now),
        },
        status=422 if problem else 200,
    )


def _context_of_running(
    request, attempt: Attempt, snapshot: QuizSnapshot, now: datetime.datetime
) -> dict[str, Any]:
    """Return what the questions and the page before the submission show alike."""
    typed, answered = attempt.prediction_typed, len(attempt.answers)
    open_questions = len(attempt.questions) - answered
    return {
        "attempt": attempt,
        "round": snapshot.page,
        "rules": snapshot.rules,
        "token": request.attempt_token,
        "cards": question_cards(attempt),
        "answered": answered,
        "open_questions": open_questions,
        "lacking": domain.what_is_missing(open_questions, attempt.prediction, typed, snapshot.rules),
        "prediction_typed": typed or write_prediction(attempt.prediction),
        "prediction_problem": TypedPrediction.of(typed, snapshot.rules).problem,
        "times": times_of(attempt, now),
    }


def _show_receipt(request, attempt: Attempt, snapshot: QuizSnapshot, now: datetime.datetime) -> HttpResponse:
    with_key = shows_key(snapshot.page, now)
    return render(
        request,
        "contest_quizzes/receipt.html",
        {
            "attempt": attempt,
            "round": snapshot.page,
            "rules": snapshot.rules,
            "cards": question_cards(attempt, with_key=with_key),
            "shows_key": with_key,
            "shows_score": shows_score(snapshot.page, now),
            "prediction": write_prediction(attempt.prediction),
            "lines": attempt.receipt(),
            "counted": counted_fields(attempt),
            "is_open": snapshot.page.is_open(now),
        },
    )
