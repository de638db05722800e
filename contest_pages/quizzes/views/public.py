"""The public pages of a quiz: its page, the sign-in form, practice. Responses do not depend on the visitor."""

from __future__ import annotations

import datetime
import secrets

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_GET

from contest_pages import hooks, vietnamese
from contest_pages.contests.models.form_page import Fragment
from contest_pages.contests.models.visibility import passes_restrictions, published, with_restriction
from contest_pages.http import query_params
from contest_pages.publishing import page_cache, page_parts
from contest_pages.publishing.preview_time import shown_at
from contest_pages.question_bank.models import Question
from contest_pages.quizzes.domain.attempts import check_open
from contest_pages.quizzes.errors import QuizClosed
from contest_pages.quizzes.logic.drawing import option_order, shuffled
from contest_pages.quizzes.models import QuizRoundPage
from contest_pages.quizzes.queries.own import OptionCard, QuestionCard
from contest_pages.quizzes.queries.snapshots import snapshot_of
from contest_pages.quizzes.queries.statistics import LIVE_SECONDS, live_figures, public_figures
from contest_pages.registrations.access.forms import AddressForm


@page_parts.makes(QuizRoundPage, "form")
def sign_in_form(page: QuizRoundPage, *, now: datetime.datetime) -> Fragment:
    """Return the form by which registered contestants get to the quiz, or why it is closed."""
    context = {"page": page, "closed": "", "form": None, "has_closed": page.has_closed(now)}
    snapshot = snapshot_of(page.pk)
    try:
        if snapshot is not None:
            check_open(snapshot, now)
        context["form"] = AddressForm()
        context["registering"] = page.contest.registration_pages
        context["answer_first"] = page.answer_first
    except QuizClosed as closed:
        context["closed"] = closed.message
    return Fragment("contest_quizzes/_sign_in_form.html", context)


@page_parts.makes(QuizRoundPage, "start page")
def start_page(page: QuizRoundPage, request):
    """Render the page of a round: rules, times, form, study documents, figures of the day before."""
    now = shown_at()
    figures = None
    if page.public_statistics:
        figures = page_cache.recall(
            request, ("quiz figures", page.pk), lambda: public_figures(page, timezone.localdate(now))
        )
    return page.render(
        request,
        context_overrides={
            "embedded": page.embedded_form(request),
            "sentences": page.rule_sentences(),
            "is_open_now": page.is_open(now),
            "opens_later": page.opens_at is not None and now < page.opens_at,
            "days_left": vietnamese.days_until(page.closes_at, now, is_closing=True)
            if page.closes_at and page.is_open(now)
            else "",
            "offers_practice": bool(page.practice_count) and _practice_questions(page).exists(),
            "figures": figures,
            "live": live_figures(page, now),
            "live_seconds": LIVE_SECONDS,
            "notes": hooks.call("round_notes", round_page=page),
        },
    )


@require_GET
def live_numbers(request, round_id: int):
    """Send the numbers of an open round that its page shows, for the script that renews them."""
    page = get_object_or_404(with_restriction(published(QuizRoundPage.objects.filter(pk=round_id))))
    if page.is_restricted and not passes_restrictions(request, page):
        raise Http404
    live = live_figures(page, timezone.now())
    if live is None:
        raise Http404
    response = render(
        request,
        "contest_quizzes/_live_figures.html",
        {"page": page, "live": live, "live_seconds": LIVE_SECONDS},
    )
    response["X-Robots-Tag"] = "noindex"
    if page.is_restricted:
        response["Cache-Control"] = "private, no-store"
    else:
        patch_cache_control(response, public=True, max_age=LIVE_SECONDS)
    return response


def _practice_questions(page: QuizRoundPage):
    """Return the released questions of this round's sets; without a set, all released ones."""
    released = Question.objects.for_practice()
    sets = {page.question_set_id, *(audience.question_set_id for audience in page.audience_list)} - {None}
    return released.filter(sets__in=sets).distinct() if sets else released


@page_parts.makes(QuizRoundPage, "practice")
def practice(page: QuizRoundPage, request):
    """Show some released questions; with answers in the query string show which are right, and why.

    All state is in the query string: nothing is stored, nothing counts, and it works without scripts.
    """
    seed = query_params.words(request.GET, "de")[:20]
    wants_new = not seed
    seed = seed or secrets.token_hex(4)
    pool = dict(_practice_questions(page).order_by("pk").values_list("pk", "current_id"))
    chosen = shuffled(seed, pool)[: page.practice_count]
    versions = {
        question.pk: question.current
        for question in Question.objects.filter(pk__in=chosen).select_related("current")
    }
    is_answered = "xem" in request.GET
    cards = []
    for number in chosen:
        version = versions[number]
        given = query_params.number(request.GET, f"q{version.pk}")
        options = [
            OptionCard(
                letter=chr(65 + shown),
                place=place,
                text=version.options[place],
                is_given=place == given,
                is_right=place == version.right,
            )
            for shown, place in enumerate(
                option_order(seed, version.pk, len(version.options), version.moving)
            )
        ]
        cards.append(
            QuestionCard(
                version=version,
                number=len(cards) + 1,
                options=options,
                revision=0,
                is_right=given == version.right,
            )
        )
    response = page.render(
        request,
        template="contest_quizzes/practice.html",
        context_overrides={
            "cards": cards,
            "seed": seed,
            "is_answered": is_answered,
            "right": sum(card.is_right for card in cards),
        },
    )
    if wants_new or is_answered:
        add_never_cache_headers(response)
    return response
