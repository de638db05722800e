"""One contest from plan to winners, in a browser, as each of its people meets it."""

from __future__ import annotations

import datetime
import re

from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from contest_pages.background import housekeeping
from contest_pages.contests.models import ContestPage
from contest_pages.entries.models import EntryRoundPage
from contest_pages.vietnamese import local_midnight
from tests.letters import words_of

from .conftest import PATIENCE

TITLE = "Cuộc thi video Bản làng số"


def publish(tab: Tab) -> None:
    """Open the footer's menu and publish the page that is being edited."""
    tab.locator("footer [data-w-dropdown-target='toggle']").last.click()
    tab.locator("button[name='action-publish']").click()
    expect(tab.locator(".messages .success").first).to_be_visible()


def moment(days: int) -> str:
    """Return a local time some days from now, as an editor types it."""
    return f"{timezone.localtime() + datetime.timedelta(days=days):%d/%m/%Y %H:%M}"


def edit_child(tab: Tab, title: str) -> None:
    """From the list of a contest's pages, open one for editing."""
    tab.get_by_role("link", name=title, exact=True).first.click()
    expect(tab.locator("#id_title")).to_have_value(title)


def contest_from_scratch(tab: Tab) -> str:
    """Create and publish a contest with its usual pages; return the admin address of their list."""
    tab.goto("/admin/pages/")
    tab.get_by_role("link", name="Cuộc thi", exact=True).first.click()
    tab.wait_for_url(re.compile(r"/admin/pages/\d+/"))
    tab.goto(re.sub(r"/admin/pages/(\d+)/.*", r"/admin/pages/add/contest_contests/contestpage/\1/", tab.url))
    tab.fill("#id_title", TITLE)
    tab.get_by_label("Thi video").check()
    tab.fill("#id_theme", "Số hoá các ngành kinh tế")
    tab.fill("#id_summary", "Video từ 4 đến 5 phút.")
    tab.get_by_role("tab", name="Mốc, giải thưởng").click()
    tab.locator("#id_prizes-ADD").click()
    tab.fill("#id_prizes-0-name", "Giải Nhất")
    tab.fill("#id_prizes-0-amount", "5000000")
    tab.locator("footer [data-w-dropdown-target='toggle']").last.click()
    tab.locator("button[name='action-publish']").click()
    expect(tab.get_by_role("button", name="Tạo các trang này")).to_be_visible()
    tab.get_by_role("button", name="Tạo các trang này").click()
    expect(tab.locator("body")).to_contain_text("Đã tạo 6 trang nháp.")
    listing = tab.url
    for title in ("Kế hoạch", "Thể lệ", "Đăng ký dự thi"):
        tab.goto(listing)
        edit_child(tab, title)
        publish(tab)
    tab.goto(listing)
    edit_child(tab, "Tác phẩm dự thi")
    tab.fill("#id_opens_at", moment(-1))
    tab.keyboard.press("Escape")
    tab.fill("#id_closes_at", f"{moment(20)[:10]} 24:00")
    tab.keyboard.press("Escape")
    tab.locator("#id_gallery_waits_for_list").uncheck()
    publish(tab)
    last_day = timezone.localdate() + datetime.timedelta(days=20)
    assert EntryRoundPage.objects.get().closes_at == local_midnight(last_day + datetime.timedelta(days=1))
    return listing


def link_in_last_letter() -> str:
    """Return the address that the letter sent last leads to."""
    return next(line for line in mail.outbox[-1].body.splitlines() if line.startswith("http"))


def register(tab: Tab) -> str:
    """Register as a citizen and return the personal link from the letter."""
    tab.goto("/cuoc-thi/")
    tab.get_by_role("link", name=TITLE).click()
    expect(tab.locator(".contest-phase")).to_contain_text("Đang nhận tác phẩm")
    tab.locator("nav").get_by_role("link", name="Đăng ký dự thi").click()
    tab.get_by_label("Họ và tên").fill("Lò Thị Mây")
    tab.get_by_role("textbox", name="Ngày sinh").fill("1/2/1990")
    tab.get_by_label("Điện thoại").fill("+84 912 345 678")
    tab.get_by_label("Email").fill("may@vidu.example")
    tab.get_by_role("button", name="Tiếp tục").click()
    tab.get_by_label("Tôi không phải là thành viên").check()
    tab.get_by_label("Tôi đồng ý").check()
    tab.get_by_label("Đồng ý công khai họ tên").check()
    tab.get_by_role("button", name="Hoàn tất đăng ký").click()
    expect(tab.locator("h1")).to_have_text("Còn một bước nữa: hãy mở email")
    tab.goto(link_in_last_letter())
    tab.get_by_role("button", name="Xác nhận đăng ký của tôi").click()
    expect(tab.locator("h1")).to_have_text("Đăng ký thành công")
    return link_in_last_letter()


