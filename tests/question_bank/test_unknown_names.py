"""Topics and sets that the bank does not know are asked about: a misspelt set would be one that no round asks."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contest_pages.question_bank.domain.question_list import (
    Names,
    import_questions,
    read_questions,
    unknown_names,
)
from contest_pages.question_bank.errors import QuestionRefused
from contest_pages.question_bank.models import Question, QuestionSet, QuestionTopic
from tests.factories import QuestionFactory, UserFactory
from tests.question_bank.test_bank import ROW, spreadsheet

pytestmark = pytest.mark.django_db


def row(text: str, topic: str, sets: str) -> list[str]:
    return [text, *ROW[1:8], topic, *ROW[9:13], sets]


@pytest.fixture
def known():
    return QuestionTopic.objects.create(name="An toàn thông tin"), QuestionSet.objects.create(name="Tuần 1")


def test_names_that_differ_in_case_marks_and_spaces_are_known(known):
    found = read_questions(spreadsheet(row("Một?", "an toàn  THÔNG TIN", "tuần 1")))
    assert unknown_names(found.questions) == Names()
    import_questions(questions=found.questions, actor=UserFactory())
    question = Question.objects.get()
    assert (question.topic, question.sets.get()) == known


def test_an_unknown_name_is_not_created_unless_that_is_decided(known):
    found = read_questions(spreadsheet(row("Một?", "An toàn thông tinn", "Tuần 11")))
    assert unknown_names(found.questions) == Names({"An toàn thông tinn": None}, {"Tuần 11": None})
    with pytest.raises(QuestionRefused, match="Tuần 11"):
        import_questions(questions=found.questions, actor=UserFactory())
    assert not Question.objects.exists()
    assert (QuestionTopic.objects.count(), QuestionSet.objects.count()) == (1, 1)


def test_it_is_taken_for_what_was_chosen(client, roles, known):
    topic, week = known
    client.force_login(roles["question_writers"])
    file = spreadsheet(
        row("Một?", "An toàn thông tinn", "Tuần 11; Tuần 1"), row("Hai?", "An toàn thông tinn", "Tuần 2")
    )
    preview = client.post(reverse("contest_import_questions"), {"file": file}).url
    form = client.get(preview).context["asked"]
    proposed = {bound.name: bound.initial for bound in form}
    assert proposed["questiontopic-0"] == str(topic.pk)
    answers = {"questiontopic-0": str(topic.pk), "questionset-0": "new", "questionset-1": str(week.pk)}
    assert client.post(preview, answers).status_code == 302
    assert QuestionTopic.objects.get() == topic
    first, second = Question.objects.order_by("pk")
    assert [found.name for found in first.sets.order_by("name")] == ["Tuần 1", "Tuần 11"]
    assert second.sets.get() == week


def test_who_writes_a_question_hears_of_one_that_says_nearly_the_same(client, roles):
    QuestionFactory(text="Chuyển đổi số là gì theo Quyết định 749?")
    client.force_login(roles["question_writers"])
    other = QuestionFactory(text="Câu khác hẳn về chữ ký số?", written_by=roles["question_writers"])
    address = reverse("wagtailsnippets_contest_question_bank_question:edit", args=[other.pk])
    form = client.get(address).context["form"]
    data = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-{key}": value for key, value in formset.management_form.initial.items()}
        data |= {
            bound.html_name: bound.value()
            for part in formset.forms
            for bound in part
            if bound.value() not in (None, False)
        }
    data["text"] = "Chuyển đổi số là gì, theo Quyết định 749?"
    words = client.post(address, data, follow=True).content.decode()
    assert "Gần giống" in words
