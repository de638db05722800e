"""Units from a list: read, compared, applied; merged and split."""

from __future__ import annotations

import datetime
import io
import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from contest_pages.units.domain.list_import import apply, apply_list, columns, preview, upload_list
from contest_pages.units.domain.reorganisation import merge, split
from contest_pages.units.enums import Difference
from contest_pages.units.errors import UnitRefused
from contest_pages.units.logic.list_diff import UnitLine, compare, parents_first
from contest_pages.units.models import Succession, Unit
from contest_pages.units.queries import ending_of
from tests.factories import RegistrationFactory, UnitFactory, UserFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db

DAY = datetime.date(2025, 7, 1)


def line(code, name="Xã", parent="", **more) -> UnitLine:
    return UnitLine(code=code, name=name, kind=more.pop("kind", "commune"), parent=parent, **more)


def book(*rows) -> io.BytesIO:
    """Return an XLSX list of these rows."""
    workbook = Workbook()
    workbook.active.append([column.label for column in columns()])
    for row in rows:
        workbook.active.append(row)
    file = io.BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def taken(*rows, on=None):
    comparison = preview(book(*rows))[1]
    assert comparison.wrong == []
    return apply(comparison, on=on)


@pytest.fixture
def province():
    return UnitFactory(name="Tỉnh", kind="province", code="14")


# --- comparing, plain ------------------------------------------------------------------------------------


def test_each_line_is_new_renamed_moved_changed_closed_or_nothing():
    known = {"P": line("P", "Tỉnh", kind="province"), "A": line("A", parent="P"), "B": line("B", parent="P")}
    lines = [
        line("N", parent="P"),
        line("A", "Xã Mới", parent="P"),
        line("B", parent="", kind="school"),
        line("P", "Tỉnh", kind="province"),
    ]
    found = {change.line.code: change.differences for change in compare(lines, known).changes}
    assert found == {
        "N": (Difference.NEW,),
        "A": (Difference.RENAMED,),
        "B": (Difference.MOVED, Difference.CHANGED),
    }
    assert compare(lines, known).same == 1
    closed = compare([line("A", parent="P", valid_to=DAY)], known)
    assert closed.changes[0].differences == (Difference.CLOSED,)
    assert compare([line("A", parent="P", valid_to=DAY)], {}, {("A", DAY)}).same == 1


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([line("A", row=2), line("A", row=3)], "hàng 2"),
        ([line("A", parent="X")], "X"),
        ([line("A", parent="B"), line("B", parent="A")], "trực thuộc chính nó"),
        ([line("A", parent="A")], "trực thuộc chính nó"),
        ([line("A", valid_from=DAY, valid_to=DAY - datetime.timedelta(days=1))], "kết thúc"),
        ([line("A", valid_to=DAY, successors=("A",))], "kế thừa chính"),
        ([line("A", valid_to=DAY, successors=("Z",))], "Z"),
    ],
)
def test_a_wrong_line_is_named_with_its_reason(lines, reason):
    wrong = compare(lines, {}).wrong
    assert wrong
    assert reason in wrong[0][2]


@given(st.randoms(use_true_random=False), st.integers(1, 30))
def test_whatever_the_order_of_lines_parents_come_first(chance: random.Random, size):
    lines = [
        line(str(n), parent=str(chance.randrange(n)) if n and chance.random() < 0.8 else "")
        for n in range(size)
    ]
    chance.shuffle(lines)
    seen: set[str] = set()
    for generation in parents_first(compare(lines, {}).changes):
        for change in generation:
            assert not change.line.parent or change.line.parent in seen
        seen |= {change.line.code for change in generation}
    assert len(seen) == size


# --- applying --------------------------------------------------------------------------------------------


def test_new_units_stand_below_their_parents_and_are_found_without_marks(province):
    count = taken(
        ["X2", "Xã Mường Bú", "Xã, phường, đặc khu", "X1"],
        ["X1", "Khu vực Một", "Cơ quan", "14"],
        ["X3", "Xã Chiềng San", "commune", "X1", "Khối vùng cao"],
    )
    assert count == 3
    first = Unit.objects.get(code="X1")
    assert first.get_parent() == province
    assert [unit.name for unit in first.get_children()] == ["Xã Mường Bú", "Xã Chiềng San"]
    assert Unit.objects.get(code="X3").block == "Khối vùng cao"
    assert Unit.find_problems() == ([], [], [], [], [])
    assert Unit.objects.get(search_text__contains="muong bu").code == "X2"


def test_the_same_list_twice_changes_nothing(province):
    rows = [["X1", "Xã Một", "commune", "14"], ["X2", "Xã Hai", "commune", "14", "", "", "30/6/2025", "X1"]]
    assert taken(*rows) == 2
    comparison = preview(book(*rows))[1]
    assert (comparison.changes, comparison.same) == ([], 2)
    assert Unit.objects.count() == 3


