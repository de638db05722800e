"""Cells as they are shown, in every format of files that people have."""

from __future__ import annotations

import datetime
import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from contest_pages.files.spreadsheets import escape_formula, unescape_formula
from contest_pages.lists import workbooks
from contest_pages.lists.columns import Column
from contest_pages.lists.number_formats import shown
from contest_pages.lists.values import exact_text_of
from contest_pages.lists.xlsx import _STRICT

from .files import book_of, names_and_days, read, saved

ROWS = "Họ và tên{0}Ngày sinh\nLò Thị Mây{0}5/8/1990\n"
MAY = [("Lò Thị Mây", "05/08/1990")]
EXACT = [Column("text", "Câu hỏi", read=exact_text_of, required=True)]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.8, "0%", "80 %"),
        (0.125, "0.0%", "12,5 %"),
        (10.3, "General", "10,3"),
        (3.0, "General", "3"),
        (2500000, "#,##0", "2.500.000"),
        (2500000, '#,##0 "đồng"', "2.500.000 đồng"),
        (2500000, "#,##0 [$₫-42A]", "2.500.000 ₫"),
        (1234.5, "#,##0.00", "1.234,50"),
        (-5, "0;(0)", "(5)"),
        (-5, "0.0", "-5,0"),
        (7, "00", "07"),
        (912345678, "0000000000", "0912345678"),
        (1.5, "0.0##", "1,5"),
        (datetime.datetime(2024, 10, 10), "d/m/yyyy", "10/10/2024"),
        (datetime.datetime(2024, 5, 8), "[$-42A]dd/mm/yyyy;@", "08/05/2024"),
        (datetime.datetime(2024, 5, 8), "dd\\-mm\\-yy", "08-05-24"),
        (datetime.time(7, 0), "hh:mm", "07:00"),
        (datetime.time(7, 5, 9), "h:mm:ss", "7:05:09"),
        (datetime.time(19, 0), "h:mm AM/PM", "7:00 CH"),
        (datetime.datetime(2024, 5, 8), "d\\-mmm", None),  # "8-May" or "8-thg5"
        (1.5, "# ?/?", None),
        (100000, "0.00E+00", None),
    ],
)
def test_a_number_is_what_its_cell_shows(value, code, text):
    assert shown(value, code) == text


@given(st.integers(-(10**12), 10**12))
def test_thousands_are_parted_as_python_parts_them(number):
    assert shown(number, "#,##0") == f"{number:,}".replace(",", ".")


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.8, "0%", "80 %"),
        (datetime.time(7, 0), "hh:mm", "07:00"),
        (10.3, "General", "10,3"),
        (2500000, "#,##0", "2.500.000"),
        (datetime.date(2024, 10, 10), "dd/mm/yyyy", "10/10/2024"),
        ("Dòng một\nDòng  hai ", "General", "Dòng một\nDòng hai"),
        (True, "General", "TRUE"),
        (CellRichText("10 m", TextBlock(InlineFont(vertAlign="superscript"), "2")), "General", "10 m²"),
        (CellRichText("H", TextBlock(InlineFont(vertAlign="subscript"), "2"), "O"), "General", "H₂O"),
        (CellRichText(TextBlock(InlineFont(b=True), "Đậm"), " và thường"), "General", "Đậm và thường"),
    ],
)
def test_what_the_author_of_a_question_saw_is_what_is_read(value, code, text):
    book = book_of(["Câu hỏi"])
    cell = book.active.cell(2, 1, value)
    cell.number_format = code
    reading = read(book, EXACT)
    assert ([row.texts["text"] for row in reading.rows], reading.wrong) == ([text], [])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (datetime.date(2024, 5, 8), "d-mmm"),
        (CellRichText("lần thứ 2", TextBlock(InlineFont(vertAlign="superscript"), "nd")), "General"),
    ],
)
def test_what_cannot_be_told_from_the_file_is_asked_about(value, code):
    book = book_of(["Câu hỏi"])
    book.active.cell(2, 1, value).number_format = code
    reading = read(book, EXACT)
    assert [(wrong.cell, "“Văn bản”" in wrong.reason) for wrong in reading.wrong] == [("A2", True)]


@pytest.mark.parametrize("text", ["#REF!", "#NAME?", "#N/A", "#DIV/0!", "Err:502", "=A1&B1"])
def test_a_formula_that_failed_or_has_no_value_is_named_by_its_cell(text):
    book = book_of(["Họ và tên", "Ngày sinh", "Điện thoại"], ["Lò Thị Mây", "5/8/1990", text])
    reading = read(book)
    assert [(wrong.cell, "ông thức" in wrong.reason) for wrong in reading.wrong] == [("C2", True)]


@pytest.mark.parametrize(
    "content",
    [
        ROWS.format(";").encode(),
        ROWS.format(",").encode("utf-8-sig"),
        ROWS.format("\t").encode("utf-16"),
        ROWS.format("\t").encode("utf-16-le"),
        ("sep=;\r\n" + ROWS.format(";")).encode("utf-8-sig"),
        ("sep=,\n" + ROWS.format(",")).encode(),
        ROWS.format("|").encode(),
        ROWS.format(";").replace("\n", "\r\n").encode(),
        ('"Họ và\ntên";"Ngày sinh"\n' + '"Lò Thị Mây";"5/8/1990"').encode(),
    ],
)
def test_a_csv_is_read_however_a_program_wrote_it(content):
    assert names_and_days(read(content)) == MAY


