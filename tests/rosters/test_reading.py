"""Lists as spreadsheets really are: each wrong cell is named, and Excel's habits are undone."""

from __future__ import annotations

import datetime
import io

from openpyxl import Workbook, load_workbook

from contest_pages.registrations.models import RegistrationDivision, RegistrationField
from contest_pages.rosters.domain.importing import import_persons
from contest_pages.rosters.enums import RowState
from contest_pages.rosters.exports.sheets import write_template, write_wrong_rows
from contest_pages.rosters.forms.columns import columns_of
from contest_pages.rosters.forms.reading import read_roster_list
from contest_pages.rosters.queries.persons import persons_of
from tests.factories.pages import NOW
from tests.names import letters

from .sheets import persons, saved, sheet


def read(roster, file):
    return read_roster_list(file, roster, NOW)


def reasons(reading) -> dict[str, str]:
    return {wrong.cell: wrong.reason for line in reading.lines for wrong in line.wrong}


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
    assert reading.found.unknown == ["TT", "Chức vụ"]


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
    errors = reasons(reading)
    assert set(errors) == {"A2", "B3", "C4", "D4", "C5", "B6"}
    assert errors["B3"] == "Nhập ngày sinh đủ ngày, tháng, năm, ví dụ 05/8/1990."
    assert errors["C5"].startswith("Vui lòng ghi email hoặc số điện thoại")
    assert reading.count(RowState.WRONG) == 5
    assert [entered.person.full_name for entered in reading.good] == ["Lò Văn Người A"]


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
    errors = reasons(reading)
    assert set(errors) == {"B2", "D3"}
    assert reading.lines[2].state == RowState.NEW


def test_a_person_twice_in_a_list_is_imported_once(roster):
    rows = [*persons(1), ["LÒ VĂN NGƯỜI A", "1/1/1990", "0987654321", ""]]
    reading = read(roster, sheet(*rows))
    assert reasons(reading) == {"A3": "Đã có ở dòng 2."}


def test_a_formula_gives_its_saved_value_and_one_without_is_named(roster):
    book = Workbook()
    book.active.append(["Họ và tên", "Ngày sinh", "Điện thoại"])
    book.active.append(['=CONCATENATE("Lò","A")', "01/01/1990", "0912345678"])
    book.active.append(["#N/A", "01/01/1990", "0912345678"])
    errors = reasons(read(roster, saved(book)))
    assert errors["A2"] == "Ô này là công thức mà tệp không lưu giá trị. Vui lòng ghi giá trị."
    assert errors["A3"] == "Công thức ở ô này bị lỗi. Vui lòng ghi giá trị."


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
    entry = reading.lines[0].entered
    assert entry.division == "Người dân"
    assert [answer["value"] for answer in entry.answers] == ["Thái", False, ["Hát", "Vẽ"]]
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
    assert read(roster, file).found.refused == "Bên dưới hàng tiêu đề chưa có dòng nào."
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
    assert marked.comment.text == "Nhập ngày sinh đủ ngày, tháng, năm, ví dụ 05/8/1990."
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


def test_a_list_without_the_columns_or_without_end_is_refused(roster):
    refused = read(roster, sheet(["Lò A", "0912345678"], headings=["Họ tên", "SĐT"])).found.refused
    assert refused.startswith("Thiếu các cột: Ngày sinh.")
    assert "hơn 2000 dòng" in read(roster, sheet(*persons(2001))).found.refused


def test_a_thousand_rows_cost_as_many_queries_as_one(rosters, roster, django_assert_max_num_queries):
    rosters.form.most_per_unit = None
    rosters.form.save()
    roster.page.refresh_from_db()
    with django_assert_max_num_queries(12):
        assert read(roster, sheet(*persons(1000))).count(RowState.NEW) == 1000


def test_the_list_of_the_roster_comes_back_unchanged_and_changes_nothing(roster):
    rows = [
        ["H'Hen Niê", "05/08/1990", "0912345678", ""],
        ["Lò Thị Mây", "1/2/1991", "", "may@vidu.example"],
    ]
    import_persons(roster=roster, entries=read(roster, sheet(*rows)).good, words="Đồng ý", now=NOW)
    file = io.BytesIO()
    persons_now = persons_of(roster).prefetch_related("members")
    write_template(roster, columns_of(roster.page), persons_now, file)
    reading = read(roster, file)
    assert [line.state for line in reading.lines] == [RowState.SAME, RowState.SAME]
    assert [row.reason for row in reading.found.passed_over] == ["Dòng ví dụ của mẫu."]


