"""What citizens meet on old phones: no scripts, a keyboard alone, a narrow screen, and no barriers."""

from __future__ import annotations

import datetime
import re

import pytest
import sms
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from contest_pages.entries.models import Upload
from contest_pages.registrations.letters import personal_link
from contest_pages.registrations.models import Registration
from home.models import StandardPage
from tests.e2e.conftest import PHONE
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestResultsPageFactory,
    ContestRulesPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    MilestoneFactory,
    PrizeFactory,
    RegistrationFactory,
    give,
)


@pytest.fixture
def contest(portal):
    """Return a contest that is open now, with an accepted entry, a winner and a page that embeds the form."""
    now = timezone.now()
    contest = ContestPageFactory(
        parent=portal.get_children().get(slug="cuoc-thi"), slug="mo", title="Cuộc thi mở"
    )
    ContestRulesPageFactory(parent=contest, slug="the-le")
    form = ContestRegistrationPageFactory(parent=contest, slug="dang-ky", title="Đăng ký dự thi")
    round_page = EntryRoundPageFactory(
        parent=contest,
        slug="tac-pham",
        opens_at=now - datetime.timedelta(days=1),
        closes_at=now + datetime.timedelta(days=9),
    )
    MilestoneFactory(contest=contest, starts_at=now, label="Nhận bài")
    entry = EntryFactory(registration=RegistrationFactory(page=form), round=round_page, accepted=True)
    ContestResultsPageFactory(parent=contest, slug="ket-qua")
    give(PrizeFactory(contest=contest), entry=entry)
    portal.add_child(
        instance=StandardPage(title="Hướng dẫn", slug="huong-dan", body=[("form", {"page": form})])
    )
    return contest


def fill(tab: Tab) -> None:
    tab.get_by_label("Họ và tên").fill("Cầm Văn Suối")
    tab.get_by_role("textbox", name="Ngày sinh").fill("02-09-1985")
    tab.get_by_label("Điện thoại").fill("0912.345.678")
    tab.get_by_label("Email").fill("suoi@vidu.example")
    tab.get_by_role("button", name="Tiếp tục").click()
    tab.get_by_label("Tôi không phải là thành viên").check()
    tab.get_by_label("Tôi đồng ý").check()


def test_without_scripts_a_form_in_another_page_registers(contest, new_context):
    tab = new_context(java_script_enabled=False).new_page()
    tab.set_viewport_size(PHONE)
    tab.goto("/huong-dan/")
    fill(tab)
    expect(tab.locator("main")).to_contain_text("Cầm Văn Suối")
    tab.get_by_role("button", name="Hoàn tất đăng ký").click()
    expect(tab.locator("h1")).to_have_text("Còn một bước nữa: hãy mở email")
    assert Registration.objects.filter(email="suoi@vidu.example").count() == 1


def test_without_scripts_a_video_is_handed_in(contest, new_context, films):
    registration = Registration.objects.get()
    registration.entries.update(slot=2)
    tab = new_context(java_script_enabled=False).new_page()
    tab.set_viewport_size(PHONE)
    tab.goto(personal_link(registration))
    tab.get_by_role("button", name="Nộp tác phẩm khác").click()
    expect(tab.locator("main")).to_contain_text("Tối đa 500 MB.")
    tab.get_by_label("Tên tác phẩm").fill("Không cần mã lệnh")
    tab.get_by_label("Tệp video").set_input_files(films["right"])
    tab.get_by_role("button", name="Lưu bản nháp").click()
    expect(tab.locator("main")).to_contain_text("Video của bạn đáp ứng thể lệ", timeout=60_000)
    for box in tab.get_by_role("checkbox").all():
        box.check()
    tab.get_by_role("button", name="Nộp tác phẩm").click()
    expect(tab.locator(".contest-own-entry--submitted")).to_contain_text("Không cần mã lệnh")


