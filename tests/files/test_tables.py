"""Tables as files: what a cell says, and a sheet that can be printed for a meeting."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from openpyxl import load_workbook

from contest_pages.files.tables import Table, csv_lines, text_of, write_tables

DAY, MOMENT = datetime.date(1990, 5, 8), datetime.datetime(2024, 7, 10, 1, 5, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def sheet_of(headings, rows):
    file = io.BytesIO()
    write_tables([Table("Đăng ký", headings, rows)], file)
    return load_workbook(file).active


@pytest.mark.parametrize(
    ("value", "text", "cell", "number_format"),
    [
        (DAY, "08/05/1990", datetime.datetime(1990, 5, 8), "dd/mm/yyyy"),
        (MOMENT, "10/07/2024 08:05", datetime.datetime(2024, 7, 10, 8, 5), "dd/mm/yyyy hh:mm"),
        (
            MOMENT.replace(second=9),
            "10/07/2024 08:05:09",
            datetime.datetime(2024, 7, 10, 8, 5, 9),
            "dd/mm/yyyy hh:mm:ss",
        ),
        (datetime.date(1890, 5, 19), "19/05/1890", "19/05/1890", "General"),
        (True, "Có", "Có", "General"),
        (False, "Không", "Không", "General"),
        (None, "", None, "General"),
        ("", "", None, "General"),
        (0, "0", 0, "General"),
        (Decimal("12.50"), "12.50", 12.5, "General"),
        (["S", "Có, tôi"], "S; Có, tôi", "S; Có, tôi", "General"),
        ("=1+1", "=1+1", "'=1+1", "General"),
        ("a\x00\x0bb", "a\x00\x0bb", "ab", "General"),
        ("hai\ndòng\u00a0nữa", "hai\ndòng\u00a0nữa", "hai\ndòng\u00a0nữa", "General"),
        (timezone, str(timezone), str(timezone), "General"),
    ],
)
def test_a_value_is_words_a_number_or_a_real_date(value, text, cell, number_format):
    assert text_of(value) == text
    written = sheet_of(["A"], [[value]])["A2"]
    assert (written.value, written.number_format) == (cell, number_format)


def test_a_sheet_prints_on_a4_across_with_its_headings_on_each_page():
    sheet = sheet_of(["Họ và tên", "Ghi chú"], [["Lò", "chữ " * 50]] * 3)
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet["B2"].alignment.wrap_text
    assert 8 <= sheet.column_dimensions["A"].width < sheet.column_dimensions["B"].width <= 48


def test_tables_stand_on_sheets_of_their_own_whatever_their_titles():
    file = io.BytesIO()
    write_tables([Table("a/b:c[d]" * 9, ["A"], []), Table("Ngày", ["A"], [[1]])], file)
    names = load_workbook(file).sheetnames
    assert len(names[0]) == 31
    assert names[1] == "Ngày"


def test_rows_are_taken_one_after_another():
    taken = []

    def rows():
        for number in range(1000):
            taken.append(number)
            yield [number]

    lines = csv_lines(["A"], rows())
    assert next(lines) == b"\xef\xbb\xbf"
    next(lines), next(lines)
    assert taken == [0]
    assert len(list(lines)) == 999


def test_a_csv_says_the_same_and_runs_nothing():
    text = b"".join(csv_lines(["Tên", "Ngày"], [["=1+1", DAY], [True, None]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [["Tên", "Ngày"], ["'=1+1", "08/05/1990"], ["Có", ""]]