def hand_in(tab: Tab, title: str, film) -> None:
    """Fill the entry form that is open and send it when its video meets the rules."""
    tab.get_by_label("Tên tác phẩm").fill(title)
    tab.locator("input[name=video]").set_input_files(film)
    for box in tab.get_by_role("checkbox").all():
        box.check()
    expect(tab.locator(".contest-video-state")).to_contain_text("đáp ứng thể lệ", timeout=PATIENCE)
    tab.get_by_role("button", name="Nộp tác phẩm").click()
    expect(tab.locator("h1")).to_have_text("Nộp tác phẩm thành công", timeout=PATIENCE)


def test_a_contest_goes_from_plan_to_winners(portal, new_context, enter_admin, films):
    editor = enter_admin("editors")
    listing = contest_from_scratch(editor)

    citizen = new_context().new_page()
    link = register(citizen)
    citizen.goto(link)
    expect(citizen.locator("main")).to_contain_text("Bạn chưa nộp tác phẩm nào.")
    citizen.get_by_role("button", name="Nộp tác phẩm", exact=True).click()
    citizen.get_by_label("Tệp video").set_input_files(films["short"])
    citizen.get_by_role("button", name="Vẫn tải lên để hệ thống kiểm tra").click()
    standing = citizen.locator(".contest-video-state")
    expect(standing).to_contain_text("Video chưa đạt yêu cầu nên chưa nộp được.", timeout=PATIENCE)
    expect(standing.locator(".is-broken")).to_contain_text("3 phút")
    expect(standing.locator(".is-broken")).to_contain_text("4–5 phút")
    citizen.goto(link)
    expect(citizen.locator(".contest-own-entry--draft")).to_contain_text(
        "Thời lượng 3 phút; Thể lệ yêu cầu 4–5 phút."
    )
    citizen.get_by_role("link", name="Tiếp tục bản nháp").click()
    hand_in(citizen, "Phim ngắn quá", films["right"])
    expect(citizen.locator(".contest-own-entry--submitted")).to_contain_text(
        "Đã nộp, chờ sơ loại", timeout=PATIENCE
    )

    moderator = enter_admin("moderators")
    expect(moderator.locator("main")).to_contain_text("1 tác phẩm chờ quyết định.")
    moderator.get_by_role("link", name="Mở danh sách chờ").click()
    moderator.get_by_role("link", name="TP-0001 · Phim ngắn quá").click()
    expect(moderator.locator(".contest-desk__facts")).to_contain_text("4 phút 10 giây")
    expect(moderator.locator("form[data-live]")).to_be_visible()
    for key in "yyyyya":
        moderator.keyboard.press(key)
    moderator.keyboard.press("Enter")
    expect(moderator.locator("body")).to_contain_text("TP-0001: Đạt.")
    housekeeping.run(timezone.now() + datetime.timedelta(minutes=10))
    assert "đã qua vòng sơ loại" in words_of(mail.outbox[-1])

    visitor = new_context().new_page()
    visitor.goto("/cuoc-thi/cuoc-thi-video-ban-lang-so/")
    visitor.goto("/cuoc-thi/")
    visitor.get_by_role("link", name=TITLE).click()
    visitor.locator("nav").get_by_role("link", name="Tác phẩm dự thi").click()
    visitor.get_by_role("link", name="Phim ngắn quá").click()
    expect(visitor.locator(".contest-who").first).to_contain_text("Lò Thị Mây")
    visitor.evaluate("() => { const v = document.querySelector('video'); v.muted = true; return v.play() }")
    visitor.wait_for_function("() => document.querySelector('video').currentTime > 0.5")
    assert 249 < visitor.evaluate("() => document.querySelector('video').duration") < 251

    editor.goto(listing)
    edit_child(editor, "Kết quả")
    publish(editor)
    contest = ContestPage.objects.get(title=TITLE)
    editor.goto(reverse("contest_awards", args=[contest.pk]))
    editor.get_by_label("Giải thưởng").select_option(label="Giải Nhất")
    editor.locator("#id_code").fill("TP-0001")
    editor.get_by_role("button", name="Đề xuất").click()
    expect(editor.locator(".contest-awarding__list")).to_contain_text("TP-0001")
    editor.get_by_role("button", name="Công bố mọi đề xuất").click()

    visitor.goto("/")
    expect(visitor.get_by_role("region", name="Đạt giải")).to_contain_text("Phim ngắn quá")
    visitor.get_by_role("link", name="Tất cả kết quả").click()
    winner = visitor.locator(".contest-podium .contest-card")
    expect(winner).to_contain_text("Giải Nhất")
    winner.get_by_role("link", name="Phim ngắn quá").click()
    visitor.locator("video").evaluate("v => { v.muted = true; return v.play() }")
    visitor.wait_for_function("() => document.querySelector('video').currentTime > 0.3")
