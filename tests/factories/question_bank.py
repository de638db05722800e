"""Questions, topics and sets."""

from __future__ import annotations

import factory

from contest_pages.question_bank.domain.checking import check_question
from contest_pages.question_bank.models import Question, QuestionOption, QuestionSet, QuestionTopic

from .pages import NOW
from .people import UserFactory


class QuestionTopicFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Chủ đề {n}")

    class Meta:
        model = QuestionTopic


class QuestionSetFactory(factory.django.DjangoModelFactory):
    """A set of `size` checked questions; the first option of each is right."""

    name = factory.Sequence(lambda n: f"Bộ câu hỏi {n}")

    class Meta:
        model = QuestionSet

    @classmethod
    def _create(cls, model_class, *args, size=10, topic=None, **kwargs):
        question_set = super()._create(model_class, *args, **kwargs)
        for _number in range(size):
            QuestionFactory(sets=[question_set], topic=topic, checked=True)
        return question_set


class QuestionFactory(factory.django.DjangoModelFactory):
    """A question of four options, the first of them right; `checked` by another person than its writer."""

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
