"""Each kind of contestant registers in a browser: keyboard, phone, no scripts; then the page that is theirs."""

from __future__ import annotations

import datetime
import re

import pytest
import sms
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.models import Registration
from tests.e2e.conftest import PHONE
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    EntryRoundPageFactory,
)
from tests.letters import words_of
from tests.names import letters


@pytest.fixture
def form(portal):
    """Return a form below an open contest that takes individuals, groups of 3 and teams of 3 to 5."""
    now = timezone.now()
    contest = ContestPageFactory(
        parent=portal.get_children().get(slug="cuoc-thi"), slug="mo", title="Cuộc thi mở"
    )
    ContestRulesPageFactory(parent=contest, slug="the-le", minimum_age=6)
    EntryRoundPageFactory(
        parent=contest,
        slug="tac-pham",
        opens_at=now - datetime.timedelta(days=1),
        closes_at=now + datetime.timedelta(days=9),
    )
    sms.outbox = []
    return ContestRegistrationPageFactory(
        parent=contest,
        slug="dang-ky",
        title="Đăng ký dự thi",
        kinds=["individual", "group", "team"],
        largest_group=3,
        smallest_team=3,
        largest_team=5,
        main_members=2,
    )


@pytest.fixture
def old_phone(new_context) -> Tab:
    """Return a narrow tab that runs no scripts."""
    tab = new_context(java_script_enabled=False).new_page()
    tab.set_viewport_size(PHONE)
    return tab


def person(tab: Tab, number: int, name: str, born: str) -> None:
    row = tab.locator("[data-contest-row]:visible").nth(number)
    row.get_by_label("Họ và tên", exact=False).first.fill(name)
    row.get_by_role("textbox", name="Ngày sinh").fill(born)


def go_on(tab: Tab) -> None:
    tab.get_by_role("button", name="Tiếp tục").click()


def begin(tab: Tab, kind="Cá nhân") -> None:
    """Open the form and choose as what one registers."""
    tab.goto("/cuoc-thi/mo/dang-ky/")
    tab.get_by_label(kind).check()
    go_on(tab)
    expect(tab.locator(".contest-form-steps__words")).to_have_text("Bước 2 trong 3 bước")


def give_contact(tab: Tab, email="doi@vidu.example", phone="") -> None:
    tab.get_by_label("Email").fill(email)
    tab.get_by_label("Điện thoại").fill(phone)
    go_on(tab)


def agree_only(tab: Tab) -> None:
    tab.get_by_label("Tôi đồng ý để").check()
    tab.get_by_label("Tôi không phải là thành viên").check()
    tab.get_by_role("button", name="Hoàn tất đăng ký").click()


def agree(tab: Tab, email="doi@vidu.example", phone="") -> None:
    """Give the contact, declare and register."""
    give_contact(tab, email, phone)
    agree_only(tab)


def confirm_by_letter(tab: Tab) -> None:
    expect(tab.locator("h1")).to_contain_text("Còn một bước nữa")
    tab.goto(re.search(r"http\S+", mail.outbox[-1].body)[0])
    tab.get_by_role("button", name="Xác nhận đăng ký của tôi").click()
    expect(tab.locator("h1")).to_have_text("Đăng ký thành công")


def test_a_team_registers_on_a_phone_and_rows_come_and_go(form, phone):
    begin(phone, "Đội thi")
    add = phone.get_by_role("button", name="Thêm thành viên")
    for number, name in enumerate(["Đội Trưởng", "Người Hai", "Bỏ Đi", "Người Tư"]):
        if number:
            add.click()
            expect(phone.locator(".contest-person--row")).to_have_count(number)
        person(phone, number, name, f"{number + 1}/2/1990")
    phone.get_by_role("button", name="Sửa Bỏ Đi").click()
    phone.get_by_role("button", name="Xóa thành viên này").click()
    expect(phone.locator(".contest-person--row")).to_have_count(3)
    expect(add).to_contain_text("còn 2 chỗ")
    give_contact(phone)
    errors = phone.locator("[data-contest-errors]")
    expect(errors).to_contain_text("đúng 2 thành viên chính; hiện đánh dấu 0")
    expect(errors).to_be_focused()
    for name in ("Đội Trưởng", "Người Hai"):
        phone.get_by_role("button", name=f"Sửa {name}").click()
        phone.get_by_label("Thành viên chính").check()
    agree(phone)
    expect(phone.locator("h1")).to_contain_text("Còn một bước nữa")
    confirm_by_letter(phone)
    expect(phone.locator(".contest-members li")).to_have_count(3)
    expect(phone.locator(".contest-members li").first).to_contain_text("Đội trưởng")


