"""Lists as spreadsheets really are: each wrong cell is named, and Excel's habits are undone."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from contest_pages import spreadsheets
from contest_pages.registrations.models import RegistrationDivision, RegistrationField
from contest_pages.rosters.enums import RowState
from contest_pages.rosters.exports.sheets import write_template, write_wrong_rows
from contest_pages.rosters.forms.columns import columns_of
from contest_pages.rosters.forms.reading import read_roster_list
from contest_pages.rosters.logic.cells import day_of, identity_of, phone_of, text_of
from tests.factories.pages import NOW

from .sheets import persons, saved, sheet


def read(roster, file):
    return read_roster_list(file, roster, NOW)


def reasons(reading) -> dict[str, str]:
    return {wrong.cell: wrong.reason for line in reading.lines for wrong in line.wrong}


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (32874, "01/01/1990"),
        (32874.0, "01/01/1990"),
        ("32874", "01/01/1990"),
        (datetime.datetime(1990, 8, 5), "05/08/1990"),
        (datetime.date(1990, 8, 5), "05/08/1990"),
        ("05/8/1990", "05/8/1990"),
        ("1990-08-05 00:00:00", "1990-08-05"),
        (1990, "12/06/1905"),
        ("", ""),
        (None, ""),
        (99, "08/04/1900"),
    ],
)
def test_a_date_is_read_however_the_spreadsheet_kept_it(cell, day):
    assert day_of(cell) == day


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (912345678, "0912345678"),
        (912345678.0, "0912345678"),
        ("912345678", "0912345678"),
        ("912 345 678", "0912345678"),
        ("0912 345 678", "0912 345 678"),
        ("+84912345678", "+84912345678"),
        (84912345678, "84912345678"),
        ("", ""),
    ],
)
def test_a_phone_that_lost_its_zero_gets_it_back(cell, phone):
    assert phone_of(cell) == phone


def test_an_identity_number_that_became_a_number_gets_its_zeros_back():
    assert identity_of(14190001234) == "014190001234"
    assert identity_of("014190001234") == "014190001234"
    assert identity_of("14190001234") == "14190001234", "what was typed as text is not guessed at"


def test_text_has_single_spaces_and_whole_numbers():
    assert (text_of("  Lò   Văn\nA "), text_of(3.0), text_of(2.5), text_of(None)) == (
        "Lò Văn A",
        "3",
        "2.5",
        "",
    )


def test_rows_below_titles_are_read_and_empty_ones_passed_over(roster):
    book = Workbook()
    at = book.active
    at.append(["UBND HUYỆN MƯỜNG SUỐI"])
    at.merge_cells("A1:F1")
    at.append([])
    at.append(["DANH SÁCH DỰ THI"])
    at.append(["TT", "HỌ VÀ TÊN *", "ngày sinh (dd/mm/yyyy)", "Điện thoại", "Chức vụ"])
    at.append([1, "LÒ THỊ MÂY", 32874, 912345678, "Chuyên viên"])
    at.append([])
    at.append([2, "Quàng Văn Suối", datetime.datetime(1991, 2, 3), "0912.345.679", ""])
    for _row in range(40):
        at.append([None, "  ", None])
    at.column_dimensions["C"].hidden = True
    reading = read(roster, saved(book))
    assert [line.row for line in reading.lines] == [5, 7]
    assert [line.state for line in reading.lines] == [RowState.NEW, RowState.NEW]
    first = reading.lines[0].entered
    assert (first.person.full_name, first.person.birth_date, first.phone) == (
        "Lò Thị Mây",
        datetime.date(1990, 1, 1),
        "0912345678",
    )
    assert reading.unknown == ["TT", "Chức vụ"]


def test_rows_that_are_short_or_only_numbered_do_no_harm(roster):
    reading = read(
        roster,
        sheet(
            [1, "Lò Văn A"], [2], [3, "", None, ""], [4, "Lò Văn B", "01/01/1990", "0912345678"],
            headings=["STT", "Họ và tên", "Ngày sinh", "Điện thoại"],
        ),
    )  # fmt: skip
    assert [line.row for line in reading.lines] == [2, 5]
    assert list(reasons(reading)) == ["C2"]
    assert reading.lines[1].state == RowState.NEW


def test_the_list_may_stand_on_another_sheet_than_the_first(roster):
    book = Workbook()
    book.active.append(["Ghi chú của chúng tôi"])
    second = book.create_sheet("Danh sách")
    second.append(["Họ và tên", "Ngày sinh", "Điện thoại"])
    second.append(["Lò Văn A", "=DATE(1990,1,1)", "0912345678"])
    second.append(["Lò Văn B", "01/01/1990", "0912345678"])
    reading = read(roster, saved(book))
    assert [line.state for line in reading.lines] == [RowState.WRONG, RowState.NEW]
    assert "công thức" in reasons(reading)["B2"]


def test_each_wrong_cell_is_named_with_its_value_and_what_to_do(roster):
    reading = read(
        roster,
        sheet(
            ["", "01/01/1990", "0912345678", ""],
            ["Lò Văn A", "31/02/1990", "0912345678", ""],
            ["Lò Văn B", "01/01/1990", "12", "không có"],
            ["Lò Văn C", "01/01/1990", "", ""],
            ["Lò Văn D", "01/01/2045", "0912345678", ""],
            *persons(1),
        ),
    )
    found = reasons(reading)
    assert set(found) == {"A2", "B3", "C4", "D4", "C5", "B6"}
    assert found["B3"] == "Vui lòng ghi ngày/tháng/năm, ví dụ 05/8/1990."
    assert found["C5"].startswith("Vui lòng ghi email hoặc số điện thoại")
    assert reading.count(RowState.WRONG) == 5
    assert [entered.person.full_name for entered in reading.good] == ["Lò Văn Người 0"]


def test_who_is_too_young_or_lacks_a_guardian_is_named_in_the_right_column(rosters, roster):
    rosters.rules.minimum_age = 14
    rosters.rules.save_revision().publish()
    headings = ["Họ và tên", "Ngày sinh", "Điện thoại", "Họ tên cha, mẹ hoặc người giám hộ"]
    reading = read(
        roster,
        sheet(
            ["Lò Bé", "01/01/2012", "0912345678", "Lò Văn Bố"],
            ["Lò Lớn", "01/01/2009", "0912345678", ""],
            ["Lò Có Bố", "01/01/2009", "0912345678", "Lò Văn Bố"],
            headings=headings,
        ),
    )
    found = reasons(reading)
    assert set(found) == {"B2", "D3"}
    assert reading.lines[2].state == RowState.NEW


def test_one_person_twice_in_a_list_is_taken_once(roster):
    rows = [*persons(1), ["LÒ VĂN NGƯỜI 0", "1/1/1990", "0987654321", ""]]
    reading = read(roster, sheet(*rows))
    assert reasons(reading) == {"A3": "Đã có ở dòng 2."}


def test_a_formula_gives_its_saved_value_and_one_without_is_named(roster):
    book = Workbook()
    book.active.append(["Họ và tên", "Ngày sinh", "Điện thoại"])
    book.active.append(['=CONCATENATE("Lò","A")', "01/01/1990", "0912345678"])
    book.active.append(["#N/A", "01/01/1990", "0912345678"])
    found = reasons(read(roster, saved(book)))
    assert found["A2"] == "Ô này là công thức mà tệp không lưu giá trị. Vui lòng ghi giá trị."
    assert found["A3"] == "Công thức ở ô này bị lỗi. Vui lòng ghi giá trị."


def test_divisions_and_questions_are_columns_with_their_values(rosters, roster):
    RegistrationDivision.objects.create(page=rosters.form, name="Cán bộ, công chức", sort_order=0)
    RegistrationDivision.objects.create(page=rosters.form, name="Người dân", sort_order=1)
    for number, (label, kind, choices) in enumerate(
        [
            ("Dân tộc", "dropdown", "Kinh,Thái,Mông"),
            ("Ở nội trú", "checkbox", ""),
            ("Sở trường", "checkboxes", "Hát,Vẽ"),
        ]
    ):
        RegistrationField.objects.create(
            page=rosters.form,
            label=label,
            field_type=kind,
            choices=choices,
            required=False,
            sort_order=number,
        )
    roster.page = type(rosters.form).objects.get(pk=rosters.form.pk)
    headings = ["Họ và tên", "Ngày sinh", "Điện thoại", "Khối dự thi", "Dân tộc", "Ở nội trú", "Sở trường"]
    reading = read(
        roster,
        sheet(
            ["Lò A", "01/01/1990", "0912345678", "nguoi dan", "thai", "Không", "Hát, Vẽ"],
            ["Lò B", "01/01/1990", "0912345678", "Người lạ", "Thái", "Có", ""],
            headings=headings,
        ),
    )
    taken = reading.lines[0].entered
    assert taken.division == "Người dân"
    assert [answer["value"] for answer in taken.answers] == ["Thái", False, "Hát, Vẽ"]
    assert list(reasons(reading)) == ["D3"]
    book = Workbook()
    file = io.BytesIO()
    write_template(roster, columns_of(roster.page), [], file)
    book = load_workbook(file)
    assert [v.formula1 for v in book["Danh sách"].data_validations.dataValidation] == [
        "'Giá trị'!$A$1:$A$2",
        "'Giá trị'!$B$1:$B$3",
        "'Giá trị'!$C$1:$C$2",
    ]


def test_the_template_can_be_sent_as_it_is_and_filled(roster):
    file = io.BytesIO()
    write_template(roster, columns_of(roster.page), [], file)
    assert read(roster, file).refused == "Bên dưới hàng tiêu đề chưa có người nào."
    book = load_workbook(file)
    filled = book["Danh sách"]
    assert filled["A1"].value == "Danh sách người dự thi: Huyện Mường Suối"
    row = next(r for r in range(1, 20) if filled.cell(r, 1).value == "Ví dụ") + 1
    assert filled.cell(row, 5).number_format == "@"
    for column, text in ((3, "Lò Thị Mây"), (4, "5/8/1990"), (5, "0912345678")):
        filled.cell(row, column, text)
    reading = read(roster, saved(book))
    assert [line.state for line in reading.lines] == [RowState.NEW]
    assert "dòng ví dụ" in "\n".join(str(cell.value) for cell in book["Hướng dẫn"]["A"]).lower()


def test_wrong_rows_come_back_as_a_list_with_reasons_and_can_be_mended(roster):
    reading = read(roster, sheet(["Lò A", "31/02/1990", "0912345678", ""], ["=HYPERLINK(1)", "x", "1", ""]))
    file = io.BytesIO()
    write_wrong_rows(roster, reading, file)
    book = load_workbook(file)
    rows = list(book.active.iter_rows(values_only=True))
    header = next(n for n, row in enumerate(rows) if "Chỗ cần sửa" in row or "Lỗi" in row or row[0] == "STT")
    assert rows[header + 1][2:4] == ("Lò A", "31/02/1990")
    assert "Ngày sinh" in rows[header + 1][-1]
    marked = book.active.cell(header + 2, 4)
    assert marked.comment.text == "Vui lòng ghi ngày/tháng/năm, ví dụ 05/8/1990."
    marked.value = "28/02/1990"
    book.active.delete_rows(header + 3)
    assert [line.state for line in read(roster, saved(book)).lines] == [RowState.NEW]


def test_what_a_person_typed_never_runs_as_a_formula_in_a_download(roster):
    reading = read(roster, sheet(["=cmd|'/c calc'!A1", "x", "+1", "@x"]))
    line = reading.lines[0]
    line.texts["full_name"] = "=1+1"
    file = io.BytesIO()
    write_wrong_rows(roster, reading, file)
    values = [cell.value for row in load_workbook(file).active.iter_rows() for cell in row]
    assert "'=1+1" in values
    assert not [value for value in values if isinstance(value, str) and value.startswith(("=", "+", "@"))]


def test_an_old_excel_file_by_a_new_name_gets_a_sentence(roster):
    file = io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000)
    assert read(roster, file).refused.startswith("Đây là tệp Excel kiểu cũ (.xls)")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"name;birth\nA;1990", b"%PDF-1.7"])
def test_what_is_no_workbook_gets_a_sentence(roster, content):
    assert read(roster, io.BytesIO(content)).refused.startswith("Đây không phải tệp Excel")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(roster, monkeypatch):
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

    monkeypatch.setattr(spreadsheets, "load_workbook", never)
    assert read(roster, file).refused.startswith("Tệp này khi mở ra lớn hơn nhiều")


def test_a_list_without_the_columns_or_without_end_is_refused(roster):
    refused = read(roster, sheet(["Lò A"], headings=["Tên gọi"])).refused
    assert refused == "Thiếu các cột: Họ và tên, Ngày sinh. Vui lòng dùng tệp mẫu."
    assert "hơn 2000 dòng" in read(roster, sheet(*persons(2001))).refused


def test_a_thousand_rows_cost_as_many_queries_as_one(rosters, roster, django_assert_max_num_queries):
    rosters.form.most_per_unit = None
    rosters.form.save()
    roster.page.refresh_from_db()
    with django_assert_max_num_queries(12):
        assert read(roster, sheet(*persons(1000))).count(RowState.NEW) == 1000
