"""A unit brings its people: from the first letter to the signed annex, with lists that real programs wrote."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import xlsxwriter
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from contest_pages.registrations.models import Registration
from contest_pages.units.models import Unit
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    EntryRoundPageFactory,
    UnitFactory,
)
from tests.letters import words_of
from tests.names import letters
from tests.rosters.conftest import address, contact_of
from tests.rosters.sheets import persons, sheet

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on this machine")


@pytest.fixture
def form(portal):
    """Return an open form for rosters of districts, 5 to 40 persons of each; three districts."""
    contest = ContestPageFactory(parent=portal.get_children().get(slug="cuoc-thi"), slug="mo")
    ContestRulesPageFactory(parent=contest, slug="the-le")
    now = timezone.now()
    week = datetime.timedelta(days=7)
    EntryRoundPageFactory(parent=contest, slug="tac-pham", opens_at=now - week, closes_at=now + week)
    for name in ("Huyện Mường Suối", "Huyện Phố Núi", "Huyện Bản Xa"):
        UnitFactory(name=name, kind="district", email="ubnd@vidu.example")
    return ContestRegistrationPageFactory(
        parent=contest,
        slug="don-vi",
        title="Đăng ký theo đơn vị",
        kinds=["roster"],
        unit_kinds=["district"],
        least_per_unit=5,
        most_per_unit=40,
    )


@pytest.fixture
def roster(form):
    """Return the roster of the first district."""
    return contact_of(form, Unit.objects.get(name="Huyện Mường Suối"), now=timezone.now())


def by_libreoffice(folder: Path, source: Path, kind: str = "xlsx", *options: str) -> Path:
    """Let LibreOffice write a file again in its own way."""
    target = folder / "lo"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [
            SOFFICE,
            profile,
            "--headless",
            "--convert-to",
            kind,
            *options,
            "--outdir",
            str(target),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return target / f"{source.stem}.{kind.partition(':')[0]}"


def no_barriers(tab) -> None:
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def send(tab, path: Path) -> None:
    tab.get_by_label("Danh sách đã điền").set_input_files(path)
    tab.get_by_role("button", name="Kiểm tra danh sách").click()
    expect(tab.get_by_role("heading", name="Kết quả kiểm tra danh sách")).to_be_visible()


def take(tab) -> None:
    tab.get_by_label("Mỗi người trong danh sách đã biết").check()
    tab.get_by_role("button", name=re.compile("^Nhận")).click()


def test_a_contact_registers_fills_the_template_and_brings_the_list(form, phone, shots, tmp_path):
    phone.goto(form.url)
    phone.get_by_label("Họ và tên").fill("Cầm Thị Liên")
    field = phone.locator("input[role=combobox]")  # once the script is awake
    field.press_sequentially("muong suoi", delay=20)
    expect(phone.get_by_role("option")).to_have_count(1)
    field.press("ArrowDown")
    field.press("Enter")
    phone.get_by_label("Email").fill("lien@vidu.example")
    no_barriers(phone)
    phone.get_by_role("button", name="Tiếp tục").click()
    expect(phone.locator("h1")).to_have_text("Kiểm tra và cam kết")
    for box in phone.locator("fieldset.contest-declarations input[type=checkbox]").all():
        box.check()
    no_barriers(phone)
    phone.get_by_role("button", name="Hoàn tất đăng ký").click()
    expect(phone.locator("main")).to_contain_text("Còn một bước nữa")
    phone.goto(re.search(r"http\S+", mail.outbox[-1].body)[0])
    phone.get_by_role("button", name=re.compile("[Xx]ác nhận")).click()
    expect(phone.locator("main")).to_contain_text("Danh sách của đơn vị")
    no_barriers(phone)
    phone.get_by_role("link", name="Mở danh sách").click()
    expect(phone.locator("main")).to_contain_text("Còn thiếu 5 người.")
    with phone.expect_download() as waiting:
        phone.get_by_role("link", name="Tải tệp mẫu của cuộc thi").click()
    template = tmp_path / "mau.xlsx"
    waiting.value.save_as(template)
    book = load_workbook(template)
    rows = book["Danh sách"]
    example = next(row for row in range(1, 30) if rows.cell(row, 1).value == "Ví dụ")
    for place, (name, born, number, _email) in enumerate(persons(6), start=1):
        for column, value in ((1, place), (3, name), (4, born), (5, number)):
            rows.cell(example + place, column, value)
    book.save(template)
    send(phone, template)
    expect(phone.locator(".contest-roster-states")).to_contain_text("6 Mới")
    phone.screenshot(path=shots / "roster-list-390.png", full_page=True)
    no_barriers(phone)
    take(phone)
    expect(phone.locator("main")).to_contain_text("Đơn vị đã đủ số người theo thể lệ.")
    expect(phone.locator("main")).to_contain_text("Lò Văn Người F")
    phone.screenshot(path=shots / "roster-390.png", full_page=True)
    no_barriers(phone)
    with phone.expect_download() as waiting:
        phone.get_by_role("link", name="Phụ lục để ký (PDF)").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")


@needs_libreoffice
def test_a_list_by_libreoffice_is_read_its_wrong_rows_mended_and_sent_again(roster, phone, shots, tmp_path):
    source = tmp_path / "danh-sach.csv"
    source.write_text(
        "Họ và tên,Ngày sinh,Điện thoại\n"
        + "".join(f"Lò Thị {letters(n)},{n + 1:02}/03/1991,91200000{n}\n" for n in range(6))
        + "Lò Sai Ngày,31/02/1990,0912345678\nLò Thiếu Số,01/01/1990,\n",
        encoding="utf-8",
    )
    written = by_libreoffice(tmp_path, source, "xlsx", "--infilter=CSV:44,34,76,1,2/4/3/1")
    phone.goto(address(roster))
    send(phone, written)
    expect(phone.locator(".contest-roster-states")).to_contain_text("6 Mới")
    expect(phone.locator(".contest-roster-states")).to_contain_text("2 Cần sửa")
    expect(phone.locator("tr.is-wrong").first).to_contain_text("B8")
    phone.screenshot(path=shots / "roster-wrong-390.png", full_page=True)
    no_barriers(phone)
    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.screenshot(path=shots / "roster-wrong-1280.png", full_page=True)
    no_barriers(phone)
    take(phone)
    expect(phone.locator("body")).to_contain_text("Còn 2 dòng cần sửa")
    with phone.expect_download() as waiting:
        phone.get_by_role("link", name="Tải các dòng này về để sửa").click()
    wrong = tmp_path / "can-sua.xlsx"
    waiting.value.save_as(wrong)
    book = load_workbook(wrong)
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value == "31/02/1990":
                cell.value = "28/02/1990"
            if cell.value == "Lò Thiếu Số":
                book.active.cell(cell.row, cell.column + 2).value = "0912345679"
    book.save(wrong)
    phone.goto(address(roster))
    send(phone, by_libreoffice(tmp_path, wrong))
    take(phone)
    expect(phone.locator("body")).to_contain_text("Thêm mới: 2.")
    assert roster.persons.active().count() == 8
    assert set(roster.persons.values_list("phone", flat=True)) >= {"0912000000", "0912345679"}


def school_list(path: Path) -> Path:
    """Write a school's list by another program than ours: merged headings in two rows, classes, totals, signatures."""
    book = xlsxwriter.Workbook(str(path))
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    for number, name in enumerate(("10A1", "10A2")):
        page = book.add_worksheet(name)
        page.merge_range("A1:F1", "TRƯỜNG THPT MẪU", bold)
        page.merge_range("A3:A4", "STT", bold)
        page.merge_range("B3:C3", "Họ và tên", bold)
        page.merge_range("D3:D4", "Ngày, tháng,\nnăm sinh", bold)
        page.merge_range("E3:E4", "SĐT", bold)
        page.write("B4", "Họ đệm", bold)
        page.write("C4", "Tên", bold)
        for row in range(3):
            letter = letters(3 * number + row)
            page.write_row(4 + row, 0, [row + 1, "Lò Thị", f"Mây {letter}"])
            page.write_datetime(4 + row, 3, datetime.datetime(1991, 3, 1 + row + 3 * number), day)
            page.write_number(4 + row, 4, 912000000 + row + 10 * number)
        page.write("A8", "Tổng cộng: 3 học sinh")
        page.write("D10", "Sơn La, ngày 05 tháng 6 năm 2024")
    page.set_row(5, None, None, {"hidden": True})
    guide = book.add_worksheet("Hướng dẫn")
    guide.write("A1", "Mỗi dòng một học sinh")
    book.close()
    return path


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_schools_list_is_read_in_every_format_with_all_that_is_left_out_named(
    roster, phone, shots, tmp_path, kind
):
    written = school_list(tmp_path / "lop.xlsx")
    if kind != "xlsx":
        written = by_libreoffice(tmp_path, written, kind)
    phone.goto(address(roster))
    send(phone, written)
    main = phone.locator("main")
    expect(phone.locator(".contest-roster-states")).to_contain_text("5 Mới")
    expect(main).to_contain_text("Lò Thị Mây A")
    expect(main).to_contain_text("Hướng dẫn: không có tiêu đề danh sách, bỏ qua")
    expect(main).to_contain_text("Có 1 dòng đang ẩn trong tệp nên không nhận: 10A2!6.")
    phone.screenshot(path=shots / f"roster-school-{kind}-390.png", full_page=True)
    no_barriers(phone)
    phone.get_by_role("button", name="Nhận cả dòng ẩn").click()
    expect(phone.locator(".contest-roster-states")).to_contain_text("6 Mới")
    take(phone)
    expect(main).to_contain_text("Đơn vị đã đủ số người theo thể lệ.")
    assert roster.persons.active().count() == 6
    assert set(roster.persons.values_list("phone", flat=True)) >= {"0912000000", "0912000012"}


