"""An editor who has never seen it makes a contest from a plan, and is told what is missing."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET

from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from contest_pages.contests.models import ContestPage
from tests.factories import (
    ContestActivityPageFactory,
    ContestCalendarPageFactory,
    ContestNewsPageFactory,
)


class Counted:
    """A tab whose presses and fillings are counted: what a person does with hand and head."""

    def __init__(self, tab):
        self.tab, self.actions = tab, 0

    def press(self, place) -> None:
        self.actions += 1
        place.click()
        self.tab.wait_for_load_state()

    def fill(self, place: str, text: str) -> None:
        self.actions += 1
        self.tab.locator(place).fill(text)

    def fill_time(self, place: str, text: str) -> None:
        """Fill in a time; its calendar comes a moment after, and lies over what stands below until one leaves."""
        self.fill(place, text)
        calendars = self.tab.locator(".xdsoft_datetimepicker:visible")
        expect(calendars).to_have_count(1)
        self.tab.keyboard.press("Tab")
        expect(calendars).to_have_count(0)


def test_a_contest_is_made_from_the_plan_in_fifteen_actions(portal, enter_admin, phone, shots):
    tab = enter_admin("editors")
    index = portal.get_children().get(slug="cuoc-thi")
    tab.goto(f"/admin/pages/{index.pk}/")
    editor = Counted(tab)
    editor.press(tab.get_by_role("link", name="Thêm trang con").first)
    editor.press(tab.locator("main a[href*='/contestpage/']").first)
    editor.fill("#id_title", "Cuộc thi video chuyển đổi số")
    editor.press(tab.get_by_label("Thi video"))
    editor.fill("#id_summary", "Quay video từ 4 đến 5 phút về chuyển đổi số.")
    editor.press(tab.get_by_role("button", name="Lưu bản nháp"))
    begin = timezone.localtime() - datetime.timedelta(hours=1)
    editor.fill_time("#id_opens_at", f"{begin:%d/%m/%Y %H:%M}")
    editor.fill_time("#id_closes_at", f"{begin + datetime.timedelta(days=30):%d/%m/%Y %H:%M}")
    tab.screenshot(path=shots / "editor-usual-pages.png")
    editor.press(tab.get_by_role("button", name="Tạo các trang này"))
    contest = ContestPage.objects.get(title="Cuộc thi video chuyển đổi số")
    expect(tab).to_have_url(re.compile(rf"/admin/pages/{contest.pk}/$"))
    editor.actions += 1  # back to the list of contests
    tab.goto(f"/admin/pages/{index.pk}/")
    editor.press(tab.locator(f"input[data-bulk-action-checkbox][data-object-id='{contest.pk}']"))
    editor.press(tab.locator("a[href*='page/publish']").first)
    editor.press(tab.locator("#id_include_descendants"))
    editor.press(tab.locator("main form button[type=submit], main form input[type=submit]").first)
    expect(tab.locator(".messages")).to_be_visible()
    assert editor.actions <= 15, editor.actions
    phone.goto(contest.get_url())
    expect(phone.locator(".contest-phase").first).to_have_class(re.compile("contest-phase--open"))
    expect(phone.locator("#contest-action .btn")).to_have_text("Đăng ký dự thi")
    phone.screenshot(path=shots / "editor-contest.png")


def test_the_side_panel_leads_to_the_field_that_is_missing(portal, enter_admin, shots):
    index = portal.get_children().get(slug="cuoc-thi")
    contest = ContestPage(title="Thiếu nhiều", slug="thieu-nhieu")
    index.add_child(instance=contest)
    tab = enter_admin("editors")
    tab.goto(f"/admin/pages/{contest.pk}/edit/")
    tab.get_by_role("button", name="Những điểm cần xem trước khi xuất bản").click()
    panel = tab.locator("[data-side-panel=readiness]")
    expect(panel).to_contain_text("Chưa có đầu mối liên hệ")
    tab.screenshot(path=shots / "readiness.png")
    panel.get_by_role("listitem").filter(has_text="đầu mối").get_by_role("link").click()
    expect(tab.get_by_role("button", name="Thêm liên hệ", exact=False).first).to_be_in_viewport()


def test_feeds_and_calendars_are_read_by_real_readers(portal, page, phone):
    index = portal.get_children().get(slug="cuoc-thi")
    contest = ContestPage(title="Cuộc thi có tin", slug="co-tin")
    index.add_child(instance=contest)
    ContestNewsPageFactory(parent=contest, title="Tin & “trích”", slug="tin")
    calendar = ContestCalendarPageFactory(parent=index)
    rss = ET.fromstring(page.request.get("/tin/cuoc-thi.rss").body())
    items = rss.findall("./channel/item")
    assert [item.findtext("title") for item in items] == ["Tin & “trích” – Cuộc thi có tin"]
    for needed in ("title", "link", "description"):
        assert rss.findtext(f"./channel/{needed}")
    assert all(item.findtext("guid") and item.findtext("pubDate") for item in items)
    atom = ET.fromstring(page.request.get("/tin/cuoc-thi.atom").body())
    space = "{http://www.w3.org/2005/Atom}"
    assert atom.tag == f"{space}feed"
    assert all(atom.findtext(f"{space}{needed}") for needed in ("id", "title", "updated"))
    answer = page.request.get(f"/lich/hoat-dong/{calendar.pk}.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert Calendar.from_ical(answer.body())["version"] == "2.0"
    ContestActivityPageFactory(parent=calendar, starts_at=timezone.now())
    for tab in (page, phone):
        for query in ("", "?xem=danh-sach"):
            tab.goto(calendar.url + query)
            expect(tab.get_by_role("heading", level=1)).to_have_text(calendar.title)
            found = Axe().run(tab)
            assert found.violations_count == 0, found.generate_report()
