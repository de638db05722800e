"""Options that refer to others keep their place: they are recognised when written and in lists, and shown to the author."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.question_bank.domain.checking import check_question, is_as_checked
from contest_pages.question_bank.domain.question_list import import_questions, read_questions
from contest_pages.question_bank.logic.option_places import option_places, proposal_for_letters
from contest_pages.question_bank.models import Question, QuestionVersion
from contest_pages.quizzes.logic.drawing import option_order
from tests.factories import QuestionFactory, UserFactory
from tests.factories.pages import NOW
from tests.question_bank.test_bank import spreadsheet

TEXT = "Chuyển đổi số là gì?"
#: Each refers to all the others where it is the last of four.
LAST = [
    "Tất cả các đáp án trên", "TẤT CẢ CÁC PHƯƠNG ÁN TRÊN ĐỀU ĐÚNG.", "Tất cả những nội dung đã nêu trên", "Tất cả đều sai",
    "Tất cả", "Cả ba ý trên đều đúng", "Cả 3 đáp án trên", "Cả 03 nội dung trên", "Các phương án trên đều sai",
    "Không có đáp án nào", "Không có đáp án nào đúng", "Không phương án nào ở trên", "Không có câu trả lời đúng", "Đều đúng",
    "Đáp án khác", "Ý kiến khác", "Toàn bộ các ý còn lại", "All of the above", "None of these",
]  # fmt: skip
BY_LETTER = [
    "Cả A và B đều đúng", "A và C", "Cả A, B, C", "cả a và b đều sai", "Đáp án A và B", "Chỉ A đúng", "Câu b & c", "A+B",
    "Cả hai phương án A và B", "Phương án A", "Cả A lẫn C.", "Both A and B",
]  # fmt: skip
BOUND = [
    "Cả hai ý trên",
    "Cả 2 phương án trên đều đúng",
    "Cả hai",
    "Ý đầu tiên",
    "Phương án 1 và 2",
    "Cả bốn phương án",
]
FREE = [
    "A", "Vitamin A và B", "Tất cả các tỉnh trong cả nước", "Toàn bộ người dân", "Cả nước", "Từ 18 tuổi trở lên", "Điều 3", "Mục 1 và 2",
    "Không có", "Không bắt buộc", "Cả 63 tỉnh", "Nhóm máu AB", "3 và 4", "Các cơ quan nhà nước", "Bình luận trên mạng xã hội",
]  # fmt: skip


@pytest.mark.parametrize("option", LAST)
def test_an_option_that_refers_to_all_others_stays_last(option):
    places = option_places(TEXT, ["Một", "Hai", "Ba", option])
    assert (places.moving, places.last) == (3, (3,))
    assert {option_order(f"{n}", 7, 4, places.moving)[-1] for n in range(40)} == {3}
    assert {option_order(f"{n}", 7, 4, places.moving)[0] for n in range(40)} == {0, 1, 2}


@pytest.mark.parametrize("option", [*BY_LETTER, *BOUND])
def test_an_option_that_names_some_of_the_others_leaves_the_whole_question_unshuffled(option):
    places = option_places(TEXT, ["Một", "Hai", "Ba", option])
    assert places.moving == 0
    assert option_order("seed", 7, 4, places.moving) == [0, 1, 2, 3]
    assert bool(places.by_letter) is (option in BY_LETTER)


@pytest.mark.parametrize("option", FREE)
def test_an_option_that_refers_to_no_other_changes_places(option):
    assert option_places(TEXT, ["Một", "Hai", "Ba", option]).moving == 4


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("Ông A và bà B cùng đứng tên thửa đất. Ai ký hợp đồng?", "Cả A và B"),
        ("Chọn ý đúng: (1) Dữ liệu; (2) Hạ tầng.", "Ý 1 và 2"),
    ],
)
def test_letters_and_numbers_of_the_question_itself_are_no_options(text, option):
    assert option_places(text, ["Một", "Hai", "Ba", option]).moving == 4


def test_one_that_refers_to_all_others_but_is_not_last_keeps_the_order_as_written():
    assert option_places(TEXT, ["Tất cả các phương án dưới", "Tất cả đều đúng", "Ba", "Bốn"]).moving == 0
    assert option_places(TEXT, ["Một", "Hai", "Tất cả đều đúng", "Tất cả đều sai"]).moving == 2
    assert option_places(TEXT, ["Một", "Hai", "Cả hai"]).moving == 2


def test_the_author_may_keep_the_order_of_any_question():
    assert option_places(TEXT, ["1945", "1954", "1975"], keep_order=True).moving == 0


@given(st.text(max_size=60), st.lists(st.text(max_size=80), min_size=2, max_size=6), st.booleans())
def test_whatever_is_written_the_order_is_one_of_all_options(text, options, keep_order):
    places = option_places(text, options, keep_order=keep_order)
    assert places.moving == 0 or 2 <= places.moving <= len(options)
    assert sorted(option_order("s", 1, len(options), places.moving)) == list(range(len(options)))
    for place in places.by_letter:
        assert proposal_for_letters(text, options, place)


def post_options(options, **fields):
    rows = {}
    for place, text in enumerate(options):
        rows |= {
            f"options-{place}-text": text,
            f"options-{place}-ORDER": str(place + 1),
            f"options-{place}-id": "",
        }
    return {
        "text": TEXT, "difficulty": "medium", "options-0-is_right": "on", "options-TOTAL_FORMS": str(len(options)),
        "options-INITIAL_FORMS": "0", "options-MIN_NUM_FORMS": "0", "options-MAX_NUM_FORMS": "6", **rows, **fields,
    }  # fmt: skip


ADD = "wagtailsnippets_contest_question_bank_question:add"


@pytest.mark.django_db
def test_the_form_refuses_letters_with_a_proposal_until_the_order_is_kept(client, roles):
    client.force_login(roles["question_writers"])
    options = ["Số hoá", "Tự động hoá", "Cả A và B đều đúng"]
    response = client.post(reverse(ADD), post_options(options))
    assert not Question.objects.exists()
    page = response.content.decode()
    assert "hoặc viết: Tất cả các phương án trên đều đúng" in page
    client.post(reverse(ADD), post_options(options, keep_order="on"))
    assert Question.objects.get().option_places.moving == 0


@pytest.mark.django_db
def test_the_writer_is_shown_which_option_stays_last(client, roles):
    client.force_login(roles["question_writers"])
    answer = client.post(reverse(ADD), post_options(["Một", "Hai", "Tất cả các ý trên"]), follow=True)
    assert "C luôn đứng cuối" in answer.content.decode()
    shown = client.get(reverse("contest_question", args=[Question.objects.get().pk]))
    assert "C luôn đứng cuối" in shown.content.decode()


@pytest.mark.django_db
def test_a_list_keeps_the_order_where_options_name_letters_and_says_so():
    row = [TEXT, "Số hoá", "Tự động hoá", "Cả A và B", "", "", "", "C", "", "", "", "", "", ""]
    found = read_questions(spreadsheet(row, ["Câu khác?", *row[1:3], "Tất cả các ý trên", *row[4:]]))
    assert [question["keep_order"] for _row, question in found.questions] == [True, False]
    import_questions(questions=found.questions, actor=UserFactory())
    assert sorted(question.option_places.moving for question in Question.objects.all()) == [0, 2]


@pytest.mark.django_db
def test_a_list_that_says_no_is_refused_at_the_option_with_a_proposal():
    row = [TEXT, "Số hoá", "Tự động hoá", "Cả A và B", "", "", "", "C", "", "", "", "", "", "", "Không"]
    wrong = read_questions(spreadsheet(row)).reading.wrong
    assert [(cell.cell, "Tất cả các phương án trên" in cell.reason) for cell in wrong] == [("D2", True)]


@pytest.mark.django_db
def test_a_cell_of_the_order_that_says_neither_yes_nor_no_is_named():
    row = [TEXT, "Số hoá", "Tự động hoá", "Cả A và B", "", "", "", "C", "", "", "", "", "", "", "tuỳ"]
    assert [cell.cell for cell in read_questions(spreadsheet(row)).reading.wrong] == ["O2"]


@pytest.mark.django_db
def test_a_change_of_the_order_is_checked_again():
    question = QuestionFactory(options=["Một", "Hai", "Ba"])
    check_question(question=question, actor=UserFactory(), now=NOW)
    question.refresh_from_db()
    assert is_as_checked(question)
    question.keep_order = True
    assert not is_as_checked(question)


@pytest.mark.django_db
def test_a_version_checked_before_places_were_stored_is_read_for_them():
    question = QuestionFactory(options=["Một", "Hai", "Tất cả các ý trên"])
    check_question(question=question, actor=UserFactory(), now=NOW)
    QuestionVersion.objects.update(moving_options=None)
    question = Question.objects.get()
    assert question.current.moving == 2
    assert is_as_checked(question)