def test_without_a_day_a_name_is_corrected_in_place(province):
    unit = UnitFactory(name="Xã Mưòng Bú", code="X1", parent=province)
    taken(["X1", "Xã Mường Bú", "commune", "14"])
    unit.refresh_from_db()
    assert unit.name == "Xã Mường Bú"
    assert Unit.objects.count() == 2


def test_with_a_day_the_old_name_stays_with_what_points_to_it(province, stage):
    old = UnitFactory(name="Huyện Cũ", kind="district", code="X1", parent=province)
    below = UnitFactory(name="Xã Con", code="X2", parent=Unit.objects.get(pk=old.pk))
    registration = RegistrationFactory(page=stage.form, unit=old)
    taken(["X1", "Khu Mới", "district", "14"], on=DAY)
    registration.refresh_from_db()
    assert registration.unit.name == "Huyện Cũ"
    old.refresh_from_db()
    assert old.valid_to == DAY - datetime.timedelta(days=1)
    new = Unit.objects.get(code="X1", valid_to=None)
    assert (new.name, new.valid_from, list(old.successors.all())) == ("Khu Mới", DAY, [new])
    below.refresh_from_db()
    assert below.get_parent() == new
    assert Unit.find_problems() == ([], [], [], [], [])


def test_a_unit_moves_below_another_and_to_the_top(province):
    other = UnitFactory(name="Tỉnh Khác", kind="province", code="15")
    UnitFactory(name="Xã", code="X1", parent=province)
    UnitFactory(name="Sở", kind="agency", code="S1", parent=Unit.objects.get(pk=province.pk))
    taken(["X1", "Xã", "commune", "15"], ["S1", "Sở", "agency", ""])
    assert Unit.objects.get(code="X1").get_parent() == other
    assert Unit.objects.get(code="S1").depth == 1
    assert Unit.find_problems() == ([], [], [], [], [])


def test_closed_units_are_succeeded_by_those_that_the_list_names(province):
    for code in ("X1", "X2"):
        UnitFactory(name=code, code=code, parent=Unit.objects.get(pk=province.pk))
    taken(
        ["X1", "X1", "commune", "14", "", "", "30/6/2025", "N1"],
        ["X2", "X2", "commune", "14", "", "", datetime.datetime(2025, 6, 30), "N1; N2"],
        ["N1", "Mới Một", "commune", "14", "", "1/7/2025"],
        ["N2", "Mới Hai", "commune", "14", "", "2025-07-01"],
    )
    successors = {
        unit.code: sorted(found.code for found in unit.successors.all())
        for unit in Unit.objects.exclude(valid_to=None)
    }
    assert successors == {"X1": ["N1"], "X2": ["N1", "N2"]}
    assert set(Unit.objects.valid_on(DAY).values_list("code", flat=True)) == {"14", "N1", "N2"}


def test_a_csv_of_a_vietnamese_spreadsheet_is_read_too(province):
    text = "Mã;Tên;Loại;Mã cấp trên\r\nX1;Xã Mường Bú;Xã, phường, đặc khu;14\r\n;;;\r\n"
    for encoding in ("utf-8-sig", "utf-8", "utf-16", "utf-16-le"):
        _reading, comparison = preview(io.BytesIO(text.encode(encoding)))
        assert [change.line.name for change in comparison.changes] == ["Xã Mường Bú"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["", "Xã", "commune"], "Thiếu mã"),
        (["X" * 21, "Xã", "commune"], "20"),
        (["X1", "", "commune"], "Thiếu tên"),
        (["X1", "Xã", "làng"], "ghi một trong"),
        (["X1", "Xã", "commune", "", "", "31/2/2025"], "ngày/tháng/năm"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row, reason):
    wrong = preview(book(["OK", "Xã Tốt", "commune"], row))[1].wrong
    assert (wrong[0][0], len(wrong)) == (3, 1)
    assert reason in wrong[0][2]


def test_a_file_that_is_no_list_is_refused():
    assert preview(io.BytesIO(b"PK not really"))[1].wrong[0][2].startswith("Tệp này bị hỏng")
    assert preview(book())[1].wrong[0][2] == "Bên dưới hàng tiêu đề chưa có dòng nào."


def test_a_number_as_a_code_keeps_its_digits():
    assert preview(book([3646.0, "Xã", "commune"]))[1].changes[0].line.code == "3646"


def test_if_one_unit_cannot_be_replaced_nothing_happens(province):
    UnitFactory(name="Xã", code="X1", parent=province, valid_from=DAY)
    comparison = preview(book(["N", "Mới", "commune", "14"], ["X1", "Khác", "commune", "14"]))[1]
    with pytest.raises(UnitRefused, match="Xã"):
        apply(comparison, on=DAY)
    assert not Unit.objects.filter(code="N").exists()


