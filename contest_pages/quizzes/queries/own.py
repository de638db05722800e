"""A contestant's own attempts, as view models."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from contest_pages import hooks
from contest_pages.question_bank.models import QuestionVersion
from contest_pages.question_bank.queries.versions import keys_of, versions_of
from contest_pages.quizzes.enums import KeyShown, ScoreShown
from contest_pages.quizzes.links import attempt_path
from contest_pages.quizzes.logic.drawing import option_order
from contest_pages.quizzes.models import Attempt, QuizRoundPage


def shows_score(page: QuizRoundPage, now: datetime.datetime) -> bool:
    """Say whether contestants see their scores of this round at `now`."""
    time = page.rules.score_time
    if time == ScoreShown.AT_ONCE:
        return True
    if time == ScoreShown.AFTER_CLOSING:
        return page.has_closed(now)
    return any(hooks.call("results_are_published", round_page=page))


def shows_key(page: QuizRoundPage, now: datetime.datetime) -> bool:
    """Say whether contestants see the right answers at `now`: never while an attempt of the round is running."""
    if page.key_shown != KeyShown.AFTER_CLOSING or not page.has_closed(now):
        return False
    return not Attempt.objects.running().filter(round=page, ends_at__gte=now - page.rules.grace).exists()


@dataclass(frozen=True)
class OwnAttempt:
    """An attempt on its contestant's own page, with its address, and whether its score is shown."""

    attempt: Attempt
    path: str
    shows_score: bool


def own_attempts(registration, page: QuizRoundPage, now: datetime.datetime) -> list[OwnAttempt]:
    """Return the contestant's attempts of a round in their order."""
    shown = shows_score(page, now)
    attempts = Attempt.objects.filter(registration=registration, round=page).order_by("pk")
    return [
        OwnAttempt(attempt, attempt_path(attempt, registration.link_number), shown) for attempt in attempts
    ]


@dataclass(frozen=True)
class OptionCard:
    """An option as an attempt shows it: its letter there, its position in the question as written."""

    letter: str
    place: int
    text: str
    is_given: bool
    is_right: bool


@dataclass(frozen=True)
class QuestionCard:
    """A question as an attempt shows it; `revision` is that of the given answer, `is_right` whether it is right."""

    version: QuestionVersion
    number: int
    options: list[OptionCard]
    revision: int
    is_right: bool

    @property
    def letter(self) -> str:
        """Return the letter of the given answer; empty without one."""
        return next((option.letter for option in self.options if option.is_given), "")

    @property
    def right_letter(self) -> str:
        """Return the letter of the right answer; empty where the key was not requested."""
        return next((option.letter for option in self.options if option.is_right), "")


def counted_fields(attempt: Attempt) -> str:
    """Return the submitted answers and prediction as JSON, by the names of the fields of the form."""
    fields = {f"q{version}": option for version, (option, _revision) in attempt.answers.items()}
    return json.dumps({**fields, "du-doan": attempt.prediction_typed})


def question_cards(attempt: Attempt, *, with_key: bool = False) -> list[QuestionCard]:
    """Return the questions of an attempt with the given answers, in the order shown; with the key if requested."""
    versions = versions_of(attempt.questions)
    keys = keys_of(versions.values()) if with_key else {}
    cards = []
    for number, pk in enumerate(attempt.questions, start=1):
        version, right = versions[pk], keys.get(pk, frozenset())
        given = attempt.answers.get(str(pk), [None, 0])
        options = [
            OptionCard(
                letter=chr(65 + shown),
                place=place,
                text=version.options[place],
                is_given=place == given[0],
                is_right=place in right,
            )
            for shown, place in enumerate(
                option_order(attempt.seed, pk, len(version.options), version.moving)
            )
        ]
        cards.append(
            QuestionCard(
                version=version,
                number=number,
                options=options,
                revision=given[1],
                is_right=given[0] in right,
            )
        )
    return cards
