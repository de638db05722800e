"""Headings are found by what they mean, in any row and order; without them nothing is taken."""

from __future__ import annotations

import pytest

from contest_pages.lists.columns import Column
from contest_pages.lists.reading import Choices

from .files import COLUMNS, book_of, names_and_days, read

MAY = ("Lò Thị Mây", "05/08/1990")


@pytest.mark.parametrize(
    "headings",
    [
        ["Họ và tên", "Ngày sinh"],
        ["HỌ TÊN", "NGÀY THÁNG NĂM SINH"],
        ["Họ, tên:", "Ngày, tháng, năm sinh:"],
        ["Họ và\ntên", "Ngày\nsinh"],
        ["Họ và tên học sinh", "Ngày sinh (dd/mm/yyyy)"],
        ["Họ và tên thí sinh *", "Sinh ngày"],
        ["Ho va ten", "Ngay sinh"],
        ["Họ và tên", "NTNS"],
        ["Họ & tên", "Ngày/tháng/năm sinh"],
        ["Họ tên đoàn viên, thanh niên (IN HOA)", "Ngày, tháng, năm, sinh"],
        ["ho_ten", "D.O.B"],
        ["Họ và tên - học sinh", "Năm sinh (dương lịch)"],
    ],
)
def test_a_heading_is_found_by_what_it_means(headings):
    assert names_and_days(read(book_of(headings, ["Lò Thị Mây", "5/8/1990"]))) == [MAY]


@pytest.mark.parametrize(
    "heading",
    [
        "SĐT",
        "Điện thoại liên hệ",
        "Số điện thoại",
        "S.Đ.T",
        "ĐTDĐ",
        "Số ĐT",
        "Di động",
        "Số Zalo",
        "Điện thoại di động",
        "SĐT/Zalo",
    ],
)
def test_a_phone_stands_under_many_headings(heading):
    reading = read(book_of([heading, "Ngày sinh", "Họ và tên"], [912345678, "5/8/1990", "Lò Thị Mây"]))
    assert reading.rows[0].texts["phone"] == "0912345678"


def test_the_label_of_a_question_goes_before_what_other_columns_are_called():
    columns = [*COLUMNS, Column("zalo", "Zalo"), Column("class", "Lớp (ghi rõ)")]
    headings = ["Zalo", "Lớp", "Họ tên", "Ngày sinh", "Số ĐT"]
    reading = read(book_of(headings, ["0987654321", "10A1", "Lò Thị Mây", "5/8/1990", "0912345678"]), columns)
    texts = reading.rows[0].texts
    assert (texts["zalo"], texts["class"], texts["phone"]) == ("0987654321", "10A1", "0912345678")


def test_the_name_of_a_guardian_is_not_taken_for_the_pupils():
    headings = ["Họ tên phụ huynh", "SĐT phụ huynh", "Họ tên học sinh", "Ngày sinh"]
    reading = read(book_of(headings, ["Lò Văn Bố", "0912345678", "Lò Thị Mây", "5/8/1990"]))
    assert names_and_days(reading) == [MAY]
    assert reading.rows[0].texts["guardian_name"] == "Lò Văn Bố"
    assert reading.rows[0].texts["phone"] == ""
    assert reading.unknown == ["SĐT phụ huynh"]


def test_the_name_stands_in_two_columns_under_one_merged_heading():
    book = book_of(
        ["TRƯỜNG THPT MẪU"],
        [],
        ["STT", "Họ và tên", None, "Ngày sinh"],
        [1, "Lò Thị", "Mây", "5/8/1990"],
        [2, "Lò Thị", "Suối", "6/8/1990"],
        merged=["A1:D1", "B3:C3"],
    )
    assert names_and_days(read(book)) == [MAY, ("Lò Thị Suối", "06/08/1990")]