@pytest.mark.parametrize(("kind", "others"), [("Nhóm tác giả", 1), ("Đội thi", 2)])
def test_a_group_and_a_team_register_without_scripts(form, old_phone, kind, others):
    begin(old_phone, kind)
    add = old_phone.get_by_role("button", name="Thêm thành viên")
    for number in range(others + 1):
        if number:
            add.click()
        person(old_phone, number, f"Người Số {letters(number)}", "1/2/1990")
        if kind == "Đội thi" and number < 2:
            old_phone.get_by_label("Thành viên chính").check()
    agree(old_phone)
    confirm_by_letter(old_phone)
    names = [member.full_name for member in Registration.objects.get().members.all()]
    assert names == [f"Người Số {letters(n)}" for n in range(others + 1)]


def test_a_group_registers_with_a_keyboard_alone(form, phone):
    phone.goto("/cuoc-thi/mo/dang-ky/")
    keys = phone.keyboard
    phone.get_by_label("Cá nhân").focus()
    keys.press("ArrowDown")
    keys.press("Enter")
    for number in range(2):
        phone.locator(f"#id_people-{number}-full_name").focus()
        keys.type(f"Người Số {letters(number)}")
        keys.press("Tab")
        keys.type(f"{number + 1}/2/1990")
        if not number:
            phone.get_by_role("button", name="Thêm thành viên").focus()
            keys.press("Enter")
    for _field in range(5):  # past removing, adding, “another person of the same name”, the unit
        keys.press("Tab")
    expect(phone.get_by_label("Điện thoại")).to_be_focused()
    keys.press("Tab")
    keys.type("doi@vidu.example")
    keys.press("Enter")
    phone.get_by_label("Tôi đồng ý để").focus()
    keys.press("Space")
    keys.press("Tab")
    keys.press("Space")
    keys.press("Enter")
    confirm_by_letter(phone)
    registration = Registration.objects.get()
    assert (registration.kind, registration.members.count()) == ("group", 2)


def test_an_individual_registers_with_a_phone_number_and_a_keyboard_alone(form, phone):
    begin(phone)
    phone.get_by_label("Họ và tên").first.focus()
    keys = phone.keyboard
    keys.type("lò thị mây")
    keys.press("Tab")
    keys.type("01-02-1990")
    for _field in range(3):  # past “another person of the same name” and the unit
        keys.press("Tab")
    keys.type("+84 912 345 678")
    keys.press("Enter")
    phone.get_by_label("Tôi đồng ý để").focus()
    keys.press("Space")  # agrees
    keys.press("Tab")
    keys.press("Space")  # no committee
    keys.press("Enter")
    expect(phone.locator("h1")).to_have_text("Nhập mã trong tin nhắn")
    code = re.search(r"\d{6}", sms.outbox[-1].body)[0]
    phone.get_by_label("Mã trong tin nhắn").focus()
    keys.type(code)
    keys.press("Enter")
    expect(phone.locator("h1")).to_have_text("Đăng ký thành công")
    expect(phone.locator("main")).to_contain_text("Lò Thị Mây")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_the_back_button_of_the_browser_loses_nothing(form, new_context, has_scripts):
    tab = new_context(java_script_enabled=has_scripts).new_page()
    begin(tab)
    person(tab, 0, "Lò Thị Mây", "1/2/1990")
    give_contact(tab)
    expect(tab.locator("h1")).to_have_text("Kiểm tra và cam kết")
    tab.go_back()
    expect(tab.get_by_label("Họ và tên").first).to_have_value("Lò Thị Mây")
    tab.go_forward()
    expect(tab.locator("main")).to_contain_text("Lò Thị Mây")


def test_a_child_is_asked_for_a_guardian_as_soon_as_the_birth_date_says_so(form, phone):
    begin(phone)
    guardian = phone.get_by_label("Họ tên cha, mẹ hoặc người giám hộ")
    expect(guardian).to_be_hidden()
    born = timezone.localdate().replace(day=1) - datetime.timedelta(days=365 * 12)
    person(phone, 0, "Cà Thị Bé", f"{born:%d/%m/%Y}")
    phone.keyboard.press("Tab")
    expect(guardian).to_be_visible()
    guardian.fill("Cà Văn Bố")
    phone.get_by_label("Tôi là cha, mẹ hoặc người giám hộ").check()
    phone.get_by_label("chính tôi cũng đồng ý").check()
    agree(phone)
    expect(phone.locator("h1")).to_contain_text("Còn một bước nữa")


def test_nobody_is_asked_for_a_guardian_from_the_age_that_the_site_has_set(form, phone, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "GUARDIAN_BELOW_AGE": 14}
    begin(phone)
    guardian = phone.get_by_label("Họ tên cha, mẹ hoặc người giám hộ")
    for years, is_asked in ((13, True), (15, False)):
        born = timezone.localdate().replace(day=1) - datetime.timedelta(days=366 * years)
        person(phone, 0, "Cà Thị Bé", f"{born:%d/%m/%Y}")
        phone.keyboard.press("Tab")
        expect(guardian).to_be_visible(visible=is_asked)


