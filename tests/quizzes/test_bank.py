"""The question bank: two pairs of eyes, versions, lists in and out, likeness."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from contest_pages.quizzes.domain.checking import check_question, retire_question, take_question_back
from contest_pages.quizzes.domain.correcting import correct_key
from contest_pages.quizzes.domain.question_list import columns, export_questions, import_questions
from contest_pages.quizzes.domain.taking import begin
from contest_pages.quizzes.errors import QuestionRefused
from contest_pages.quizzes.models import Question, QuestionOption, QuestionVersion
from contest_pages.quizzes.queries.likeness import questions_like
from tests.factories import QuestionFactory, QuestionSetFactory, UserFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db


def a_list(*rows) -> io.BytesIO:
    workbook = Workbook()
    workbook.active.append(columns())
    for row in rows:
        workbook.active.append(row)
    file = io.BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


ROW = ["Ai nộp hồ sơ trực tuyến?", "Người dân", "Không ai", "", "", "", "", "A", "Dịch vụ công", "", "Dễ", "", "", "Tuần 1; Tuần 2"]  # fmt: skip


def test_whoever_wrote_a_question_does_not_check_it():
    question = QuestionFactory()
    with pytest.raises(QuestionRefused):
        check_question(question=question, actor=question.written_by, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionVersion.objects.create(
            question=question, number=1, text="x", options=["a", "b"], right=0,
            written_by=question.written_by, checked_by=question.written_by, checked_at=NOW,
        )  # fmt: skip


def test_only_checked_questions_that_are_not_retired_are_drawn():
    found = QuestionSetFactory(size=2)
    QuestionFactory(sets=[found])
    assert len(found.pool) == 2
    first = found.questions.order_by("pk").first()
    retire_question(question=first, actor=UserFactory())
    assert len(found.pool) == 1
    with pytest.raises(QuestionRefused):
        check_question(question=first, actor=UserFactory(), now=NOW)
    take_question_back(question=first, actor=UserFactory())
    assert len(found.pool) == 2


def test_a_changed_wording_is_a_new_version_and_the_old_one_stays_as_it_was():
    question = QuestionFactory(checked=True)
    before = question.current
    question.text = "Câu hỏi đã sửa lời"
    question.status = "draft"
    question.save()
    checked = check_question(question=question, actor=UserFactory(), now=NOW)
    assert (checked.current.number, checked.current.text) == (2, "Câu hỏi đã sửa lời")
    before.refresh_from_db()
    assert before.text != checked.current.text


def test_a_check_without_a_change_makes_no_version():
    question = QuestionFactory(checked=True)
    Question.objects.update(status="draft")
    assert check_question(question=question, actor=UserFactory(), now=NOW).versions.count() == 1


def test_a_question_has_one_right_option_at_most():
    question = QuestionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionOption.objects.create(question=question, text="Cũng đúng", is_right=True)
    question.options.all().delete()
    with pytest.raises(QuestionRefused):
        check_question(question=question, actor=UserFactory(), now=NOW)


def test_a_list_is_taken_whole_and_a_second_time_changes_nothing():
    writer = UserFactory()
    outcome = import_questions(file=a_list(ROW), actor=writer)
    assert (outcome.added, outcome.known, outcome.wrong) == (1, 0, [])
    question = Question.objects.get()
    assert (question.written_by, question.status, question.topic.name) == (writer, "draft", "Dịch vụ công")
    assert [found.name for found in question.sets.order_by("name")] == ["Tuần 1", "Tuần 2"]
    assert [(option.text, option.is_right) for option in question.options.all()] == [
        ("Người dân", True),
        ("Không ai", False),
    ]
    again = import_questions(file=a_list(ROW), actor=writer)
    assert (again.added, again.known) == (0, 1)


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        ({0: ""}, "A2"),
        ({1: "Không ai"}, "C2"),
        ({2: ""}, "B2"),
        ({2: "", 3: "Sau chỗ trống"}, "C2"),
        ({7: "C"}, "H2"),
        ({7: "AB"}, "H2"),
        ({7: ""}, "H2"),
        ({10: "Siêu khó"}, "K2"),
        ({1: "x" * 501}, "B2"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken(change, cell):
    row = [change.get(place, value) for place, value in enumerate(ROW)]
    other = ["Một câu khác hẳn?", *ROW[1:]]
    outcome = import_questions(file=a_list(other, row), actor=UserFactory())
    assert [name for name, _value, _reason in outcome.wrong][:1] == [cell.replace("2", "3")]
    assert not Question.objects.exists()


@pytest.mark.parametrize("file", [io.BytesIO(b"khong phai bang tinh"), a_list()])
def test_a_file_that_is_no_list_is_refused(file):
    outcome = import_questions(file=file, actor=UserFactory())
    assert outcome.wrong
    assert not Question.objects.exists()


def test_nearly_the_same_question_is_named():
    known = QuestionFactory(text="Ngày Chuyển đổi số quốc gia là ngày nào trong năm?")
    row = ["Ngày chuyển đổi số quốc gia là ngày nào trong năm nay?", *ROW[1:]]
    outcome = import_questions(file=a_list(row), actor=UserFactory())
    assert outcome.similar[0][:2] == (2, known.number)
    assert questions_like(known)[0][0].text == row[0]


def test_what_is_handed_out_can_be_taken_elsewhere():
    QuestionFactory(text="=HYPERLINK(nguy hiểm)", sets=[QuestionSetFactory(size=0)])
    file = io.BytesIO()
    export_questions(Question.objects.all(), file)
    file.seek(0)
    sheet = load_workbook(file).active
    assert sheet["A2"].value.startswith("'=")
    Question.objects.all().delete()
    file.seek(0)
    assert import_questions(file=file, actor=UserFactory()).added == 1
    assert Question.objects.get().options.count() == 4


def test_options_that_do_not_exist_cannot_be_right():
    version = QuestionFactory(checked=True).current
    for accepted in ([], [9], [-1]):
        with pytest.raises(ValidationError):
            correct_key(version=version, accepted=accepted, reason="x", actor=UserFactory(), now=NOW)


def test_a_running_attempt_keeps_the_version_that_it_was_dealt(quiz):
    attempt, _new = begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    question = Question.objects.get(current=attempt.questions[0])
    question.text, question.status = "Sửa giữa chừng", "draft"
    question.save()
    check_question(question=question, actor=UserFactory(), now=NOW)
    attempt.refresh_from_db()
    assert question.versions.first().pk in attempt.questions


def test_the_writers_screens_work_from_list_to_check(client, roles):
    client.force_login(roles["question_writers"])
    add = reverse("wagtailsnippets_contest_quizzes_question:add")
    data = {
        "text": "Câu hỏi gõ tay?", "topic": "", "audience": "", "difficulty": "easy", "source": "",
        "explanation": "", "options-TOTAL_FORMS": 3, "options-INITIAL_FORMS": 0,
        "options-MIN_NUM_FORMS": 0, "options-MAX_NUM_FORMS": 6,
        "options-0-text": "Một", "options-0-is_right": "on", "options-0-ORDER": 1,
        "options-1-text": "Hai", "options-1-ORDER": 2, "options-2-text": "Hai", "options-2-ORDER": 3,
    }  # fmt: skip
    assert "Có hai phương án giống nhau" in client.post(add, data).content.decode()
    data["options-2-text"] = "Ba"
    assert client.post(add, data).status_code == 302
    question = Question.objects.get()
    assert question.written_by == roles["question_writers"]
    look = reverse("contest_question", args=[question.pk])
    assert "đồng nghiệp sẽ duyệt" in client.get(look).content.decode()
    client.post(look, {"check": "1"})
    question.refresh_from_db()
    assert question.current is None
    Question.objects.update(written_by=UserFactory())
    client.post(look, {"check": "1", "next": "1"})
    question.refresh_from_db()
    assert question.status == "checked"
    index = client.get(
        reverse("wagtailsnippets_contest_quizzes_question:list") + "?q=go+tay"
    ).content.decode()
    assert "Câu hỏi gõ tay?" in index
    edit = reverse("wagtailsnippets_contest_quizzes_question:edit", args=[question.pk])
    options = list(question.options.all())
    data |= {f"options-{n}-id": option.pk for n, option in enumerate(options)} | {"options-INITIAL_FORMS": 3}
    data["text"] = "Câu hỏi gõ tay, sửa lời?"
    assert client.post(edit, data).status_code == 302
    question.refresh_from_db()
    assert (question.status, question.written_by) == ("draft", roles["question_writers"])
    assert "đã thay đổi" in client.get(look).content.decode()
    answer = client.post(reverse("contest_import_questions"), {"file": a_list(ROW)})
    assert answer.status_code == 302
    assert client.get(reverse("contest_question_template")).status_code == 200
    assert client.get(reverse("contest_export_questions")).status_code == 200
    wrong = reverse("contest_correct_key", args=[question.pk, 1])
    assert client.get(wrong).status_code == 200
    assert client.post(wrong, {"accepted": ["1"], "reason": ""}).status_code == 422
    assert client.post(wrong, {"accepted": ["1"], "reason": "In nhầm"}).status_code == 302


def test_the_list_of_questions_costs_the_same_queries_however_long_it_is(
    client, roles, django_assert_max_num_queries
):
    client.force_login(roles["question_writers"])
    QuestionSetFactory(size=25)
    with django_assert_max_num_queries(30):
        client.get(reverse("wagtailsnippets_contest_quizzes_question:list"))
