"""What networks and search engines get of each kind of public page."""

from __future__ import annotations

import html
import re

import pytest
from wagtail.models import Page, get_page_models
from wagtail.rich_text import RichText

from contest_pages.publishing.page_meta import plain_text
from home.models import StandardPage
from tests.factories import (
    ContestActivityPageFactory,
    ContestCalendarPageFactory,
    ContestCeremonyPageFactory,
    ContestNewsPageFactory,
)
from tests.factories.judging import JuryRoundPageFactory
from tests.factories.pages import ContestPlanPageFactory, ContestResultsPageFactory
from tests.factories.quizzes import QuizRoundPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def pages(home, stage) -> list[Page]:
    """Return a published page of every kind that visitors can open."""
    from contest_pages.activities.models import ContestHonoursPage

    contest = stage.contest
    calendar = ContestCalendarPageFactory(parent=contest.get_parent())
    calendar.add_child(instance=ContestHonoursPage(title="Tôn vinh", slug="ton-vinh"))
    ContestActivityPageFactory(parent=calendar)
    home.add_child(
        instance=StandardPage(
            title="Hướng dẫn",
            slug="huong-dan",
            body=[("text", RichText("<p>Đọc <b>thể lệ</b> &amp; đăng ký.</p>"))],
        )
    )
    ContestCeremonyPageFactory(parent=contest)
    ContestNewsPageFactory(parent=contest)
    ContestPlanPageFactory(parent=contest)
    ContestResultsPageFactory(parent=contest)
    JuryRoundPageFactory(parent=contest)
    QuizRoundPageFactory(parent=contest, introduction="<p>Bốn <b>tuần</b></p><p>R&amp;D</p>")
    return [page.specific for page in Page.objects.live().descendant_of(home, inclusive=True)]


def test_every_kind_of_page_has_plain_words_and_a_picture_and_below_a_contest_it_names_it_once(
    client, pages, stage
):
    kinds = {
        model for model in get_page_models() if not model._meta.app_label.startswith(("tests", "wagtail"))
    }
    abstract = {model for model in kinds if not model.is_creatable}
    assert {type(page) for page in pages} >= kinds - abstract
    for page in pages:
        text = client.get(page.url, follow=True).content.decode()
        meta = {
            name: html.unescape(content)
            for name, content in re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">', text)
        }
        for name in ("og:title", "og:description"):
            assert meta.get(name), (type(page), name)
            assert "<" not in meta[name], (type(page), name)
        assert meta["og:image"].startswith("http://testserver/"), type(page)
        if page.path.startswith(stage.contest.path):
            title = " ".join(html.unescape(re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1]).split())
            assert title.count(stage.contest.title) == 1, (type(page), title)
            assert stage.contest.title in meta["og:title"], type(page)


def test_a_page_without_a_summary_is_described_by_its_first_words(client, pages):
    page = next(page for page in pages if isinstance(page, StandardPage))
    assert 'content="Đọc thể lệ &amp; đăng ký."' in client.get(page.url).content.decode()


def test_rich_text_becomes_words_in_one_line():
    assert plain_text("<p>Bốn <b>tuần</b></p><p>R&amp;D</p>") == "Bốn tuần R&D"
    assert plain_text("3 < 5 & 7") == "3 < 5 & 7"
    assert plain_text("") == ""
