"""A full day of the preliminary review: twelve works, three moderators, their organiser, two contestants."""

from __future__ import annotations

import io

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pypdf import PdfReader

from contest_pages.entries.models import Entry
from contest_pages.registrations.access.links import personal_path
from contest_pages.review.domain.recording import verify
from contest_pages.review.models import Review

from .review_round import at_the_desk, keys

WORDS = "Tiếng gió át lời nói, không nghe rõ."


def accept(tab: Tab, code: int) -> None:
    """Answer both questions with yes and accept, by keyboard."""
    at_the_desk(tab, code)
    keys(tab, "y y a Enter")
    expect(tab.locator("body")).to_contain_text(f"TP-{code:04}: Đạt.")


def reject(tab: Tab, code: int) -> None:
    """Reject with a reason of the list and own words, by keyboard."""
    at_the_desk(tab, code)
    keys(tab, "r ArrowDown ArrowDown Tab")
    tab.keyboard.type(WORDS)
    keys(tab, "Control+Enter")
    expect(tab.locator("body")).to_contain_text(f"TP-{code:04}: Không đạt.")


def state(day, number: int) -> str:
    return Entry.objects.get(pk=day.entries[number].pk).state


def the_first_moderator(tab: Tab, day, shots) -> None:
    tab.goto(day.url)
    expect(tab.locator(".contest-progress")).to_contain_text("đã xét 0/12")
    tab.screenshot(path=shots / "review-queue.png")
    tab.get_by_text("Các bước sơ loại").click()
    tab.get_by_role("link", name="Cho qua tác phẩm đạt mọi quy định").click()
    expect(tab.locator("main")).to_contain_text("11 tác phẩm đạt mọi quy định kỹ thuật")
    tab.get_by_role("button", name="Cho qua bước này").click()
    expect(tab.locator("body")).to_contain_text("11 tác phẩm chuyển sang bước tiếp theo")
    # The silent one is left for a person.
    tab.get_by_role("link", name="TP-0012").click()
    expect(tab.locator("main")).to_contain_text("không nghe thấy tiếng")
    reject(tab, 12)
    # The next one has come by itself: watch it by keyboard, with a note at its place.
    at_the_desk(tab, 1)
    tab.locator("video").evaluate("v => v.muted = true")
    keys(tab, "k")
    tab.wait_for_function("() => document.querySelector('video').currentTime > 0.3")
    keys(tab, "k ArrowRight ArrowRight . .")
    assert tab.locator("video").evaluate("v => [v.paused, v.currentTime > 10, v.playbackRate]") == [
        True,
        True,
        1.5,
    ]
    keys(tab, "2 t")
    tab.keyboard.type("gió to ở đây")
    expect(tab.locator("[data-contest-kept]")).to_contain_text("Đã lưu lúc")
    keys(tab, "Escape 1")
    tab.screenshot(path=shots / "review-desk.png", full_page=True)
    tab.reload()
    expect(tab.locator("#id_note_1")).to_have_value("gió to ở đây")
    expect(tab.locator("main")).to_contain_text("Bạn đang giữ đến")
    accept(tab, 1)
    accept(tab, 2)
    accept(tab, 3)
    reject(tab, 4)
    at_the_desk(tab, 5)
    keys(tab, "c")
    tab.keyboard.type("Xin thay đoạn nhạc nền từ phút thứ hai.")
    keys(tab, "Control+Enter")
    expect(tab.locator("body")).to_contain_text("TP-0005: Đề nghị chỉnh sửa.")
    at_the_desk(tab, 6)
    keys(tab, "p")
    tab.locator("#id_colleague").select_option(label="Nam Sơn")
    tab.locator("#id_reason").fill("Đoạn nhạc này có bản quyền không?")
    keys(tab, "Control+Enter")
    expect(tab.locator("body")).to_contain_text("TP-0006: Chuyển đồng nghiệp.")
    at_the_desk(tab, 7)
    tab.get_by_role("link", name="Tôi không xét bài này").click()
    tab.get_by_label("Mối quan hệ").fill("em họ")
    tab.get_by_role("button", name="Khai quan hệ").click()
    for code in (8, 9, 10, 11):
        accept(tab, code)
    expect(tab.locator("h1")).to_contain_text("Sơ loại")