def test_ten_thousand_rows_cost_few_queries(django_assert_max_num_queries):
    rows = [["P", "Tỉnh", "province", ""]]
    rows += [[f"C{number}", f"Xã {number}", "commune", "P"] for number in range(10_000)]
    comparison = preview(book(*rows))[1]
    heard = []
    # SQLite takes fewer values at once.
    with django_assert_max_num_queries(60 if connection.vendor == "postgresql" else 250):
        assert apply(comparison, progress=lambda done, total: heard.append((done, total))) == 10_001
    assert heard[-1] == (10_001, 10_001)
    assert Unit.objects.get(code="P").numchild == 10_000


def test_two_units_of_today_never_have_one_code():
    UnitFactory(code="X1", valid_to=DAY)
    UnitFactory(code="X1")
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitFactory(code="X1")


def test_a_kept_list_is_applied_once(province):
    file = SimpleUploadedFile("don-vi.xlsx", book(["X1", "Xã", "commune", "14"]).read())
    found = upload_list(file=file, on=None, actor=UserFactory(), now=NOW)
    assert apply_list(unit_list=found, actor=UserFactory(), now=NOW) == 1
    assert apply_list(unit_list=found, actor=UserFactory(), now=NOW) == 1
    assert Unit.objects.filter(code="X1").count() == 1


def test_the_command_previews_then_applies_and_refuses_wrong_rows(tmp_path, province):
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(["X1", "Xã", "commune", "14"]).read())
    output = io.StringIO()
    call_command("contest_import_units", path, stdout=output)
    assert not Unit.objects.filter(code="X1").exists()
    call_command("contest_import_units", path, apply=True, stdout=output)
    assert Unit.objects.filter(code="X1").exists()
    path.write_bytes(book(["X1", "", "commune", "14"]).read())
    with pytest.raises(CommandError, match="1 rows are wrong"):
        call_command("contest_import_units", path, apply=True, stdout=output, stderr=io.StringIO())


# --- merging and splitting -------------------------------------------------------------------------------


def test_merged_units_end_and_the_new_one_takes_over_what_stood_below(province, stage):
    one, two = (UnitFactory(name=name, code=name, parent=Unit.objects.get(pk=province.pk)) for name in "AB")
    school = UnitFactory(name="Trường", kind="school", code="T", parent=two)
    registration = RegistrationFactory(page=stage.form, unit=one)
    new = merge(units=[one, two], name="Xã Chung", code="A", on=DAY, actor=UserFactory())
    registration.refresh_from_db()
    school.refresh_from_db()
    assert registration.unit.name == "A"
    assert school.get_parent() == new
    assert set(new.predecessors.values_list("name", flat=True)) == {"A", "B"}
    assert set(Unit.objects.valid_on(DAY)) == {province, new, school}
    assert Unit.find_problems() == ([], [], [], [], [])


def test_a_split_unit_is_succeeded_by_its_parts(province):
    unit = UnitFactory(name="Xã Lớn", code="X1", parent=province)
    parts = split(unit=unit, parts=[("Xã Đông", "X1"), ("Xã Tây", "X2")], on=DAY, actor=UserFactory())
    assert set(Succession.objects.values_list("predecessor", "successor")) == {
        (unit.pk, part.pk) for part in parts
    }
    assert [part.get_parent() for part in parts] == [province, province]


@pytest.mark.parametrize("reason", ["ít nhất hai", "trực thuộc", "đã kết thúc", "mã", "từ ngày"])
def test_what_cannot_be_merged_is_refused_and_nothing_ends(province, reason):
    first = UnitFactory(name="Một", code="X1", parent=province)
    child = UnitFactory(name="Con", code="X3", parent=first)
    other = UnitFactory(name="Hai", code="X2", parent=Unit.objects.get(pk=province.pk))
    ended = UnitFactory(name="Cũ", code="X9", valid_to=DAY - datetime.timedelta(days=9))
    later = UnitFactory(name="Sau", code="X8", valid_from=DAY)
    units, code = {
        "ít nhất hai": ([first], "N"),
        "trực thuộc": ([first, child], "N"),
        "đã kết thúc": ([other, ended], "N"),
        "mã": ([first, other], "14"),
        "từ ngày": ([other, later], "N"),
    }[reason]
    with pytest.raises(UnitRefused, match=reason):
        merge(units=units, name="Mới", code=code, on=DAY, actor=UserFactory())
    assert Unit.objects.today().filter(code__in=["X1", "X2", "X3"]).count() == 3


def test_a_unit_with_others_below_is_not_split(province):
    UnitFactory(parent=province)
    with pytest.raises(UnitRefused, match="trực thuộc"):
        split(
            unit=Unit.objects.get(pk=province.pk), parts=[("A", "A"), ("B", "B")], on=DAY, actor=UserFactory()
        )


def test_the_preview_counts_what_keeps_pointing_to_a_unit(province, stage):
    RegistrationFactory(page=stage.form, unit=province)
    child = UnitFactory(parent=province)
    found = ending_of(Unit.objects.get(pk=province.pk))
    assert found.below == [child]
    assert [count for _what, count in found.pointing] == [1]
