"""An editor words a letter: puts in a placeholder, previews, saves; the letter goes out so, until it is worded as before."""

from __future__ import annotations

import pytest
from django.core import mail
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from contest_pages.notices.models import LetterWording
from contest_pages.notices.notifying import notify
from contest_pages.registrations.models import ContestRegistrationPage, Registration
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    RegistrationFactory,
)
from tests.letters import words_of

from .conftest import PHONE


@pytest.fixture
def registration(portal) -> Registration:
    contest = ContestPageFactory(
        parent=portal.get_children().get(slug="cuoc-thi"), slug="thu", title="Cuộc thi video “Bản số”"
    )
    ContestRulesPageFactory(parent=contest, slug="the-le")
    form: ContestRegistrationPage = ContestRegistrationPageFactory(parent=contest, slug="dang-ky")
    return RegistrationFactory(page=form, full_name="Lò Thị Mai")


def open_wording(tab: Tab, contest: str) -> None:
    """Go from the menu to the wording of the welcome letter for a contest."""
    tab.goto("/admin/")
    tab.get_by_role("link", name="Mẫu thư và tin nhắn").click()
    tab.get_by_label("Mẫu của").select_option(contest)
    tab.get_by_role("button", name="Hiển thị").click()
    tab.get_by_role("link", name="Mã đăng ký sau khi xác nhận").click()


def test_an_editor_words_a_letter_previews_it_saves_it_and_goes_back(
    portal, registration, enter_admin, shots
):
    tab = enter_admin("organisers")
    troubles: list[str] = []
    tab.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    notify("registrations.welcome", registration)
    open_wording(tab, registration.contest.title)
    tab.screenshot(path=shots / "wording-form.png", full_page=True)
    text = tab.get_by_label("Thư", exact=True)
    text.fill("Chào mừng ! Mã của bạn: {mã đăng ký}\n\n[Mở trang] {liên kết}")
    text.evaluate("field => field.setSelectionRange(10, 10)")
    tab.get_by_role("group", name="Thư điện tử").get_by_role("button", name="{tên thí sinh}").click()
    expect(text).to_have_value("Chào mừng {tên thí sinh}! Mã của bạn: {mã đăng ký}\n\n[Mở trang] {liên kết}")
    tab.get_by_role("button", name="Xem trước").click()
    letter = tab.frame_locator("iframe").locator("body")
    expect(letter).to_contain_text("Chào mừng Lò Thị Mai!")
    expect(letter.get_by_role("link", name="Mở trang")).to_be_visible()
    assert not LetterWording.objects.exists()
    tab.screenshot(path=shots / "wording-preview.png", full_page=True)
    tab.get_by_role("button", name="Lưu").click()
    expect(tab.get_by_text("Đã lưu.")).to_be_visible()

    mail.outbox.clear()
    notify("registrations.welcome", registration)
    assert f"Chào mừng Lò Thị Mai! Mã của bạn: {registration.code}" in words_of(mail.outbox[-1])

    tab.get_by_role("link", name="Các bản đã lưu").click()
    expect(tab.locator(".contest-version ins").first).to_contain_text("mừng")
    tab.screenshot(path=shots / "wording-versions.png", full_page=True)
    tab.get_by_role("link", name="Trở về lời mặc định").click()
    tab.screenshot(path=shots / "wording-default.png", full_page=True)
    tab.get_by_role("button", name="Trở về lời mặc định").click()
    expect(tab.get_by_text("Đang dùng lời mặc định.")).to_be_visible()
    mail.outbox.clear()
    notify("registrations.welcome", registration)
    assert "Chào mừng Lò Thị Mai!" not in words_of(mail.outbox[-1])
    assert troubles == []


def test_the_screens_fit_a_phone(portal, registration, enter_admin, shots):
    tab = enter_admin("organisers")
    tab.set_viewport_size(PHONE)
    notify("registrations.welcome", registration)
    tab.goto("/admin/contest/wordings/")
    tab.screenshot(path=shots / "wordings-phone.png", full_page=True)

    def is_too_wide() -> bool:
        return tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0

    assert not is_too_wide()
    tab.get_by_role("link", name="Mã đăng ký sau khi xác nhận").click()
    assert not is_too_wide()
    tab.get_by_role("button", name="Xem trước").click()
    expect(tab.frame_locator("iframe").locator("body")).to_contain_text(registration.code)
    assert not is_too_wide()
    tab.screenshot(path=shots / "wording-phone.png", full_page=True)