def test_the_heading_is_divided_in_a_second_row():
    book = book_of(
        ["STT", "Họ và tên", None, "Ngày, tháng, năm sinh", None, "Điện thoại"],
        [None, "Họ đệm", "Tên", "Nam", "Nữ"],
        [1, "Lò Thị", "Mây", None, "5/8/1990", 912345678],
        [2, "Cà Văn", "Nậm", "1/2/1991", None, "0912345679"],
        merged=["A1:A2", "B1:C1", "D1:E1", "F1:F2"],
    )
    reading = read(book)
    assert names_and_days(reading) == [MAY, ("Cà Văn Nậm", "01/02/1991")]
    assert reading.rows[0].texts["phone"] == "0912345678"
    assert reading.unknown == ["STT"]


def test_a_day_stands_in_three_columns():
    book = book_of(
        ["Họ và tên", "Ngày sinh", None, None],
        [None, "Ngày", "Tháng", "Năm"],
        ["Lò Thị Mây", 5, 8, 1990],
        merged=["A1:A2", "B1:D1"],
    )
    assert names_and_days(read(book)) == [MAY]


def test_parts_of_a_name_are_joined_without_a_common_heading():
    book = book_of(["Tên", "Ngày sinh", "Họ và tên đệm"], ["Mây", "5/8/1990", "Lò Thị"])
    assert names_and_days(read(book)) == [MAY]


def test_a_name_with_a_second_column_beside_it_is_asked_about():
    book = book_of(["Họ và tên", "Tên", "Ngày sinh"], ["Lò Thị", "Mây", "5/8/1990"])
    reading = read(book)
    assert (reading.rows, "cột B" in reading.refused) == ([], True)
    assigned = read(
        book, choices=Choices(columns={0: "full_name", 1: "full_name", 2: "birth_date"}, first_row=2)
    )
    assert names_and_days(assigned) == [MAY]


def test_a_column_without_a_heading_beside_the_name_is_asked_about():
    book = book_of(
        ["Họ và tên", None, "Ngày sinh"], ["Lò Thị", "Mây", "5/8/1990"], ["Lò Thị", "Suối", "6/8/1990"]
    )
    reading = read(book)
    assert (reading.rows, "cột B" in reading.refused) == ([], True)


def test_without_headings_nothing_is_taken_until_the_columns_are_assigned():
    book = book_of(["Lò Thị Mây", "5/8/1990", "0912345678"], ["Cà Văn Nậm", "1/2/1991", ""])
    reading = read(book)
    assert reading.rows == []
    assert "tiêu đề" in reading.refused
    assert [(column.letter, column.texts[0]) for column in reading.sample_columns] == [
        ("A", "Lò Thị Mây"),
        ("B", "5/8/1990"),
        ("C", "0912345678"),
    ]
    assigned = read(book, choices=Choices(columns={0: "full_name", 1: "birth_date", 2: "phone"}))
    assert names_and_days(assigned) == [MAY, ("Cà Văn Nậm", "01/02/1991")]


def test_a_required_column_that_is_missing_is_named_and_asked_for():
    reading = read(book_of(["Họ tên", "SĐT"], ["Lò Thị Mây", "0912345678"]))
    assert reading.refused.startswith("Thiếu các cột: Ngày sinh.")
    assert reading.sample


