"""On a phone, registering and preparing an entry in one sitting: the letter is opened when the film has arrived."""

from __future__ import annotations

import datetime
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from contest_pages.entries.models import Entry
from contest_pages.registrations.models import Registration
from tests.e2e.conftest import PHONE
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    EntryRoundPageFactory,
)

TAPS, FIELDS = 20, 4


@pytest.fixture
def contest(portal):
    """Return a contest whose round takes entries now."""
    now = timezone.now()
    contest = ContestPageFactory(
        parent=portal.get_children().get(slug="cuoc-thi"), slug="mo", title="Cuộc thi mở"
    )
    ContestRulesPageFactory(parent=contest, slug="the-le")
    ContestRegistrationPageFactory(parent=contest, slug="dang-ky", title="Đăng ký dự thi")
    EntryRoundPageFactory(
        parent=contest,
        title="Tác phẩm",
        slug="tac-pham",
        opens_at=now - datetime.timedelta(days=1),
        closes_at=now + datetime.timedelta(days=9),
    )
    return contest


class Hand:
    """A citizen's hand, which counts."""

    def __init__(self):
        self.taps = self.fields = 0

    def tap(self, target: Locator) -> None:
        """Tap once."""
        self.taps += 1
        target.click()

    def write(self, target: Locator, words: str) -> None:
        """Tap into a field and type."""
        self.taps += 1
        self.fields += 1
        target.fill(words)


def look(tab: Tab, shots, name: str) -> None:
    """Keep a picture, narrow and wide, and find no barrier in either."""
    for width in (1280, PHONE["width"]):
        tab.set_viewport_size({"width": width, "height": PHONE["height"]})
        tab.screenshot(path=shots / f"sitting-{name}-{width}.png", full_page=True)
        found = Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, f"{name} {width}: {found.generate_report()}"
        wide = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels wider than a screen of {width}"


def register(tab: Tab, hand: Hand) -> None:
    hand.write(tab.get_by_label("Họ và tên"), "Cầm Văn Suối")
    hand.write(tab.get_by_role("textbox", name="Ngày sinh"), "02-09-1985")
    hand.write(tab.get_by_label("Email"), "suoi@vidu.example")
    hand.tap(tab.get_by_role("button", name="Tiếp tục"))
    hand.tap(tab.get_by_label("Tôi không phải là thành viên"))
    hand.tap(tab.get_by_label("Tôi đồng ý"))
    hand.tap(tab.get_by_role("button", name="Hoàn tất đăng ký"))
    expect(tab.locator("h1")).to_have_text("Còn một bước nữa: hãy mở email")


def open_letter(tab: Tab, hand: Hand) -> None:
    hand.taps += 1
    tab.goto(re.search(r"http\S+", mail.outbox[-1].body)[0])
    hand.tap(tab.get_by_role("button", name="Xác nhận đăng ký của tôi"))
    expect(tab.locator("h1")).to_have_text("Đăng ký thành công")


def hand_in(tab: Tab, hand: Hand) -> None:
    for box in tab.get_by_role("checkbox").all():
        hand.tap(box)
    hand.tap(tab.get_by_role("button", name="Nộp tác phẩm"))
    expect(tab.locator("main")).to_contain_text("Nộp tác phẩm thành công")


def test_a_citizen_registers_and_uploads_in_one_sitting_and_hands_in_from_the_letter(
    contest, phone, films, shots
):
    hand = Hand()
    phone.goto("/")
    hand.tap(phone.locator("main").get_by_role("link", name="Đăng ký").first)
    register(phone, hand)
    look(phone, shots, "1-registered")
    hand.tap(phone.get_by_role("button", name="Chuẩn bị bài dự thi ngay"))
    expect(phone.locator("h1")).to_have_text("Chuẩn bị bài dự thi")
    phone.wait_for_load_state("load")
    hand.taps += 1
    phone.get_by_label("Tệp video").set_input_files(films["right"])
    hand.write(phone.get_by_label("Tên tác phẩm"), "Nhà tôi ở bản Pá")
    expect(phone.locator(".contest-video-state")).to_contain_text(
        "Video của bạn đáp ứng thể lệ", timeout=150_000
    )
    expect(phone.locator("[data-contest-saved]")).to_contain_text("Đã lưu bản nháp")
    expect(phone.get_by_role("button", name="Nộp tác phẩm")).to_have_count(0)
    look(phone, shots, "2-draft")
    draft = phone.url
    assert Registration.objects.get().status == "pending"
    open_letter(phone, hand)
    look(phone, shots, "3-arrived")
    hand.tap(phone.get_by_role("link", name="Hoàn thiện và nộp"))
    look(phone, shots, "4-hand-in")
    hand_in(phone, hand)
    assert Entry.objects.get().number == 1
    (shots / "sitting.txt").write_text(f"taps: {hand.taps}, text fields: {hand.fields}\n")
    assert hand.taps <= TAPS
    assert hand.fields <= FIELDS
    phone.goto(draft)
    expect(phone.locator("h1")).to_have_text("Hãy mở liên kết trong thư trước")
    look(phone, shots, "5-letter-first")


def test_without_scripts_and_by_keyboard_the_draft_waits_for_the_letter(contest, new_context, films):
    tab = new_context(java_script_enabled=False).new_page()
    tab.set_viewport_size(PHONE)
    hand = Hand()
    tab.goto("/cuoc-thi/mo/dang-ky/")
    register(tab, hand)
    tab.get_by_role("button", name="Chuẩn bị bài dự thi ngay").focus()
    tab.keyboard.press("Enter")
    tab.get_by_label("Tên tác phẩm").fill("Không cần mã lệnh")
    tab.get_by_label("Tệp video").set_input_files(films["right"])
    tab.get_by_role("button", name="Lưu bản nháp").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_contain_text("Video của bạn đáp ứng thể lệ", timeout=150_000)
    tab.get_by_role("link", name="Xác nhận đăng ký").last.click()
    expect(tab.locator("h1")).to_have_text("Còn một bước nữa: hãy mở email")
    open_letter(tab, hand)
    tab.get_by_role("link", name="Hoàn thiện và nộp").click()
    hand_in(tab, hand)


def test_who_presses_the_button_after_the_same_form_was_sent_before_is_led_to_the_letter(contest, phone):
    for _ in range(2):
        phone.goto("/cuoc-thi/mo/dang-ky/")
        register(phone, Hand())
    phone.get_by_role("button", name="Chuẩn bị bài dự thi ngay").click()
    expect(phone.locator("h1")).to_have_text("Hãy mở liên kết trong thư trước")
    expect(phone.get_by_role("link", name="Gửi lại")).to_be_visible()
    assert not Entry.objects.exists()
