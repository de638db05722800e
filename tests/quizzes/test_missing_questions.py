"""A draw that cannot be filled says which set lacks how many questions, and about what."""

from __future__ import annotations

import pytest

from contest_pages.question_bank.models import QuestionTopic
from contest_pages.quizzes.enums import Draw
from contest_pages.quizzes.models.page import TopicShare
from contest_pages.quizzes.readiness import reasons_against
from tests.factories import QuestionFactory, QuestionSetFactory, QuizRoundPageFactory

pytestmark = pytest.mark.django_db


def test_the_topic_that_lacks_questions_is_named(stage):
    services, safety = (QuestionTopic.objects.create(name=name) for name in ("Dịch vụ công", "An toàn số"))
    week = QuestionSetFactory(name="Tuần 1", size=0)
    for _number in range(3):
        QuestionFactory(checked=True, sets=[week], topic=services)
    QuestionFactory(checked=True, sets=[week], topic=safety)
    page = QuizRoundPageFactory(parent=stage.contest, question_set=week, draw=Draw.BY_TOPIC)
    page.topic_shares = [TopicShare(topic=services, count=2), TopicShare(topic=safety, count=5)]
    assert reasons_against(page) == [
        "“Tuần 1” còn thiếu 4 câu đã duyệt thuộc chủ đề “An toàn số” để đủ một lượt thi."
    ]


def test_without_topics_the_set_is_named(stage):
    page = QuizRoundPageFactory(
        parent=stage.contest, question_set=QuestionSetFactory(name="Tuần 2", size=3), question_count=10
    )
    assert reasons_against(page) == ["“Tuần 2” còn thiếu 7 câu đã duyệt để đủ một lượt thi."]


def test_a_round_without_a_set_says_so_once(stage):
    page = QuizRoundPageFactory(parent=stage.contest, question_set=None)
    assert reasons_against(page) == ["Chưa chọn bộ câu hỏi."]
