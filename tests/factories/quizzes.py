"""Questions, quiz rounds and attempts."""

from __future__ import annotations

import datetime
from decimal import Decimal

import factory
import wagtail_factories

from contest_pages.quizzes.domain.checking import check_question
from contest_pages.quizzes.domain.taking import begin, submit
from contest_pages.quizzes.models import (
    Question,
    QuestionOption,
    QuestionSet,
    QuestionTopic,
    QuizRoundPage,
)
from contest_pages.quizzes.queries.papers import paper_of

from .pages import NOW, hanoi
from .people import UserFactory


class QuestionTopicFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Chủ đề {n}")

    class Meta:
        model = QuestionTopic


class QuestionSetFactory(factory.django.DjangoModelFactory):
    """A set with so many checked questions; the first option of each is right."""

    name = factory.Sequence(lambda n: f"Bộ câu hỏi {n}")

    class Meta:
        model = QuestionSet

    @classmethod
    def _create(cls, model_class, *args, size=10, topic=None, **kwargs):
        found = super()._create(model_class, *args, **kwargs)
        for _number in range(size):
            QuestionFactory(sets=[found], topic=topic, checked=True)
        return found


class QuestionFactory(factory.django.DjangoModelFactory):
    """A question of four options, the first of them right; `checked` by somebody else than its writer."""

    text = factory.Sequence(lambda n: f"Câu hỏi thử số {n} hỏi về điều gì?")
    written_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Question

    @classmethod
    def _create(cls, model_class, *args, sets=(), options=None, checked=False, **kwargs):
        question = model_class(*args, **kwargs)
        question.save()
        question.sets.set(sets)
        question.options = [
            QuestionOption(sort_order=place, text=text, is_right=place == 0)
            for place, text in enumerate(options or ("Đúng", "Sai một", "Sai hai", "Sai ba"))
        ]
        question.save()
        if checked:
            check_question(question=question, actor=UserFactory(), now=NOW)
            question.refresh_from_db()
        return question


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
    """Let a contestant take the quiz with so many right answers; the others get a wrong option."""
    paper = paper_of(round_page.pk)
    attempt, _new = begin(paper=paper, registration=registration, now=at)
    count = len(attempt.questions) if answered is None else answered
    given = {
        str(version): (0 if place < right else 1, 1000)
        for place, version in enumerate(attempt.questions[:count])
    }
    return submit(
        attempt,
        paper,
        given=given,
        prediction=Decimal(prediction),
        now=at + datetime.timedelta(seconds=seconds),
    )
