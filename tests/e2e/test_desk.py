"""The desk in a browser: the decision stays in sight, and what was watched is counted."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from contest_pages.review.models import Review

from .review_round import at_the_desk, keys


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_the_decision_stays_in_sight_and_covers_nothing_that_has_the_focus(
    day, enter_admin, shots, width, height
):
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
