"""What was exported and comes back unchanged changes nothing."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest_pages.files.spreadsheets import escape_formula
from contest_pages.lists.columns import Column
from contest_pages.lists.templates import empty_list
from contest_pages.lists.texts import tidy_lines
from contest_pages.lists.values import exact_text_of, split_choices, yes_or_no
from contest_pages.question_bank.domain.question_list import (
    export_questions,
    import_questions,
    read_questions,
)
from contest_pages.question_bank.models import Question
from tests.factories import QuestionFactory, UserFactory

from .files import read, saved

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("='+-@\n0123456789/%,.:;"), st.characters(codec="utf-8", exclude_categories=["C"])),
    max_size=40,
).map(tidy_lines).filter(lambda text: text and text.strip())  # fmt: skip
EXACT = [
    Column("text", "Câu hỏi", read=exact_text_of, required=True),
    Column("other", "Giải thích", read=exact_text_of),
]


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
@settings(max_examples=60)
def test_a_text_that_was_written_into_a_list_comes_back_as_it_was(rows):
    book = empty_list(EXACT)
    for row in rows:
        book.active.append([escape_formula(text) for text in row])
    reading = read(saved(book), EXACT)
    taken = [(row.texts["text"], row.texts["other"]) for row in reading.rows]
    passed_over = {row.number for row in reading.passed_over}
    expected = [
        row
        for number, row in enumerate(rows, start=2)
        if number not in passed_over and not {number} & {int(wrong.cell[1:]) for wrong in reading.wrong}
    ]
    assert [row for row in taken if row in expected] == expected
    assert len(taken) + len(passed_over) == len(rows), "no row is lost without a word"


@pytest.mark.django_db
def test_questions_that_were_exported_are_known_when_they_come_back():
    for text in (
        "=1+1 bằng mấy?",
        "'=x nghĩa là gì?",
        "Ngày 10/10/2024 là ngày gì?",
        "Dòng một\nDòng hai?",
        "- Gạch đầu dòng?",
    ):
        QuestionFactory(text=text, source="80 %", explanation="+84 là mã vùng")
    file = io.BytesIO()
    export_questions(Question.objects.order_by("pk"), file)
    found = read_questions(file)
    assert found.reading.wrong == []
    assert [question["text"] for _row, question in found.questions] == list(
        Question.objects.order_by("pk").values_list("text", flat=True)
    )
    outcome = import_questions(questions=found.questions, actor=UserFactory())
    assert (outcome.added, outcome.known) == (0, 5)


@pytest.mark.parametrize("text", ["Có", "có", "x", "X", "1", "TRUE", "yes", "Rồi", "✓", "Đã", "C"])
def test_a_yes_is_understood(text):
    assert yes_or_no(text)


@pytest.mark.parametrize("text", ["Không", "Chưa", "K", "ko", "FALSE", "no", "0", "-", "–", "", " ", "N"])
def test_a_no_is_understood(text):
    assert not yes_or_no(text)


@pytest.mark.parametrize("text", ["có lẽ", "2", "?", "Nam"])
def test_what_is_neither_yes_nor_no_is_asked_about(text):
    with pytest.raises(ValueError, match="“Có” hoặc “Không”"):
        yes_or_no(text)


CHOICES = ("Hát", "Hát, múa", "Vẽ", "Có, nếu được phép")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("Hát; Vẽ", ["Hát", "Vẽ"]),
        ("Hát, múa", ["Hát, múa"]),
        ("Hát, Vẽ", ["Hát", "Vẽ"]),
        ("Hát\nVẽ", ["Hát", "Vẽ"]),
        ("có, nếu được phép; hat", ["Có, nếu được phép", "Hát"]),
        ("Hát xoan", ["Hát xoan"]),
        ("", []),
        (" ; ", []),
    ],
)
def test_several_choices_in_a_cell_are_told_apart_even_with_commas_in_them(text, chosen):
    assert split_choices(text, CHOICES) == chosen


@given(st.lists(st.sampled_from(CHOICES), unique=True))
def test_choices_joined_by_semicolons_are_read_back(chosen):
    assert split_choices("; ".join(chosen), CHOICES) == chosen