@needs_libreoffice
def test_a_csv_without_headings_is_taken_once_its_columns_are_assigned(roster, phone, shots, tmp_path):
    plain = tmp_path / "a.xlsx"
    plain.write_bytes(sheet(*persons(4), headings=persons(5)[4]).getvalue())
    phone.goto(address(roster))
    send(phone, by_libreoffice(tmp_path, plain, "csv:Text - txt - csv (StarCalc):59,34,76"))
    expect(phone.get_by_role("alert")).to_contain_text("Không tìm thấy hàng tiêu đề cột")
    phone.screenshot(path=shots / "roster-assign-390.png", full_page=True)
    no_barriers(phone)
    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.screenshot(path=shots / "roster-assign-1280.png", full_page=True)
    for letter, column in (("A", "full_name"), ("B", "birth_date"), ("C", "phone")):
        phone.get_by_label(f"Cột {letter}", exact=True).select_option(column)
    phone.get_by_role("button", name="Đọc danh sách như vậy").click()
    expect(phone.locator(".contest-roster-states")).to_contain_text("5 Mới")
    take(phone)
    expect(phone.locator("main")).to_contain_text("Đơn vị đã đủ số người theo thể lệ.")


def test_the_roster_works_without_a_script(roster, new_context, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet(*persons(5)).getvalue())
    tab = new_context(java_script_enabled=False).new_page()
    tab.goto(address(roster))
    tab.get_by_label("Danh sách đã điền").set_input_files(path)
    tab.get_by_role("button", name="Kiểm tra danh sách").click()
    take(tab)
    expect(tab.locator("main")).to_contain_text("Đơn vị đã đủ số người theo thể lệ.")
    tab.get_by_role("link", name="Xóa khỏi danh sách Lò Văn Người E").click()
    tab.get_by_role("button", name="Đồng ý đưa ra khỏi danh sách").click()
    expect(tab.locator("main")).to_contain_text("Còn thiếu 1 người.")


