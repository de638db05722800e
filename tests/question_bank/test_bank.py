"""The question bank: writers and checkers, versions, import and export, near-duplicates, corrected keys."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from contest_pages.admin.roles import ROLES
from contest_pages.question_bank.domain.checking import check_question, retire_question, take_question_back
from contest_pages.question_bank.domain.correcting import correct_key
from contest_pages.question_bank.domain.question_list import (
    columns,
    export_questions,
    import_questions,
    read_questions,
    unknown_names,
)
from contest_pages.question_bank.errors import QuestionRefused
from contest_pages.question_bank.models import Question, QuestionOption, QuestionVersion
from contest_pages.question_bank.queries.similarity import questions_like
from contest_pages.question_bank.queries.versions import corrected_keys, keys_of
from contest_pages.question_bank.signals import key_corrected
from tests.factories import QuestionFactory, QuestionSetFactory, UserFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db


def spreadsheet(*rows) -> io.BytesIO:
    workbook = Workbook()
    workbook.active.append([column.label for column in columns()])
    for row in rows:
        workbook.active.append(row)
    file = io.BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def take(file, *, actor):
    """Read a list and take it; return the outcome and what is wrong."""
    found = read_questions(file)
    names = unknown_names(found.questions)  # all of them new
    outcome = import_questions(questions=found.questions, actor=actor, names=names)
    return SimpleNamespace(**vars(outcome), reading=found.reading, wrong=found.reading.wrong)


ROW = ["Ai nộp hồ sơ trực tuyến?", "Người dân", "Không ai", "", "", "", "", "A", "Dịch vụ công", "", "Dễ", "", "", "Tuần 1; Tuần 2"]  # fmt: skip


def test_the_writer_of_a_question_cannot_check_it():
    question = QuestionFactory()
    with pytest.raises(QuestionRefused):
        check_question(question=question, actor=question.written_by, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionVersion.objects.create(
            question=question, number=1, text="x", options=["a", "b"], right=0,
            written_by=question.written_by, checked_by=question.written_by, checked_at=NOW,
        )  # fmt: skip


def test_only_checked_questions_that_are_not_retired_are_drawn():
    question_set = QuestionSetFactory(size=2)
    QuestionFactory(sets=[question_set])
    assert len(question_set.pool) == 2
    first = question_set.questions.order_by("pk").first()
    retire_question(question=first, actor=UserFactory())
    assert len(question_set.pool) == 1
    with pytest.raises(QuestionRefused):
        check_question(question=first, actor=UserFactory(), now=NOW)
    take_question_back(question=first, actor=UserFactory())
    assert len(question_set.pool) == 2


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


def test_a_list_is_imported_whole_and_a_second_time_changes_nothing():
    writer = UserFactory()
    outcome = take(spreadsheet(ROW), actor=writer)
    assert (outcome.added, outcome.known, outcome.wrong) == (1, 0, [])
    question = Question.objects.get()
    assert (question.written_by, question.status, question.topic.name) == (writer, "draft", "Dịch vụ công")
    assert [question_set.name for question_set in question.sets.order_by("name")] == ["Tuần 1", "Tuần 2"]
    assert [(option.text, option.is_right) for option in question.options.all()] == [
        ("Người dân", True),
        ("Không ai", False),
    ]
    again = take(spreadsheet(ROW), actor=writer)
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
def test_a_wrong_cell_is_named_and_nothing_is_imported(change, cell):
    row = [change.get(place, value) for place, value in enumerate(ROW)]
    other = ["Một câu khác hẳn?", *ROW[1:]]
    outcome = take(spreadsheet(other, row), actor=UserFactory())
    assert [wrong.cell for wrong in outcome.wrong][:1] == [cell.replace("2", "3")]
    assert not Question.objects.exists()


@pytest.mark.parametrize("file", [io.BytesIO(b"khong phai bang tinh"), spreadsheet()])
def test_a_file_that_is_no_list_is_refused(file):
    outcome = take(file, actor=UserFactory())
    assert outcome.reading.refused
    assert not Question.objects.exists()


def test_a_near_duplicate_is_named():
    known = QuestionFactory(text="Ngày Chuyển đổi số quốc gia là ngày nào trong năm?")
    row = ["Ngày chuyển đổi số quốc gia là ngày nào trong năm nay?", *ROW[1:]]
    outcome = take(spreadsheet(row), actor=UserFactory())
    assert outcome.similar[0][:2] == (2, known.number)
    assert questions_like(known)[0][0].text == row[0]


def test_an_exported_list_can_be_imported_elsewhere():
    QuestionFactory(text="=HYPERLINK(nguy hiểm)", sets=[QuestionSetFactory(size=0)])
    file = io.BytesIO()
    export_questions(Question.objects.all(), file)
    file.seek(0)
    sheet = load_workbook(file).active
    assert sheet["A2"].value.startswith("'=")
    Question.objects.all().delete()
    file.seek(0)
    assert take(file, actor=UserFactory()).added == 1
    assert Question.objects.get().options.count() == 4


def test_options_that_do_not_exist_cannot_be_right():
    version = QuestionFactory(checked=True).current
    for accepted in ([], [9], [-1]):
        with pytest.raises(ValidationError):
            correct_key(version=version, accepted=accepted, reason="x", actor=UserFactory(), now=NOW)


def test_a_corrected_key_is_announced_and_counts_the_marks_that_its_listeners_changed():
    version = QuestionFactory(checked=True).current
    seen = []

    def mark_seven_again(sender, correction, actor, now, **kwargs):
        seen.append((correction.version, correction.accepted, transaction.get_connection().in_atomic_block))
        return 7

    key_corrected.connect(mark_seven_again)
    try:
        correction = correct_key(
            version=version, accepted=[2, 1, 2], reason="In nhầm", actor=UserFactory(), now=NOW
        )
    finally:
        key_corrected.disconnect(mark_seven_again)
    assert seen == [(version, [1, 2], True)]
    correction.refresh_from_db()
    assert (correction.changed_marks, correction.letters) == (7, "B, C")


def test_a_key_stays_as_it_was_where_marking_again_fails():
    version = QuestionFactory(checked=True).current

    def fail(sender, **kwargs):
        raise RuntimeError

    key_corrected.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            correct_key(version=version, accepted=[1], reason="x", actor=UserFactory(), now=NOW)
    finally:
        key_corrected.disconnect(fail)
    assert not version.corrections.exists()


def test_the_last_correction_of_a_key_is_the_one_that_counts():
    version = QuestionFactory(checked=True).current
    assert keys_of([version], {}) == {version.pk: frozenset([0])}
    for accepted in ([1], [1, 3]):
        correct_key(version=version, accepted=accepted, reason="x", actor=UserFactory(), now=NOW)
    assert corrected_keys() == {version.pk: frozenset([1, 3])}
    assert keys_of([version], corrected_keys()) == {version.pk: frozenset([1, 3])}


#: Screens that question writers open and no other role does.
SCREENS = {
    "list questions": lambda question: reverse("wagtailsnippets_contest_question_bank_question:list"),
    "view a question": lambda question: reverse("contest_question", args=[question.pk]),
    "import questions": lambda question: reverse("contest_import_questions"),
    "export questions": lambda question: reverse("contest_export_questions"),
    "correct a key": lambda question: reverse("contest_correct_key", args=[question.pk, 1]),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_only_question_writers_open_the_screens_of_the_bank(client, roles, screen):
    address = SCREENS[screen](QuestionFactory(checked=True))
    allowed = set()
    for key in ["nobody", *(role.key for role in ROLES)]:
        client.force_login(roles[key])
        response = client.get(address)
        if response.status_code == 200:
            allowed.add(key)
        else:
            assert response.status_code in (302, 403)
    assert allowed == {"question_writers"}


def test_the_writers_screens_work_from_list_to_check(client, roles):
    client.force_login(roles["question_writers"])
    add = reverse("wagtailsnippets_contest_question_bank_question:add")
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
    view = reverse("contest_question", args=[question.pk])
    assert "đồng nghiệp sẽ duyệt" in client.get(view).content.decode()
    client.post(view, {"check": "1"})
    question.refresh_from_db()
    assert question.current is None
    Question.objects.update(written_by=UserFactory())
    client.post(view, {"check": "1", "next": "1"})
    question.refresh_from_db()
    assert question.status == "checked"
    index = client.get(
        reverse("wagtailsnippets_contest_question_bank_question:list") + "?q=go+tay"
    ).content.decode()
    assert "Câu hỏi gõ tay?" in index
    edit = reverse("wagtailsnippets_contest_question_bank_question:edit", args=[question.pk])
    options = list(question.options.all())
    data |= {f"options-{n}-id": option.pk for n, option in enumerate(options)} | {"options-INITIAL_FORMS": 3}
    data["text"] = "Câu hỏi gõ tay, sửa lời?"
    assert client.post(edit, data).status_code == 302
    question.refresh_from_db()
    assert (question.status, question.written_by) == ("draft", roles["question_writers"])
    assert "đã thay đổi" in client.get(view).content.decode()
    answer = client.post(reverse("contest_import_questions"), {"file": spreadsheet(ROW)})
    assert client.get(answer.url).status_code == 200
    form = client.get(answer.url).context["asked"]
    assert client.post(answer.url, dict.fromkeys(form.fields, "")).status_code == 422
    assert not Question.objects.filter(text=ROW[0]).exists()
    assert client.post(answer.url, dict.fromkeys(form.fields, "new")).status_code == 302
    assert Question.objects.filter(text=ROW[0]).exists()
    assert client.get(reverse("contest_question_template")).status_code == 200
    assert client.get(reverse("contest_export_questions")).status_code == 200
    wrong = reverse("contest_correct_key", args=[question.pk, 1])
    assert client.get(wrong).status_code == 200
    assert client.post(wrong, {"accepted": ["1"], "reason": ""}).status_code == 422
    shown = client.post(wrong, {"accepted": ["1"], "reason": "In nhầm"})
    assert (shown.status_code, question.current.corrections.count()) == (200, 0)
    assert client.post(wrong, {"accepted": ["1"], "reason": "In nhầm", "sua-lai": "1"}).status_code == 200
    assert client.post(wrong, {"accepted": ["1"], "reason": "In nhầm", "xac-nhan": "1"}).status_code == 302
    assert client.post(wrong, {"accepted": ["1"], "reason": "In nhầm", "xac-nhan": "1"}).status_code == 422
    assert question.current.corrections.count() == 1


def test_the_list_of_questions_costs_the_same_queries_however_long_it_is(
    client, roles, django_assert_max_num_queries
):
    client.force_login(roles["question_writers"])
    QuestionSetFactory(size=25)
    with django_assert_max_num_queries(30):
        client.get(reverse("wagtailsnippets_contest_question_bank_question:list"))


@pytest.mark.parametrize("role", ["writers", "editors", "organisers", "administrators"])
def test_who_edits_pages_chooses_sets_and_topics_and_reads_no_question(client, roles, role):
    """No page names a question: its chooser is for those who may see the bank."""
    question = QuestionFactory(text="Câu hỏi chưa công bố?", sets=[QuestionSetFactory(size=0)])
    client.force_login(roles[role])
    for kind in ("question", "questionset", "questiontopic"):
        choose = reverse(f"wagtailsnippetchoosers_contest_question_bank_{kind}:choose")
        assert client.get(choose).status_code == (302 if kind == "question" else 200)
    for address in (
        reverse("wagtailsnippetchoosers_contest_question_bank_question:chosen", args=[question.pk]),
        reverse("wagtailsnippetchoosers_contest_question_bank_question:chosen_multiple")
        + f"?id={question.pk}",
    ):
        assert client.get(address).status_code == 302
