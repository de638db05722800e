"""A contestant takes the quiz: begins, answers, hands in, gets the receipt.

An attempt's address is a key that only its contestant has: no other site can know it, so its forms carry
no further token, and a page that lay open overnight still hands in.
"""

from __future__ import annotations

import datetime
from functools import partial, wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from contest_pages.contests.models.form_page import Fragment
from contest_pages.quizzes.domain import taking
from contest_pages.quizzes.domain.naming import claimed_by
from contest_pages.quizzes.domain.waiting import ask_to_enter
from contest_pages.quizzes.errors import AllPlacesTaken, NotAPrediction, NotComplete, QuizRefused
from contest_pages.quizzes.links import attempt_of, attempt_path
from contest_pages.quizzes.logic.attempts import is_over
from contest_pages.quizzes.logic.predictions import read_prediction, write_prediction
from contest_pages.quizzes.models import Attempt, QuizRoundPage
from contest_pages.quizzes.queries.own import own_attempts, question_cards, shows_key, shows_score
from contest_pages.quizzes.queries.papers import Paper, paper_of
from contest_pages.quizzes.views.marks import trace_in
from contest_pages.quizzes.views.naming import show_unnamed
from contest_pages.quizzes.views.notes import notes_for_contestants
from contest_pages.registrations.views.confirming import private, wrong_link
from contest_pages.registrations.views.personal import for_contestant


def section_for_contestant(page: QuizRoundPage, registration, *, now: datetime.datetime) -> Fragment:
    """Return this contestant's attempts of the round, and whether another may be begun."""
    paper = paper_of(page.pk)
    attempts = own_attempts(registration, page, now)
    for own in attempts:
        own.path = attempt_path(own, registration.link_number)
    refusal, left = "", None
    running = next(
        (a for a in attempts if not a.is_submitted and not is_over(now, a.ends_at, page.rules)), None
    )
    try:
        taking.check_open(paper, now)
        left = taking.attempts_left(taking.used_now(paper, registration, now), paper)
        if left == 0:
            refusal = taking.all_used(paper)
    except QuizRefused as closed:
        refusal = closed.message
    return Fragment(
        "contest_quizzes/_personal_section.html",
        {
            "round": page,
            "attempts": [a for a in attempts if a.is_submitted],
            "running": running,
            "refusal": refusal,
            "left": left,
            "claimed": claimed_by(registration, page),
            "notes": [note for make in notes_for_contestants if (note := make(registration, page, now))],
        },
    )


@require_http_methods(["GET", "POST"])
@for_contestant
def begin(request: HttpRequest, registration, round_id: int) -> HttpResponse:
    """Begin an attempt, or go on with the running one; where all places are taken, stand in the queue."""
    paper, now = paper_of(round_id), timezone.now()
    if paper is None or not paper.page.is_child_of(registration.contest):
        raise Http404
    if request.method == "GET":
        return redirect("contest_personal", request.contestant_token)
    try:
        attempt, _new = taking.begin(
            paper=paper,
            registration=registration,
            now=now,
            trace=trace_in(request, paper.rules),
            admit=partial(ask_to_enter, round_page=paper.page, registration=registration, now=now),
        )
    except AllPlacesTaken as full:
        return _show_queue(request, registration, paper, full.place)
    except QuizRefused as refused:
        messages.error(request, refused.message)
        return redirect("contest_personal", request.contestant_token)
    return redirect(attempt_path(attempt, registration.link_number))


def _show_queue(request, registration, paper: Paper, place: int) -> HttpResponse:
    response = render(
        request,
        "contest_quizzes/waiting.html",
        {
            "round": paper.page,
            "contest": registration.contest,
            "token": request.contestant_token,
            "place": place,
        },
        status=503,
    )
    response["Retry-After"] = "10"
    return response


