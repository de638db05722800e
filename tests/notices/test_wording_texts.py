"""What editors type and paste: how it is cleaned, what is refused and why, what one version has and another has not."""

from __future__ import annotations

import pytest
from django.utils import translation

from contest_pages.notices.logic.wording_changes import changes
from contest_pages.notices.logic.wording_text import (
    LONGEST,
    cleaned,
    cleaned_message,
    cleaned_subject,
    refusals,
)
from contest_pages.notices.models import LetterWording

WORDS = {"name": "tên", "code": "mã đăng ký"}


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("Chào bạn\r\nMời\rxem\vtiếp", "Chào bạn\nMời\nxem\ntiếp"),
        ("Chào\u00a0bạn,\t\tmời   xem  ", "Chào bạn, mời xem"),
        ("Một\n\n\n \n\nHai\n\n", "Một\n\nHai"),
        ("•\tMột\n\n– Hai\n  \uf0b7  Ba", "- Một\n\n- Hai\n- Ba"),
        ("Mã\u200b: ｛mã đăng ký｝\ufeff", "Mã: {mã đăng ký}"),
        ("Cuộc thi “Sơn La số” – 2026…", "Cuộc thi “Sơn La số” – 2026…"),
        ("To\u0302i", "Tôi"),
        ("👩\u200d🎓", "👩\u200d🎓"),
        ("-5 độ, -Một", "-5 độ, -Một"),
    ],
)
def test_what_pasting_leaves_is_cleaned_and_every_word_stays(pasted, stored):
    assert cleaned(pasted) == stored
    assert cleaned(stored) == stored


def test_a_subject_is_one_line_and_a_text_message_has_the_signs_of_phones():
    assert cleaned_subject(" Thư\r\n mời\t") == "Thư mời"
    assert cleaned_message("“Sơn La số” –\n\n\nmã…") == '"Sơn La số" -\nmã...'


def test_placeholders_that_the_letter_does_not_have_are_named_beside_those_that_it_has():
    [sentence] = refusals("text", "Chào {tuổi} và {lớp}", words=WORDS)
    assert sentence == ("Ở đây không dùng được {tuổi}, {lớp}. Các chỗ điền dùng được: {tên}, {mã đăng ký}.")


def test_missing_placeholders_that_recipients_need_are_named():
    [sentence] = refusals("text", "Chào {name}", words=WORDS, required=["code"])
    assert "{mã đăng ký}" in sentence
    assert refusals("text", "Mã {code}", words=WORDS, required=["code"]) == []


def test_what_recipients_need_does_not_stand_beside_what_some_letters_have_not():
    """A line is left out where a letter has nothing for one of its placeholders."""
    rules = {"words": {**WORDS, "time": "hạn"}, "required": ["code"], "optional": {"time"}}
    [sentence] = refusals("text", "Chào bạn\nMã {code}, hạn {time}", **rules)
    assert "{hạn} sang dòng riêng" in sentence
    assert refusals("text", "Chào bạn\nMã {code}, hạn {time}\nMã {code}", **rules) == []
    assert refusals("text", "Mã {code}\nHạn {time}", **rules) == []
    # One that is needed where there is one may have a line of its own.
    assert refusals("text", "Chào\nHạn {time}", **{**rules, "required": ["time"]}) == []


@pytest.mark.parametrize("field", ["subject", "text", "message"])
def test_of_each_text_something_is_left_in_every_letter(field):
    rules = {"words": {**WORDS, "time": "hạn"}, "optional": {"time"}}
    [sentence] = refusals(field, "Nộp trước {time}", **rules)
    assert "ít nhất một dòng" in sentence


@pytest.mark.parametrize("text", ["Chào {name", "Chào name}", "{}", "{{name}", "{mã\nđăng ký}", "{name}}"])
def test_a_brace_without_its_other_half_is_refused_with_its_line(text):
    found = refusals("text", f"Đầu\n{text}", words=WORDS)
    assert any("không thành cặp" in sentence and text.splitlines()[0] in sentence for sentence in found)


@pytest.mark.parametrize("field", ["subject", "text", "message"])
def test_an_empty_text_and_one_that_is_too_long_are_refused_with_what_to_do(field):
    assert refusals(field, "", words=WORDS)[0].startswith("Vui lòng nhập")
    assert refusals(field, "x" * LONGEST[field], words=WORDS) == []
    [sentence] = refusals(field, "x" * (LONGEST[field] + 1), words=WORDS)
    assert "rút gọn" in sentence
    assert LetterWording._meta.get_field(field).max_length == LONGEST[field]


def test_changes_are_read_word_by_word_and_make_up_both_texts():
    before, after = "Chào {tên},\n\nmã {mã đăng ký}.", "Thân chào {tên},\n\nmã số {mã thí sinh}."
    pieces = changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
    assert ("removed", "{mã đăng ký}") in [(piece.kind, piece.text) for piece in pieces]
    assert [piece.kind for piece in changes(before, before)] == ["same"]