def test_on_a_phone_with_a_keyboard_alone_a_wrong_form_is_mended_and_taken(contest, phone):
    phone.goto("/cuoc-thi/mo/dang-ky/")
    phone.get_by_label("Họ và tên").focus()
    # The empty ones: past “another person of the same name” and the unit.
    for typed in ("Cầm Văn Suối", "31/2/1990", "", "", "123", "suoi@vidu.example"):
        phone.keyboard.type(typed)
        phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    errors = phone.locator("[data-contest-errors]")
    expect(errors).to_contain_text("Nhập ngày sinh đủ ngày, tháng, năm")
    expect(errors).to_contain_text("số điện thoại Việt Nam")
    expect(errors).to_be_focused()
    expect(phone.get_by_label("Họ và tên")).to_have_value("Cầm Văn Suối")
    phone.get_by_role("textbox", name="Ngày sinh").fill("28/2/1990")
    phone.get_by_label("Điện thoại").fill("0912345678")
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_have_text("Kiểm tra và cam kết")
    phone.get_by_label("Tôi đồng ý").focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Space")  # not a member of a committee
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_have_text("Còn một bước nữa: hãy mở email")


def test_a_file_over_the_limit_is_named_before_a_byte_is_sent(contest, phone, films):
    contest.live_rules.maximum_megabytes = 1
    contest.live_rules.save()
    registration = Registration.objects.get()
    registration.entries.update(slot=2)
    phone.goto(personal_link(registration))
    phone.get_by_role("button", name="Nộp tác phẩm khác").click()
    phone.get_by_label("Tệp video").set_input_files(films["right"])
    expect(phone.locator("[data-contest-progress]")).to_contain_text("Tệp lớn hơn 1 MB")
    assert not Upload.objects.exists()


PAGES = [
    "/",
    "/cuoc-thi/",
    "/cuoc-thi/mo/",
    "/cuoc-thi/mo/the-le/",
    "/cuoc-thi/mo/dang-ky/",
    "/cuoc-thi/mo/tac-pham/",
    "/cuoc-thi/mo/ket-qua/",
    "/huong-dan/",
]


@pytest.mark.parametrize("width", [1280, 390])
def test_public_pages_have_no_barriers_and_do_not_scroll_sideways(contest, phone, width):
    entry = contest.get_children().get(slug="tac-pham").specific
    personal = personal_link(Registration.objects.get())
    phone.set_viewport_size({"width": width, "height": 900})
    for path in [*PAGES, entry.entry_path(entry.entries.get().number), personal]:
        phone.goto(path)
        found = Axe().run(phone, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        wide = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is {wide} pixels wider than the screen"


def test_an_old_link_is_renewed_with_one_press_and_a_new_phone_confirmed(contest, phone):
    registration = Registration.objects.get()
    with time_machine.travel(timezone.now() - datetime.timedelta(days=3), tick=False):
        old = personal_link(registration)
    name = "Lò Thị Suối"
    registration.members.update(full_name=name)
    phone.goto(old)
    expect(phone.locator("main")).to_contain_text(registration.code)
    expect(phone.locator("main")).not_to_contain_text(name)
    phone.get_by_text("Đăng ký của tôi").click()
    phone.get_by_role("link", name="Sửa đăng ký").click()
    mail.outbox.clear()
    phone.get_by_role("button", name="Gửi cho tôi liên kết mới").click()
    expect(phone.locator("h1")).to_contain_text("thư")
    [link] = re.findall(r"http\S+", mail.outbox[-1].body)
    assert link.endswith("/sua/")
    phone.goto(link)
    expect(phone.get_by_label("Họ và tên")).to_have_value(name)
    sms.outbox = []
    phone.get_by_label("Điện thoại").fill("0987 654 321")
    phone.get_by_role("button", name="Lưu thay đổi").click()
    expect(phone.locator("main")).to_contain_text("0987654321")
    [code] = re.findall(r"\b[0-9]{6}\b", sms.outbox[-1].body)
    phone.get_by_role("textbox", name="Mã").fill(code)
    phone.get_by_role("button", name="Xác nhận số này").click()
    expect(phone.locator("body")).to_contain_text("Đã xác nhận số điện thoại")
    registration.refresh_from_db()
    assert registration.phone == "0987654321"