def for_attempt(view):
    """Turn the token into the attempt and its paper, keep the answer private."""

    @csrf_exempt
    @private
    @wraps(view)
    def wrapped(request, token):
        attempt = attempt_of(token)
        paper = paper_of(attempt.round_id, live=False) if attempt is not None else None
        if paper is None:
            return wrong_link(request)
        request.attempt_token = token
        return view(request, attempt, paper)

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
@for_attempt
def attempt(request: HttpRequest, attempt: Attempt, paper: Paper) -> HttpResponse:
    """Show the running attempt, or the receipt; on POST save, and hand in where that was asked for."""
    now = timezone.now()
    if request.method == "POST":
        return _take(request, attempt, paper, now)
    if not attempt.is_submitted and is_over(now, attempt.ends_at, paper.rules):
        # Reading writes nothing: the page says what the sweeper, or the next click, will do.
        return _show_paper(request, attempt, paper, now, is_over=True)
    if attempt.is_submitted and attempt.registration_id is None:
        return show_unnamed(request, attempt, paper, now)
    if attempt.is_submitted:
        return _show_receipt(request, attempt, paper, now)
    return _show_paper(request, attempt, paper, now)


def _take(request: HttpRequest, attempt: Attempt, paper: Paper, now: datetime.datetime) -> HttpResponse:
    given = read_answers(request.POST, attempt, now)
    typed = request.POST.get("du-doan", "")
    try:
        prediction = read_prediction(typed, paper.rules)
    except NotAPrediction as refused:
        taking.save_answers(attempt, paper, given=given, now=now)
        return _show_paper(request, attempt, paper, now, problem=refused.message, typed=typed)
    if "nop" not in request.POST:
        taking.save_answers(attempt, paper, given=given, prediction=prediction, now=now)
        messages.success(request, _("Your answers are saved."))
    else:
        try:
            taking.submit(attempt, paper, given=given, prediction=prediction, now=now)
        except NotComplete as refused:
            attempt = Attempt.objects.get(pk=attempt.pk)
            return _show_paper(request, attempt, paper, now, problem=refused.message)
    return HttpResponseRedirect(request.path)


@require_POST
@for_attempt
def save(request: HttpRequest, attempt: Attempt, paper: Paper) -> JsonResponse:
    """Keep the answers that the script sends while the contestant goes on; say how much time is left."""
    now = timezone.now()
    try:
        prediction = read_prediction(request.POST.get("du-doan", ""), paper.rules)
        problem = ""
    except NotAPrediction as refused:
        prediction, problem = None, refused.message
    given = read_answers(request.POST, attempt, now)
    attempt = taking.save_answers(attempt, paper, given=given, prediction=prediction, now=now)
    return JsonResponse(
        {
            "submitted": attempt.is_submitted,
            "milliseconds": max(0, int((attempt.ends_at - now).total_seconds() * 1000)),
            "problem": problem,
        }
    )


def read_answers(posted, attempt: Attempt, now: datetime.datetime) -> dict[str, tuple[int, int]]:
    """Return {question: (option, revision)} from a form.

    A revision is the milliseconds since the beginning at which the option was chosen, as the page counts
    them by the server's clock; without a script it is the moment at which the form arrives.
    """
    elapsed = max(1, int((now - attempt.started_at).total_seconds() * 1000))
    given = {}
    for version in attempt.questions:
        option = posted.get(f"q{version}", "")
        if option.isascii() and option.isdigit() and len(option) < 3:
            said = posted.get(f"r{version}", "")
            revision = int(said) if said.isascii() and said.isdigit() and len(said) < 12 else elapsed
            given[str(version)] = (int(option), min(revision, elapsed))
    return given


def _show_paper(request, attempt, paper, now, *, problem="", typed=None, is_over=False) -> HttpResponse:
    return render(
        request,
        "contest_quizzes/attempt.html",
        {
            "attempt": attempt,
            "round": paper.page,
            "rules": paper.rules,
            "token": request.attempt_token,
            "cards": question_cards(attempt),
            "answered": len(attempt.answers),
            "problem": problem,
            "is_over": is_over,
            "prediction_typed": write_prediction(attempt.prediction) if typed is None else typed,
            "elapsed": int((now - attempt.started_at).total_seconds() * 1000),
            "remaining": max(0, int((attempt.ends_at - now).total_seconds() * 1000)),
        },
        status=422 if problem else 200,
    )


def _show_receipt(request, attempt: Attempt, paper: Paper, now: datetime.datetime) -> HttpResponse:
    with_key = shows_key(paper.page, now)
    return render(
        request,
        "contest_quizzes/receipt.html",
        {
            "attempt": attempt,
            "round": paper.page,
            "rules": paper.rules,
            "cards": question_cards(attempt, with_key=with_key),
            "shows_key": with_key,
            "shows_score": shows_score(paper.page, now),
            "prediction": write_prediction(attempt.prediction),
            "lines": attempt.receipt(),
        },
    )
