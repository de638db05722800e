"""An organiser on a phone finds a letter that was not taken, reads why and what it says, and has it sent again."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify
from contest_pages.registrations.models import ContestRegistrationPage
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    RegistrationFactory,
)

from .conftest import PHONE


def letter(portal) -> Notice:
    contest = ContestPageFactory(parent=portal.get_children().get(slug="cuoc-thi"), slug="thu")
    ContestRulesPageFactory(parent=contest, slug="the-le")
    form: ContestRegistrationPage = ContestRegistrationPageFactory(parent=contest, slug="dang-ky")
    notice = notify("registrations.welcome", RegistrationFactory(page=form))
    Notice.objects.filter(pk=notice.pk).update(
        state="given_up",
        reason="550 5.1.1",
        attempts=1,
        sent_at=None,
        claim=None,
        claimed_at=None,
        begun_at=None,
    )
    return notice


def test_a_letter_is_found_read_and_sent_again_on_a_phone(portal, enter_admin):
    notice = letter(portal)
    tab = enter_admin("organisers")
    tab.set_viewport_size(PHONE)
    tab.goto("/admin/")
    tab.get_by_role("link", name="1 thư không gửi được").click()
    table = tab.locator(".result-list")
    expect(table).to_contain_text("Địa chỉ không tồn tại (550 5.1.1)")
    assert tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    # What does not fit beside each other is reached by scrolling the table; the rest stays where it is.
    left = tab.locator("h1").bounding_box()["x"]
    last = table.locator("td").last
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box["x"] + box["width"] <= PHONE["width"] + 1
    assert tab.locator("h1").bounding_box()["x"] == left
    table.get_by_role("link", name="Xem chi tiết").click()
    expect(tab.locator(".contest-letter")).to_contain_text(notice.recipient.code)
    expect(tab.locator(".contest-letter")).to_contain_text(re.compile(r"/thi-sinh/…/"))
    tab.get_by_role("button", name="Gửi lại").click()
    expect(tab.get_by_text("Thư sẽ được gửi lại ngay.")).to_be_visible()
    notice.refresh_from_db()
    assert notice.state in ("waiting", "sending", "sent")
