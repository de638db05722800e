"""What everybody sees of a quiz: its page, the way in, practice. Nothing here knows who asks."""

from __future__ import annotations

import datetime
import secrets

from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from contest_pages import asked, page_cache
from contest_pages.contests.models.form_page import Fragment
from contest_pages.quizzes.domain.taking import check_open
from contest_pages.quizzes.errors import QuizClosed
from contest_pages.quizzes.logic.drawing import option_order, shuffled
from contest_pages.quizzes.models import Question, QuizRoundPage
from contest_pages.quizzes.queries.papers import paper_of
from contest_pages.quizzes.queries.statistics import public_figures
from contest_pages.quizzes.views.notes import notes_on_start_page
from contest_pages.registrations.forms import AddressForm
from contest_pages.seen_at import shown_at


def door_for_quiz(page: QuizRoundPage, *, now: datetime.datetime) -> Fragment:
    """Return the form that leads a registered contestant to the quiz, or why it is shut."""
    context = {"page": page, "closed": "", "form": None, "closes_at": page.closes_at}
    paper = paper_of(page.pk)
    try:
        if paper is not None:
            check_open(paper, now)
        context["form"] = AddressForm()
        context["registering"] = page.contest.registration_pages
        context["answer_first"] = page.answer_first
    except QuizClosed as closed:
        context["closed"] = closed.message
    return Fragment("contest_quizzes/_door.html", context)


def start_page(page: QuizRoundPage, request):
    """Draw the page of a round: rules, clock, way in, study papers, figures of the day before."""
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
            "deadline": page.closes_at if page.is_open(now) else page.opens_at,
            "offers_practice": bool(page.practice_count) and _practice_questions(page).exists(),
            "figures": figures,
            "notes": [note for make in notes_on_start_page if (note := make(page)) is not None],
        },
    )


def _practice_questions(page: QuizRoundPage):
    """Return the released questions of this round's sets; where they have none, all released ones."""
    released = Question.objects.asked_in_practice()
    sets = {page.question_set_id, *(audience.question_set_id for audience in page.audience_list)} - {None}
    own = released.filter(sets__in=sets).distinct()
    return own if sets and own.exists() else released


def practice(page: QuizRoundPage, request):
    """Show some released questions; with answers in the address say which are right, and why.

    Everything stands in the address: nothing is kept, nothing counts, and it works without scripts.
    """
    seed = asked.words(request.GET, "de")[:20]
    wants_new = not seed
    seed = seed or secrets.token_hex(4)
    pool = dict(_practice_questions(page).order_by("pk").values_list("pk", "current_id"))
    chosen = shuffled(seed, pool)[: page.practice_count]
    versions = {
        found.pk: found.current for found in Question.objects.filter(pk__in=chosen).select_related("current")
    }
    is_answered = "xem" in request.GET
    cards = []
    for number in chosen:
        version = versions[number]
        given = asked.number(request.GET, f"q{version.pk}")
        options = [
            {"place": place, "text": version.options[place], "is_right": place == version.right, "is_given": place == given}
            for place in option_order(seed, version.pk, len(version.options))
        ]  # fmt: skip
        cards.append({"version": version, "options": options, "is_right": given == version.right})
    response = page.render(
        request,
        template="contest_quizzes/practice.html",
        context_overrides={
            "cards": cards,
            "seed": seed,
            "is_answered": is_answered,
            "right": sum(card["is_right"] for card in cards),
        },
    )
    if wants_new or is_answered:
        add_never_cache_headers(response)
    return response
