"""A letter is one text with two forms: what is read of it, and how it looks without HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.notices.logic.letter_text import Button, Facts, Items, Paragraph, parse, plain

LETTER = """Chào bạn Lò Thị Mai,

Ban Tổ chức nhận được đăng ký. Để hoàn tất, vui lòng xác nhận:
[Xác nhận đăng ký] https://cong.vidu.example/xn/7KQ2/

Mã dự thi: W5R6 N99D
Tư cách dự thi: Cá nhân

Cần có:
- tên tác phẩm
- tệp video

Trân trọng,
Ban Tổ chức"""


def test_the_parts_of_a_letter_are_known_by_how_they_look():
    assert parse(LETTER) == [
        Paragraph(("Chào bạn Lò Thị Mai,",)),
        Paragraph(("Ban Tổ chức nhận được đăng ký. Để hoàn tất, vui lòng xác nhận:",)),
        Button("Xác nhận đăng ký", "https://cong.vidu.example/xn/7KQ2/"),
        Facts((("Mã dự thi", "W5R6 N99D"), ("Tư cách dự thi", "Cá nhân"))),
        Paragraph(("Cần có:",)),
        Items(("tên tác phẩm", "tệp video")),
        Paragraph(("Trân trọng,", "Ban Tổ chức")),
    ]


def test_an_address_at_the_end_of_a_sentence_has_a_button_of_its_own():
    link = "https://cong.vidu.example/ts/7KQ2/"
    assert parse(f"Mời bạn mở trang thí sinh: {link}\nHạn: 31/7/2024") == [
        Paragraph(("Mời bạn mở trang thí sinh:",)),
        Button("", link),
        Facts((("Hạn", "31/7/2024"),)),
    ]
    assert parse(f"Mời bạn: [Mở trang] {link}")[1] == Button("Mở trang", link)
    inside = f"Địa chỉ {link} là của bạn."
    assert parse(inside) == [Paragraph((inside,))]


def test_the_plain_form_has_dotted_facts_and_each_address_alone():
    assert plain(parse(LETTER)).splitlines()[2:11] == [
        "Ban Tổ chức nhận được đăng ký. Để hoàn tất, vui lòng",
        "xác nhận:",
        "",
        "Xác nhận đăng ký:",
        "https://cong.vidu.example/xn/7KQ2/",
        "",
        "  Mã dự thi ............. W5R6 N99D",
        "  Tư cách dự thi ........ Cá nhân",
        "",
    ]


def test_lines_of_the_plain_form_have_52_characters_and_addresses_stay_whole():
    address = "https://cong.vidu.example/xn/" + "x" * 60
    lines = plain(parse(f"{'mười chữ ' * 20}\n\n- {'mục dài ' * 10}\n\n[Mở] {address}")).splitlines()
    assert address in lines
    assert max(len(line) for line in lines if line != address) <= 52
    assert [line[:2] for line in lines if "mục" in line] == ["- ", "  "]


@pytest.mark.parametrize(
    ("line", "is_fact"),
    [
        ("Mã dự thi: W5R6", True),
        ("Lý do: Video không có tiếng, hình mờ", True),
        ("Lý do: Video không có tiếng.", False),
        ("Lưu ý, nếu chậm: hãy gọi", False),
        ("24:00 ngày 5/7", False),
        ("Xem tại: https://vidu.example/ " + "x" * 80, False),
        ("Vui lòng xác nhận:", False),
    ],
)
def test_a_fact_is_a_short_name_and_a_short_value(line, is_fact):
    assert isinstance(parse(f"Xin chào,\n\n{line}")[1], Facts) is is_fact


def test_whom_a_letter_is_to_is_no_fact():
    assert parse("Kính gửi: UBND xã Mường La") == [Paragraph(("Kính gửi: UBND xã Mường La",))]


@pytest.mark.parametrize(
    "line",
    [
        "Xem https://vidu.example/",
        "[Mở](https://vidu.example/)",
        "[Mở] javascript:alert(1)",
        "[Mở] //vidu.example",
        "[a] [b] https://vidu.example/",
    ],
)
def test_only_an_address_alone_on_its_line_is_a_button(line):
    assert not any(isinstance(block, Button) for block in parse(line))


@given(st.text(alphabet="aB ộ:.-[]\n/", max_size=200))
def test_no_letter_loses_a_word(text):
    def words(written):
        return [letter for letter in written if letter.isalpha()]

    assert words(plain(parse(text))) == words(text)