def test_a_contestant_corrects_publishes_asks_and_leaves(form, phone):
    begin(phone)
    person(phone, 0, "Lò Thị Mây", "1/2/1990")
    agree(phone, email="may@vidu.example")
    confirm_by_letter(phone)
    phone.get_by_text("Đăng ký của tôi").click()
    phone.get_by_role("link", name="Sửa đăng ký").click()
    phone.get_by_label("Họ và tên").first.fill("Lò Thị Mưa")
    phone.get_by_role("button", name="Lưu thay đổi").click()
    expect(phone.locator(".alert")).to_contain_text("Đã lưu thay đổi")
    expect(phone.locator(".contest-members")).to_contain_text("Lò Thị Mưa")
    phone.get_by_role("heading", name="Dữ liệu của tôi", exact=True).click()
    phone.get_by_role("link", name="Nội dung tôi đã đồng ý").click()
    phone.get_by_label("Đồng ý công khai họ tên").check()
    phone.get_by_role("button", name="Lưu lựa chọn").click()
    expect(phone.locator(".contest-document")).to_contain_text("Lò Thị Mưa")
    phone.get_by_role("heading", name="Dữ liệu của tôi", exact=True).click()
    phone.get_by_role("link", name="Đề nghị sửa hoặc xóa").click()
    phone.get_by_label("xóa dữ liệu của tôi").check()
    phone.get_by_role("button", name="Gửi yêu cầu").click()
    expect(phone.locator("main")).to_contain_text("đã được ghi nhận")
    phone.get_by_role("heading", name="Dữ liệu của tôi", exact=True).click()
    phone.get_by_role("link", name="Rút đăng ký").click()
    phone.get_by_role("button", name="Đồng ý rút").click()
    expect(phone.locator("h1")).to_have_text("Đã rút đăng ký")


def test_an_organiser_cancels_with_a_reason_and_answers_a_request(form, phone, enter_admin):
    begin(phone)
    person(phone, 0, "Lò Thị Mây", "1/2/1990")
    agree(phone, email="may@vidu.example")
    confirm_by_letter(phone)
    phone.get_by_role("heading", name="Dữ liệu của tôi", exact=True).click()
    phone.get_by_role("link", name="Đề nghị sửa hoặc xóa").click()
    phone.get_by_label("sửa dữ liệu của tôi").check()
    phone.get_by_role("button", name="Gửi yêu cầu").click()
    office = enter_admin("organisers")
    office.goto("/admin/contest_data_requests/datarequest/")
    office.get_by_role("link", name="Xử lý", exact=True).click()
    office.locator("textarea").fill("Đã sửa theo đề nghị.")
    office.get_by_role("button", name="Gửi trả lời").click()
    expect(office.locator("body")).to_contain_text("Trả lời đang được gửi")
    assert "Đã sửa theo đề nghị." in words_of(mail.outbox[-1])
    office.get_by_role("button", name="Đánh dấu hoàn thành").click()
    expect(office.get_by_role("button", name="Đánh dấu hoàn thành")).to_have_count(0)
    office.goto("/admin/contest_registrations/registration/")
    office.get_by_role("link", name="Xem chi tiết").first.click()
    office.get_by_role("link", name="Hủy đăng ký").click()
    office.locator("textarea").fill("Đăng ký hai lần.")
    office.get_by_role("button", name="Hủy đăng ký").click()
    expect(office.locator("body")).to_contain_text("Đã hủy lượt đăng ký")
    assert "Đăng ký hai lần." in words_of(mail.outbox[-1])


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_of_registering_have_no_barriers_and_do_not_scroll_sideways(form, phone, width):
    phone.set_viewport_size({"width": width, "height": 900})

    def look(name: str) -> None:
        found = Axe().run(phone, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        wide = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels wider than the screen"

    phone.goto("/cuoc-thi/mo/dang-ky/")
    look("kinds")
    begin(phone, "Đội thi")
    person(phone, 0, "Lò Thị Mây", "1/2/1990")
    phone.get_by_role("button", name="Thêm thành viên").click()
    look("members")
    go_on(phone)
    expect(phone.locator("[data-contest-errors]")).to_be_visible()
    look("members with errors")
    begin(phone)
    person(phone, 0, "Lò Thị Mây", "1/2/1990")
    give_contact(phone, email="may@vidu.example")
    look("to check")
    phone.get_by_role("button", name="Hoàn tất đăng ký").click()
    expect(phone.locator("[data-contest-errors]")).to_be_visible()
    look("to check, with errors")
    agree_only(phone)
    expect(phone.locator("h1")).to_contain_text("Còn một bước nữa")
    look("done")
    phone.goto(re.search(r"http\S+", mail.outbox[-1].body)[0])
    look("confirm")
    phone.get_by_role("button", name="Xác nhận đăng ký của tôi").click()
    own = personal_path(Registration.objects.get())
    for path in ("", "sua/", "dong-y/", "du-lieu/", "yeu-cau/", "rut/"):
        phone.goto(own + path)
        look(path or "personal page")
    for path in ("/thi-sinh/", "/thi-sinh/da-gui/"):
        phone.goto(path)
        look(path)