def test_a_person_typed_over_the_example_is_taken(roster):
    file = io.BytesIO()
    write_template(roster, columns_of(roster.page), [], file)
    book = load_workbook(file)
    filled = book["Danh sách"]
    row = next(r for r in range(1, 20) if filled.cell(r, 1).value == "Ví dụ")
    filled.cell(row, 3, "Lò Thị Mây")
    reading = read(roster, saved(book))
    assert [line.texts["full_name"] for line in reading.lines] == ["Lò Thị Mây"]


def test_a_cell_of_yes_or_no_that_says_neither_is_named(rosters, roster):
    RegistrationField.objects.create(
        page=rosters.form, label="Ở nội trú", field_type="checkbox", required=False, sort_order=0
    )
    roster.page = type(rosters.form).objects.get(pk=rosters.form.pk)
    headings = ["Họ và tên", "Ngày sinh", "Điện thoại", "Ở nội trú"]
    answers = ["Chưa", "K", "-", "x", "Có", "để hỏi lại"]
    rows = [[f"Lò {letters(n)}", "01/01/1990", f"091234567{n}", answer] for n, answer in enumerate(answers)]
    reading = read(roster, sheet(*rows, headings=headings))
    assert [line.entered.answers[0]["value"] for line in reading.lines[:5]] == [
        False,
        False,
        False,
        True,
        True,
    ]
    assert reasons(reading) == {"D7": "Vui lòng ghi “Có” hoặc “Không”."}


def test_years_of_birth_are_kept_where_the_form_takes_them_and_come_back_as_years(rosters, roster):
    rosters.form.takes_birth_year = True
    rosters.form.save()
    roster.page.refresh_from_db()
    headings = ["Họ và tên", "Năm sinh", "Điện thoại"]
    rows = [["Lò Thị Mây", 1990, "0912345678"], ["Cà Văn Nậm", "05/8/1990", "0912345679"]]
    file = sheet(*rows, headings=headings)
    reading = read(roster, file)
    assert [str(entered.person.birth) for entered in reading.good] == ["1990", "05/08/1990"]
    import_persons(roster=roster, entries=reading.good, words="Đồng ý", now=NOW)
    assert [line.state for line in read(roster, file).lines] == [RowState.SAME, RowState.SAME]


AGREE = "Có, tôi đồng ý"


def test_answers_come_back_from_a_list_as_they_were_given(rosters, roster):
    for number, (label, kind) in enumerate(
        [("Lớp", "singleline"), ("Lop", "singleline"), ("Đồng ý", "checkboxes"), ("Đến lúc", "datetime")]
    ):
        RegistrationField.objects.create(
            page=rosters.form,
            label=label,
            field_type=kind,
            choices=f"{AGREE}\nKhông; để sau",
            required=False,
            sort_order=number,
        )
    roster.page = type(rosters.form).objects.get(pk=rosters.form.pk)
    roster.page.save()
    roster.page = type(rosters.form).objects.get(pk=rosters.form.pk)
    headings = ["Họ và tên", "Ngày sinh", "Điện thoại", "Lop", "Lớp", "Đồng ý", "Đến lúc"]
    row = ["Lò A", "01/01/1990", "0912345678", "mái", "10A", f"{AGREE}; Không; để sau", "10/7/2024 8h"]
    entry = read(roster, sheet(row, headings=headings)).lines[0].entered
    kept = ["10A", "mái", [AGREE, "Không; để sau"], "2024-07-10T08:00:00+07:00"]
    assert [answer["value"] for answer in entry.answers] == kept
    import_persons(roster=roster, entries=[entry], words="", now=NOW)
    person = persons_of(roster).prefetch_related("members").get()
    columns = columns_of(roster.page)
    file = io.BytesIO()
    write_template(roster, columns, [person], file)
    again = read(roster, file)
    assert [line.state for line in again.lines] == [RowState.SAME]
    assert [answer["value"] for answer in again.lines[0].entered.answers] == kept


def test_a_list_without_a_questions_column_takes_no_answer_away(rosters, roster):
    RegistrationField.objects.create(page=rosters.form, label="Lớp", field_type="singleline", required=False)
    roster.page = type(rosters.form).objects.get(pk=rosters.form.pk)
    headings = ["Họ và tên", "Ngày sinh", "Điện thoại", "Lớp"]
    row = ["Lò A", "01/01/1990", "0912345678"]
    entry = read(roster, sheet([*row, "10A"], headings=headings)).lines[0].entered
    import_persons(roster=roster, entries=[entry], words="", now=NOW)
    row[2] = "0912345679"
    entry = read(roster, sheet(row, headings=headings[:3])).lines[0].entered
    import_persons(roster=roster, entries=[entry], words="", now=NOW)
    person = persons_of(roster).get()
    assert person.phone == "0912345679"
    assert [answer["value"] for answer in person.answers] == ["10A"]