def test_a_csv_in_the_code_page_of_vietnamese_windows_is_read():
    decomposed = ROWS.format(";")
    for composed, parts in {"ọ": "o\u0323", "ò": "o\u0300", "ị": "i\u0323", "à": "a\u0300"}.items():
        decomposed = decomposed.replace(composed, parts)
    decomposed = decomposed.replace("a\u0300", "à")
    assert names_and_days(read(decomposed.encode("cp1258"))) == MAY


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Họ và tên;Ngày sinh\nNguy?n V?n An;5/8/1990".encode(), "đã mất chữ"),
        ("Hä vµ tªn;Ngµy sinh\nNguyÔn V¨n An;5/8/1990".encode("latin-1"), "Không đọc được chữ"),
        (b"\x93\x81\x9d\x8f;1990", "Không đọc được chữ"),
        (b"", "không có nội dung"),
        (b"%PDF-1.7 ...", "Đây là tệp PDF"),
        (b"\xff\xd8\xff\xe0 JFIF", "Đây là ảnh"),
        (b"<html><table><tr><td>x</td></tr></table>", "trang web"),
        (b"{\\rtf1 x}", "tệp văn bản"),
        (b"PK\x03\x04 broken", "bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000, "“Excel Workbook (.xlsx)”"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "có mật khẩu",
        ),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(content, words):
    assert words in read(content).refused


@pytest.mark.parametrize(
    ("part", "words"),
    [("xl/workbook.bin", ".xlsb"), ("word/document.xml", "tệp văn bản"), ("x.txt", "không phải tệp Excel")],
)
def test_an_archive_of_another_kind_is_refused_by_its_name(part, words):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(part, b"x")
    assert words in read(file).refused


def test_a_workbook_in_the_strict_form_is_read():
    source = saved(book_of(["Họ và tên", "Ngày sinh"], ["Lò Thị Mây", datetime.date(1990, 8, 5)]))
    file = io.BytesIO()
    with zipfile.ZipFile(source) as usual, zipfile.ZipFile(file, "w") as strict:
        for name in usual.namelist():
            content = usual.read(name)
            for ours, theirs in _STRICT.items():
                content = content.replace(theirs, ours)
            strict.writestr(name, content)
    assert names_and_days(read(file)) == MAY


def ods(rows: str, styles: str = "") -> io.BytesIO:
    """Return a workbook of LibreOffice with these rows on its sheet."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
            f'<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return file


def ods_row(*texts: str, attributes: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def test_a_workbook_of_libreoffice_is_read_as_it_is_shown():
    styles = (
        '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
    )
    percent = '<table:table-cell office:value-type="percentage" office:value="0.8"><text:p>80%</text:p></table:table-cell>'
    area = (
        '<table:table-cell office:value-type="string"><text:p>m<text:span text:style-name="T1">2</text:span>'
        "</text:p><text:p>đất</text:p></table:table-cell>"
    )
    rows = "".join(
        [
            ods_row("Câu hỏi"),
            f"<table:table-row>{percent}</table:table-row>",
            f"<table:table-row>{area}</table:table-row>",
            ods_row("Ẩn", attributes='table:visibility="filter"'),
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>',
        ]
    )
    reading = read(ods(rows, styles), EXACT)
    assert [(row.number, row.texts["text"]) for row in reading.rows] == [(2, "80%"), (3, "m²\nđất")]
    assert reading.hidden_rows == ["4"]


def test_a_row_that_claims_to_stand_a_million_times_is_refused():
    rows = ods_row("Họ và tên", "Ngày sinh") + ods_row(
        "Lò Thị Mây", "5/8/1990", attributes='table:number-rows-repeated="1048000"'
    )
    assert "hơn 20000 dòng" in read(ods(rows)).refused


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _piece in range(200):
            part.write(b"\0" * 1024**2)
    assert len(file.getvalue()) < 1024**2

    def never(*args, **kwargs):
        raise AssertionError("it was unpacked")

    monkeypatch.setattr(workbooks, "read_xlsx", never)
    assert read(file).refused.startswith("Tệp này khi mở ra lớn hơn nhiều")


@given(st.text(alphabet="'=+-@\tab ă", max_size=8))
def test_the_sign_against_formulas_is_undone_on_reading(text):
    assert unescape_formula(escape_formula(text)) == text


def test_damaged_workbooks_get_a_sentence_and_never_an_error():
    content = saved(book_of(["Họ và tên", "Ngày sinh"], ["Lò Thị Mây", "5/8/1990"])).getvalue()
    chance = random.Random(7)
    for _time in range(60):
        damaged = bytearray(content)
        for _byte in range(chance.randrange(1, 30)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        reading = read(bytes(damaged))
        assert reading.refused or reading.rows


def test_cells_beyond_the_widest_list_are_left_alone():
    book = Workbook()
    book.active.append(["Họ và tên", "Ngày sinh"])
    book.active.append(["Lò Thị Mây", "5/8/1990"])
    book.active["XFD2"] = "x"
    assert names_and_days(read(book)) == MAY
