"""Quiz rounds and attempts."""

from __future__ import annotations

import datetime
from decimal import Decimal

import factory
import wagtail_factories

from contest_pages.quizzes.domain.attempts import begin, submit
from contest_pages.quizzes.models import QuizRoundPage
from contest_pages.quizzes.queries.snapshots import snapshot_of

from .pages import NOW, hanoi
from .question_bank import QuestionSetFactory


class QuizRoundPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda n: f"Tuần {n}")
    slug = factory.Sequence(lambda n: f"tuan-{n}")
    show_in_menus = True
    opens_at = hanoi("2024-07-08 07:00")
    closes_at = hanoi("2024-07-14 24:00")
    question_set = factory.SubFactory(QuestionSetFactory)
    question_count = 5
    minutes = 15
    prediction = "all_right"

    class Meta:
        model = QuizRoundPage


def take_quiz(
    round_page,
    registration,
    *,
    right=5,
    prediction=10,
    at: datetime.datetime = NOW,
    seconds: int = 300,
    answered: int | None = None,
):
    """Submit an attempt of a contestant with `right` right answers; the other questions get a wrong option."""
    snapshot = snapshot_of(round_page.pk)
    attempt, _new = begin(snapshot=snapshot, registration=registration, now=at)
    count = len(attempt.questions) if answered is None else answered
    given = {
        str(version): (0 if place < right else 1, 1000)
        for place, version in enumerate(attempt.questions[:count])
    }
    return submit(
        attempt,
        snapshot,
        given=given,
        prediction=Decimal(prediction),
        now=at + datetime.timedelta(seconds=seconds),
    )