def the_second_moderator(tab: Tab, day) -> None:
    tab.goto(day.url)
    tab.get_by_role("button", name="Xem tiếp tác phẩm của tôi (1)").click()
    accept(tab, 6)  # what was passed on comes first
    at_the_desk(tab, 1)
    expect(tab.locator("main")).to_contain_text("Đã có người xét ở bước này")
    accept(tab, 1)
    assert state(day, 1) == "accepted"
    accept(tab, 2)
    reject(tab, 3)  # disagrees
    reject(tab, 4)
    assert state(day, 4) == "rejected"
    accept(tab, 7)
    accept(tab, 8)
    at_the_desk(tab, 9)
    keys(tab, "u")  # the last one was a slip
    at_the_desk(tab, 8)
    expect(tab.locator("body")).to_contain_text("Đã thu hồi quyết định")
    assert state(day, 8) == "submitted"
    keys(tab, "a Enter")  # the answers are still there
    expect(tab.locator("body")).to_contain_text("TP-0008: Đạt.")
    at_the_desk(tab, 9)
    keys(tab, "s")  # put aside
    accept(tab, 10)
    accept(tab, 9)
    accept(tab, 11)


def the_contestants(tab: Tab, day, shots) -> None:
    tab.goto(personal_path(day.entries[5].registration))
    expect(tab.locator("main")).to_contain_text("Xin thay đoạn nhạc nền")
    tab.screenshot(path=shots / "review-changes-phone.png", full_page=True)
    tab.get_by_role("link", name="Chỉnh sửa").click()
    tab.get_by_label("Tên tác phẩm").fill("Nhạc nền mới")
    tab.get_by_role("button", name="Nộp bản sửa").click()
    expect(tab.locator("body")).to_contain_text("Đã nộp bản sửa")
    tab.goto(personal_path(day.entries[12].registration))
    expect(tab.locator("main")).to_contain_text(WORDS)
    tab.get_by_role("link", name="Đề nghị xem lại").click()
    tab.get_by_label("Bạn muốn xem lại điều gì").fill("Phim câm có chủ ý, xin xem lại.")
    tab.get_by_role("button", name="Đề nghị xem lại").click()
    expect(tab.locator("body")).to_contain_text("Đã ghi nhận đề nghị")
    tab.screenshot(path=shots / "review-second-look-phone.png", full_page=True)


def the_third_moderator(tab: Tab, day) -> None:
    tab.goto(day.url)
    tab.get_by_role("button", name="Nhận tác phẩm tiếp theo").click()
    at_the_desk(tab, 3)
    expect(tab.locator("main")).to_contain_text("Hai người xét khác ý kiến")
    expect(tab.locator(".contest-history")).to_contain_text(WORDS)
    accept(tab, 3)
    accept(tab, 7)
    at_the_desk(tab, 12)
    expect(tab.locator("main")).to_contain_text("Phim câm có chủ ý")
    keys(tab, "a Enter")  # the technical step asks nothing
    expect(tab.locator("body")).to_contain_text("TP-0012: Đạt.")
    tab.get_by_role("button", name="Nhận tác phẩm tiếp theo").click()
    accept(tab, 12)


def the_organiser(tab: Tab, day, shots, tmp_path) -> None:
    tab.goto(day.url)
    expect(tab.locator(".contest-progress")).to_contain_text("đã xét 12/12")
    tab.get_by_role("link", name="Chốt danh sách").click()
    expect(tab.locator("main")).to_contain_text("Nhật ký toàn vẹn")
    tab.get_by_role("button", name="Chốt danh sách với 11 tác phẩm").click()
    expect(tab.locator("body")).to_contain_text("Đã chốt danh sách với 11 tác phẩm")
    tab.screenshot(path=shots / "review-closed.png")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Biên bản (PDF)").click()
    path = tmp_path / "minutes.pdf"
    download.value.save_as(path)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    for words in (
        "BIÊN BẢN",
        "Hoa Ban, Mai Lan, Nam Sơn",
        "Số tác phẩm đạt: 11.",
        "Số tác phẩm không đạt: 1.",
        WORDS,
    ):
        assert words in text, words
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Biên bản (XLSX)").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert [row[0].value for row in book["Không đạt"].iter_rows(min_row=2)] == ["TP-0004"]
    tab.goto(f"/admin/contest/review/{day.entries[2].pk}/")
    tab.get_by_role("link", name="Loại tác phẩm").click()
    tab.get_by_label("Lý do").fill("Tác phẩm đã đăng từ năm 2023.")
    tab.get_by_role("button", name="Loại tác phẩm").click()
    expect(tab.locator("body")).to_contain_text("TP-0002 đã bị loại")