def test_every_sheet_with_the_headings_is_taken_and_the_others_are_named():
    book = book_of(["Họ và tên", "Ngày sinh"], ["Lò Thị Mây", "5/8/1990"], title="10A1")
    for name, person in (("10A2", "Cà Văn Nậm"), ("10A3", "Tòng Thị Ban")):
        sheet = book.create_sheet(name)
        sheet.append(["Ngày sinh", "Họ và tên"])
        sheet.append(["01/02/1991", person])
    book["10A3"].sheet_state = "hidden"
    book.create_sheet("Hướng dẫn")["A1"] = "Mỗi dòng một người"
    reading = read(book)
    assert [row.texts["full_name"] for row in reading.rows] == ["Lò Thị Mây", "Cà Văn Nậm"]
    assert [
        (sheet.name, sheet.is_hidden, sheet.has_list, sheet.is_taken, sheet.count) for sheet in reading.sheets
    ] == [
        ("10A1", False, True, True, 1),
        ("10A2", False, True, True, 1),
        ("10A3", True, True, False, 0),
        ("Hướng dẫn", False, False, False, 0),
    ]
    assert reading.address(reading.rows[1], "full_name") == "10A2!B2"
    chosen = read(book, choices=Choices(sheets=frozenset({2})))
    assert [row.texts["full_name"] for row in chosen.rows] == ["Tòng Thị Ban"]


def test_hidden_rows_are_named_and_taken_only_when_chosen():
    book = book_of(["Họ và tên", "Ngày sinh"], ["Lò Thị Mây", "5/8/1990"], ["Cà Văn Nậm", "1/2/1991"])
    book.active.row_dimensions[2].hidden = True
    reading = read(book)
    assert ([row.number for row in reading.rows], reading.hidden_rows) == ([3], ["2"])
    assert len(read(book, choices=Choices(with_hidden_rows=True)).rows) == 2


def test_what_is_no_row_of_the_list_is_passed_over_and_said():
    book = book_of(
        ["STT", "Họ và tên", "Ngày sinh"],
        ["(1)", "(2)", "(3)"],
        ["I", "Nhóm 1"],
        [1, "Lò Thị Mây", "5/8/1990"],
        ["STT", "Họ và tên", "Ngày sinh"],
        ["Lớp 10A2"],
        [2, "Cà Văn Nậm", "1/2/1991"],
        [3],
        ["Tổng cộng: 2 học sinh"],
        [None, None, "Sơn La, ngày 05 tháng 6 năm 2024"],
        [None, "Người lập biểu", "Hiệu trưởng"],
        [None, "Tòng Văn Ký"],
    )
    reading = read(book)
    assert [row.number for row in reading.rows] == [4, 7]
    assert reading.wrong == []
    assert {row.number: row.reason for row in reading.passed_over} == {
        2: "Số thứ tự cột.",
        3: "Dòng tiêu đề nhóm.",
        5: "Dòng lặp lại tiêu đề cột.",
        6: "Không có gì ở các cột của danh sách.",
        8: "Không có gì ở các cột của danh sách.",
        9: "Không có gì ở các cột của danh sách.",
        10: "Dòng tổng cộng hoặc ký tên.",
        11: "Dòng tổng cộng hoặc ký tên.",
        12: "Dòng tổng cộng hoặc ký tên.",
    }


def test_a_person_whose_row_is_not_complete_is_no_title_and_stays_to_be_mended():
    reading = read(book_of(["Họ và tên", "Ngày sinh"], ["Lò Thị Mây", None], ["Cà Văn Nậm", "1/2/1991"]))
    assert [row.texts["full_name"] for row in reading.rows] == ["Lò Thị Mây", "Cà Văn Nậm"]


def test_the_example_is_skipped_only_while_it_is_the_example():
    headings = ["STT", "Họ và tên", "Ngày sinh"]
    still = read(book_of(headings, ["Ví dụ", None, "05/8/1990"]))
    assert [row.reason for row in still.passed_over] == ["Dòng ví dụ của mẫu."]
    typed_over = read(book_of(headings, ["Ví dụ", "Lò Thị Mây", "05/8/1990"]))
    assert names_and_days(typed_over) == [MAY]


def test_formatted_empty_rows_do_not_count(monkeypatch):
    book = book_of(["Họ và tên", "Ngày sinh"], ["Lò Thị Mây", "5/8/1990"])
    for row in range(3, 5000):
        book.active.cell(row, 1).number_format = "@"
        book.active.cell(row, 2, "   ")
    assert names_and_days(read(book)) == [MAY]
