"""The desk in a browser: the decision stays in sight, and what was watched is counted."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from contest_pages.review.models import Review, ReviewStep

from .review_round import at_the_desk, keys


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_the_decision_stays_in_sight_and_covers_nothing_that_has_the_focus(
    day, enter_admin, shots, width, height
):
    questions = "\n".join(f"Câu {number} của phiếu kiểm tra có đúng không?" for number in range(8))
    ReviewStep.objects.update(checklist=questions)
    tab = enter_admin("mai")
    tab.set_viewport_size({"width": width, "height": height})
    tab.goto(f"/admin/contest/review/{day.entries[3].pk}/")
    at_the_desk(tab, 3)
    bar = tab.locator(".contest-desk__bar")
    for place in range(4):
        tab.mouse.move(width * 0.4, height * 0.5)
        tab.mouse.wheel(0, place * 400)
        tab.wait_for_timeout(200)
        tab.screenshot(path=shots / f"desk-bar-{width}-{place}.png")
        box = bar.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height + 1
        assert tab.get_by_role("button", name="Ghi quyết định, xem tiếp").is_visible()
    tab.mouse.wheel(0, -5000)
    tab.locator("[data-contest-queue]").focus()
    covered = []
    for _ in range(30):
        tab.keyboard.press("Tab")
        tab.wait_for_timeout(350)  # the admin scrolls smoothly
        covered += tab.evaluate(
            """() => {
                const at = document.activeElement;
                if (!at.closest(".contest-desk") || at.closest("video, .contest-desk__screen")) return [];
                const box = at.getBoundingClientRect();
                const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return !top || top.contains(at) || at.contains(top) ? [] : [at.outerHTML.slice(0, 120) + ` at ${box.y}, under ${top.className}`];
            }"""
        )
    assert covered == []


def test_the_desk_counts_what_was_watched_and_says_when_it_is_little(day, enter_admin, shots):
    tab = enter_admin("mai")
    tab.goto(f"/admin/contest/review/{day.entries[4].pk}/")
    at_the_desk(tab, 4)
    watched = tab.locator("[data-contest-watched]")
    expect(watched).to_have_text("Đã xem 0 % video")
    tab.evaluate(
        "() => { const video = document.querySelector('video'); video.muted = true; return video.play(); }"
    )
    tab.wait_for_function("() => document.querySelector('video').currentTime > 1.5")
    tab.evaluate("document.querySelector('video').pause()")
    keys(tab, "y y a")
    expect(watched).to_contain_text("Mới xem")
    tab.screenshot(path=shots / "desk-watched.png")
    keys(tab, "Enter")
    expect(tab.locator("body")).to_contain_text("TP-0004: Đạt.")
    review = Review.objects.get()
    assert review.watched_percent is not None
    assert 0 <= review.watched_percent < 50


@pytest.mark.parametrize("width", [390, 1280])
def test_an_organiser_shares_out_entries_and_takes_it_back(day, enter_admin, shots, width):
    tab = enter_admin("organisers")
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(day.url)
    tab.get_by_role("link", name="Giao việc").first.click()
    for name in ("Mai Lan", "Nam Sơn"):
        tab.get_by_label(name).check()
    tab.get_by_role("button", name="Xem trước số lượng").click()
    expect(tab.locator("tbody tr").first).to_contain_text("6")
    found = Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    tab.screenshot(path=shots / f"share-{width}.png", full_page=True)
    tab.get_by_role("button", name="Giao", exact=True).click()
    expect(tab.locator("body")).to_contain_text("Đã giao 12 tác phẩm")
    tab.goto(day.url)
    expect(tab.locator("body")).to_contain_text("giao cho Mai Lan")
    tab.screenshot(path=shots / f"queue-shared-{width}.png", full_page=True)
    tab.go_back()
    tab.get_by_role("button", name="Thu hồi").click()
    expect(tab.locator("body")).to_contain_text("Đã thu hồi việc giao 12 tác phẩm")
