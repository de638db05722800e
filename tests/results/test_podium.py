"""The head of a results page: who stands on the podium, when it was published, what it says before that."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from contest_pages.entries.enums import EntryState
from tests.factories import ContestResultsPageFactory, EntryFactory, PrizeFactory, RegistrationFactory, give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def results(stage):
    return ContestResultsPageFactory(parent=stage.contest, slug="ket-qua", title="Kết quả")


@pytest.fixture
def award(stage):
    """Return a function that gives a prize of a name to a new work."""

    def new(name: str, sort_order: int, **values):
        entry = EntryFactory(
            registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True, **values
        )
        give(PrizeFactory(contest=stage.contest, name=name, sort_order=sort_order), entry=entry)
        return entry

    return new


def shown(client, page) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.get_url()).content.decode(), "html.parser")


def titles(part) -> list[str]:
    return [title.get_text(strip=True) for title in part.select(".contest-card__title")] if part else []


def test_the_three_highest_prizes_stand_on_the_podium_and_the_others_below(client, results, award):
    for name, order, title in (
        ("Giải Nhất", 1, "Một"),
        ("Giải Nhì", 2, "Hai"),
        ("Giải Nhì thứ hai", 2, "Hai nữa"),
        ("Giải Ba", 3, "Ba"),
        ("Giải Khuyến khích", 4, "Bốn"),
    ):
        award(name, order, title=title)
    page = shown(client, results)
    assert titles(page.select_one(".contest-podium")) == ["Một", "Hai", "Hai nữa"]
    assert titles(page.select_one("section[aria-labelledby=giai-thuong]")) == ["Ba", "Bốn"]
    assert page.select_one("#giai-thuong").get_text(strip=True) == "Các giải khác"


def test_prizes_that_are_no_ranks_have_no_podium(client, results, award):
    award("Giải Tác phẩm được yêu thích", 1, title="Mến")
    page = shown(client, results)
    assert page.select_one(".contest-podium") is None
    assert titles(page.select_one("section[aria-labelledby=giai-thuong]")) == ["Mến"]


def test_a_work_that_was_disqualified_leaves_the_podium_and_the_page_says_so(client, results, award):
    entry = award("Giải Nhất", 1, title="Bị loại")
    award("Giải Nhì", 2, title="Còn lại")
    entry.state = EntryState.DISQUALIFIED
    entry.save()
    page = shown(client, results)
    assert titles(page.select_one(".contest-podium")) == ["Còn lại"]
    assert "Bị loại" not in page.get_text()
    assert "Ban Tổ chức đã loại tác phẩm này" in page.get_text()


def test_the_heading_names_the_contest_once_and_the_day_of_publication_stands_above(client, results, award):
    award("Giải Nhất", 1)
    page = shown(client, results)
    assert page.h1.get_text(strip=True) == f"Kết quả {results.contest.title}"
    assert "Đã công bố ngày" in page.select_one(".contest-results").get_text()
    results.title = f"Kết quả chung cuộc {results.contest.title}"
    results.save_revision().publish()
    assert shown(client, results).h1.get_text(strip=True) == results.title


def test_before_results_are_published_the_page_says_that_they_will_be_and_leads_to_the_dates(client, results):
    page = shown(client, results)
    assert "Chưa công bố kết quả" in page.get_text()
    assert page.select_one(f'a[href="{results.contest.url}#moc-thoi-gian"]')
    assert page.select_one("[data-contest-print]") is None