def test_one_person_is_added_with_the_keyboard_alone(roster, phone):
    phone.goto(address(roster, "them/"))
    phone.get_by_label("Họ và tên", exact=False).first.focus()
    for text in ("Quàng Thị Phím", "05/08/1990", "0912345678"):
        phone.keyboard.type(text)
        phone.keyboard.press("Tab")
    phone.get_by_label("Mỗi người trong danh sách đã biết").focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    expect(phone.locator("body")).to_contain_text("Đã đưa Quàng Thị Phím vào danh sách")
    phone.goto(address(roster, "them/"))
    no_barriers(phone)


def test_an_organiser_sees_who_is_missing_and_reminds_them(form, roster, enter_admin, shots):
    tab = enter_admin("organisers")
    tab.goto("/admin/contest/rosters/")
    tab.get_by_role("link", name="Đăng ký theo đơn vị").last.click()
    expect(tab.locator("table.listing")).to_contain_text("Huyện Phố Núi")
    tab.screenshot(path=shots / "roster-units-1280.png", full_page=True)
    tab.get_by_role("link", name="Nhắc các đơn vị còn thiếu").click()
    expect(tab.locator("main")).to_contain_text("3 đơn vị sẽ nhận thư này")
    tab.get_by_role("button", name="Gửi thư nhắc").click()
    expect(tab.locator("body")).to_contain_text("Đang gửi thư nhắc tới 3 đơn vị.")
    letters = [letter for letter in mail.outbox if "Chỉ tiêu mỗi đơn vị" in words_of(letter)]
    assert {letter.to[0] for letter in letters} == {"lienhe@vidu.example", "ubnd@vidu.example"}
    assert Registration.objects.filter(kind="roster").count() == 1
