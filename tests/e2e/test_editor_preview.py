"""The preview beside the editor's form, on every kind of page: Wagtail shows it in a frame."""

from __future__ import annotations

import datetime

from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import get_page_models

from contest_pages.contests.models import ContestChildMixin, ContestIndexPage, ContestPage
from tests.contests.editors import smallest_page
from tests.factories import ContestPageFactory, ContestRulesPageFactory, MilestoneFactory

DAY = datetime.timedelta(days=1)


def overlapping_controls(tab) -> list[str]:
    """Return the controls in view whose middle another control covers; below the bar of actions the page scrolls."""
    return tab.evaluate(
        """() => [...document.querySelectorAll('button, a[href], input:not([type=hidden]), select, textarea')]
            .filter(control => {
                if (!control.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false
                const box = control.getBoundingClientRect()
                const x = box.x + box.width / 2, y = box.y + box.height / 2
                if (!box.width || x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false
                const above = document.elementFromPoint(x, y)
                return above && !above.closest('footer, .footer') && !control.contains(above) && !above.contains(control)
                    && !(control.labels && [...control.labels].some(label => label.contains(above)))
                    && above.matches('button, a[href], input, select, textarea, :is(button, a[href]) *')
            })
            .map(control => control.outerHTML.slice(0, 120))"""
    )


def test_the_preview_beside_the_form_shows_every_kind_of_page(portal, enter_admin, shots):
    index = portal.get_children().get(slug="cuoc-thi")
    contest = ContestPageFactory(parent=index, title="Cuộc thi xem trước")
    MilestoneFactory(contest=contest, label="Vòng chung khảo", starts_at=timezone.now() + 9 * DAY)
    ContestRulesPageFactory(parent=contest, slug="the-le-chung")
    tab = enter_admin("editors")
    refused: list[str] = []
    tab.on("console", lambda message: refused.append(message.text) if "frame" in message.text else None)
    pages = [index.specific, contest]
    for model in get_page_models():
        if issubclass(model, ContestChildMixin) and model.is_creatable and model is not ContestPage:
            pages.append(smallest_page(model, contest, title=f"Trang {model.__name__}"))
    for page in pages:
        tab.goto(f"/admin/pages/{page.pk}/edit/")
        panel = tab.locator("[data-side-panel=preview]")
        if not panel.is_visible():
            tab.get_by_role("button", name="Đóng mở xem trước").click()
        shown = tab.frame_locator("[data-side-panel=preview] iframe").first
        # A form in steps has its step as heading; its own title stands in the breadcrumb.
        expect(shown.locator("body")).to_contain_text(page.title)
        if isinstance(page, ContestPage | ContestIndexPage):
            tab.screenshot(path=shots / f"preview-{type(page).__name__}.png")
        assert overlapping_controls(tab) == [], type(page).__name__
    assert refused == []


def test_the_preview_of_a_date_shows_the_contest_as_of_that_day(portal, enter_admin, shots):
    index = portal.get_children().get(slug="cuoc-thi")
    contest = ContestPageFactory(parent=index, title="Cuộc thi theo ngày", live=False)
    MilestoneFactory(
        contest=contest, label="Nhận bài", kind="entries", starts_at=timezone.now() + 9 * DAY, precision="day"
    )
    tab = enter_admin("editors")
    tab.goto(f"/admin/pages/{contest.pk}/edit/")
    if not tab.locator("[data-side-panel=preview]").is_visible():
        tab.get_by_role("button", name="Đóng mở xem trước").click()
    shown = tab.frame_locator("[data-side-panel=preview] iframe").first
    expect(shown.locator(".contest-phase").first).to_have_text("Sắp diễn ra")
    tab.locator("[data-side-panel=preview] select").select_option(value="open")
    expect(shown.locator(".contest-phase").first).to_contain_text("Đang nhận bài")
    tab.screenshot(path=shots / "preview-of-a-date.png")