def axe(tab: Tab) -> None:
    """Fail on what a person with a screen reader or weak eyes could not use, in our part of the screen."""
    found = Axe().run(tab, context="main", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


def test_a_day_of_review(day, enter_admin, phone, shots, tmp_path):
    mai, nam, hoa = (enter_admin(name) for name in ("mai", "nam", "hoa"))
    the_first_moderator(mai, day, shots)
    the_second_moderator(nam, day)
    the_contestants(phone, day, shots)
    # The changed one comes back to who asked, and to nobody else.
    mai.goto(day.url)
    mai.get_by_role("button", name="Xem tiếp tác phẩm của tôi (1)").click()
    expect(mai.locator("main")).to_contain_text("Bản sửa 2")
    accept(mai, 5)
    accept(mai, 6)  # her question was answered by a vote; this is the second one
    nam.goto(day.url)
    nam.get_by_role("button", name="Nhận tác phẩm tiếp theo").click()
    accept(nam, 5)
    at_the_desk(nam, 12)
    nam.get_by_role("button", name="Để lại, xem tiếp").click()
    the_third_moderator(hoa, day)
    nam.goto(day.url)
    nam.get_by_role("button", name="Nhận tác phẩm tiếp theo").click()
    accept(nam, 12)
    the_organiser(enter_admin("organisers"), day, shots, tmp_path)
    phone.goto(day.round.url)
    expect(phone.locator(".contest-count")).to_have_text("11")
    expect(phone.locator("main")).to_contain_text("Ban Tổ chức đã loại tác phẩm này")
    expect(phone.locator("main")).not_to_contain_text("Tác phẩm số 2")
    phone.screenshot(path=shots / "review-gallery-phone.png", full_page=True)
    decisions = set(Review.objects.values_list("decision", flat=True))
    assert decisions == {"accept", "reject", "changes", "pass_on", "undo", "disqualify"}
    assert verify(day.round.pk).is_sound


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_queue_and_desk_are_usable_at_every_width_and_by_everybody(day, enter_admin, width, shots):
    tab = enter_admin("mai")
    tab.set_viewport_size({"width": width, "height": 1000})
    for name, address in (("queue", day.url), ("desk", f"/admin/contest/review/{day.entries[1].pk}/")):
        tab.goto(address)
        axe(tab)
        assert tab.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        tab.screenshot(path=shots / f"review-{name}-{width}.png", full_page=True)


def test_the_desk_works_without_scripts(day, new_context, live_server):
    tab = new_context(java_script_enabled=False).new_page()
    tab.goto("/admin/login/")
    tab.fill("#id_login", "mai")
    tab.fill("#id_password", "mat-khau-thu")
    tab.get_by_role("button", name="Đăng nhập", exact=True).click()
    tab.wait_for_url(lambda url: "/dang-nhap/" not in url)
    tab.goto(f"/admin/contest/review/{day.entries[1].pk}/")
    tab.get_by_label("Không đạt").check()
    tab.locator("#id_reason_title").select_option(index=1)
    tab.locator("#id_reason").fill(WORDS)
    tab.get_by_role("button", name="Ghi quyết định, xem tiếp").click()
    expect(tab.locator("h1")).to_contain_text("TP-0002")
    assert state(day, 1) == "rejected"


def test_a_cut_line_loses_no_note(day, enter_admin):
    tab = enter_admin("mai")
    tab.goto(f"/admin/contest/review/{day.entries[1].pk}/")
    at_the_desk(tab, 1)
    tab.context.set_offline(True)
    keys(tab, "r")
    tab.locator("#id_reason").fill(WORDS)
    expect(tab.locator("[data-contest-kept]")).to_contain_text("mất kết nối")
    tab.context.set_offline(False)
    expect(tab.locator("[data-contest-kept]")).to_contain_text("Đã lưu lúc", timeout=15_000)
    tab.reload()
    expect(tab.locator("#id_reason")).to_have_value(WORDS)


def test_single_keys_can_be_switched_off(day, enter_admin):
    tab = enter_admin("mai")
    tab.goto(f"/admin/contest/review/{day.entries[1].pk}/")
    at_the_desk(tab, 1)
    tab.get_by_label("Dùng phím tắt một phím").uncheck()
    keys(tab, "r")
    expect(tab.get_by_label("Không đạt")).not_to_be_checked()
    tab.reload()
    at_the_desk(tab, 1)
    keys(tab, "r")
    expect(tab.get_by_label("Không đạt")).not_to_be_checked()
    tab.get_by_label("Dùng phím tắt một phím").check()
    keys(tab, "r")
    expect(tab.get_by_label("Không đạt")).to_be_checked()
