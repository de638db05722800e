"""What a contestant reads of own attempts."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from contest_pages.quizzes.enums import KeyShown, ScoreShown
from contest_pages.quizzes.logic.drawing import option_order
from contest_pages.quizzes.models import Attempt, QuizRoundPage
from contest_pages.quizzes.queries.papers import keys_of, versions_of

#: Each says whether the results of a round are published; results fill it.
publishes_results: list[Callable[[QuizRoundPage], bool]] = []


def shows_score(page: QuizRoundPage, now: datetime.datetime) -> bool:
    """Say whether contestants see their scores of this round at `now`."""
    if page.score_shown == ScoreShown.AT_ONCE:
        return True
    if page.score_shown == ScoreShown.AFTER_CLOSING:
        return page.has_closed(now)
    return any(asks(page) for asks in publishes_results)


def shows_key(page: QuizRoundPage, now: datetime.datetime) -> bool:
    """Say whether contestants see the right answers at `now`: never while anybody may still answer."""
    if page.key_shown != KeyShown.AFTER_CLOSING or not page.has_closed(now):
        return False
    return not Attempt.objects.running().filter(round=page, ends_at__gte=now - page.rules.grace).exists()


def own_attempts(registration, page: QuizRoundPage, now: datetime.datetime) -> list[Attempt]:
    """Return the contestant's attempts of a round in their order, each with `shows_score`."""
    shown = shows_score(page, now)
    attempts = list(Attempt.objects.filter(registration=registration, round=page).order_by("pk"))
    for attempt in attempts:
        attempt.shows_score = shown
    return attempts


def question_cards(attempt: Attempt, *, with_key: bool = False) -> list[dict]:
    """Return the questions of an attempt as it shows them, with what was chosen; with the key if asked.

    Each is {version, number, options: [{letter, place, text, is_given, is_right}], is_right}.
    """
    versions = versions_of(attempt.questions)
    keys = keys_of(versions.values()) if with_key else {}
    cards = []
    for number, pk in enumerate(attempt.questions, start=1):
        version, right = versions[pk], keys.get(pk, frozenset())
        given = attempt.answers.get(str(pk), [None, 0])
        options = [
            {
                "letter": chr(65 + shown),
                "place": place,
                "text": version.options[place],
                "is_given": place == given[0],
                "is_right": place in right,
            }
            for shown, place in enumerate(option_order(attempt.seed, pk, len(version.options)))
        ]
        cards.append(
            {
                "version": version,
                "number": number,
                "options": options,
                "revision": given[1],
                "is_right": given[0] in right,
            }
        )
    return cards
