"""A month of weekly quizzes in the office's browser: four rankings, a wrong key found afterwards, and its correction."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from contest_pages.data import process_memo
from contest_pages.question_bank.models import QuestionVersion
from contest_pages.standings.models import Award, Ranking
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestResultsPageFactory,
    PrizeFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    take_quiz,
)

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def month(portal):
    """Publish a contest with four closed weeks, five contestants in each, a first and a second prize a week."""
    process_memo.forget()
    contest = ContestPageFactory(parent=portal.get_children().get(slug="cuoc-thi"), slug="trac-nghiem")
    form = ContestRegistrationPageFactory(parent=contest, slug="dang-ky")
    contest.results = ContestResultsPageFactory(parent=contest, slug="ket-qua")
    PrizeFactory(contest=contest, name="Giải Nhất tuần", count=1, basis="quiz_round", sort_order=1)
    PrizeFactory(contest=contest, name="Giải Nhì tuần", count=1, basis="quiz_round", sort_order=2)
    people = [
        RegistrationFactory(page=form, full_name=f"Lò Văn {name}", publish_name=True)
        for name in ("Một", "Hai", "Ba", "Bốn", "Năm")
    ]
    contest.weeks = []
    for week in range(4):
        opens_at = timezone.now() - (30 - 7 * week) * DAY
        page = QuizRoundPageFactory(
            parent=contest,
            title=f"Tuần {week + 1}",
            slug=f"tuan-{week + 1}",
            opens_at=opens_at,
            closes_at=opens_at + 6 * DAY,
            draw="fixed",
        )
        page.attempts_made = [
            take_quiz(page, person, right=right, prediction=place, at=opens_at + place * MINUTE, seconds=60)
            for place, (person, right) in enumerate(zip(people, (5, 4, 3, 2, 1), strict=True))
        ]
        contest.weeks.append(page)
    return contest


def rank_and_publish(tab: Tab, steps: tuple[str, ...]) -> None:
    """Press the buttons of a ranking one after the other; each must succeed."""
    for step in steps:
        tab.locator(f"button[name='{step}']").click()
        expect(tab.locator(".messages .success").first).to_be_visible()


def test_a_wrong_key_found_after_publication_is_corrected_to_the_end(month, enter_admin, phone, shots):
    office = enter_admin("organisers")
    for week in month.weeks:
        office.goto(reverse("contest_quiz_rounds"))
        row = office.get_by_role("row").filter(has=office.get_by_text(week.title, exact=True))
        row.get_by_role("link", name="Xếp hạng").click()
        rank_and_publish(office, ("freeze", "rank", "award", "publish"))
    assert Award.objects.filter(published_at__isnull=False).count() == 8

    # In week 2 the answer printed as wrong was the right one: the second gains, the first loses.
    second = month.weeks[1]
    first_attempt, second_attempt = second.attempts_made[:2]
    version = QuestionVersion.objects.get(pk=second_attempt.questions[4])
    writer = enter_admin("question_writers")
    writer.goto(reverse("contest_question", args=[version.question_id]))
    writer.get_by_role("link", name="Đáp án sai").click()
    writer.locator("input[name='accepted'][value='1']").check()
    writer.locator("input[name='accepted'][value='0']").uncheck()
    writer.get_by_label("Lý do").fill("Đáp án in nhầm so với Nghị định")
    writer.get_by_role("button", name="Xem ảnh hưởng").click()
    page = writer.locator(".contest-question")
    expect(page).to_contain_text("Chưa có gì thay đổi")
    expect(page).to_contain_text(re.compile("Kết quả đã công bố giữ nguyên"))
    expect(page.get_by_role("row").filter(has_text=second_attempt.registration.code)).to_contain_text("5")
    expect(page).to_contain_text(first_attempt.registration.code)
    writer.screenshot(path=shots / "key-confirm.png", full_page=True)
    writer.get_by_role("button", name="Sửa đáp án").click()
    expect(writer.locator(".messages")).to_contain_text("Đề nghị báo Ban Tổ chức xếp hạng lại")
    expect(writer.locator(".messages")).to_contain_text("Tuần 2")

    # What is published stays, and the office sees where to go on.
    phone.goto(month.results.url)
    before = phone.locator("main").inner_text()
    office.goto(reverse("contest_rank_round", args=[second.pk]))
    notice = office.locator(".help-warning").filter(has_text="sau khi công bố kết quả này")
    expect(notice).to_contain_text("Đáp án in nhầm so với Nghị định")
    office.screenshot(path=shots / "key-ranking.png", full_page=True)
    rank_and_publish(office, ("freeze", "rank", "award"))
    changes = office.locator("section").filter(has_text="Giải trước")
    expect(changes.get_by_role("row").filter(has_text=second_attempt.registration.code)).to_contain_text(
        "Giải Nhất tuần"
    )
    office.screenshot(path=shots / "key-changes.png", full_page=True)
    phone.reload()
    assert phone.locator("main").inner_text() == before
    rank_and_publish(office, ("publish",))
    winner = Award.objects.get(
        ranking=Ranking.objects.filter(round=second.pk).order_by("-number").first(),
        prize__name="Giải Nhất tuần",
    )
    assert winner.registration_id == second_attempt.registration_id
    phone.reload()
    assert phone.locator("main").inner_text() != before
    expect(phone.locator("main")).to_contain_text("Lò Văn Hai")
