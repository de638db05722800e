"""What search engines and messages show of a page before it is opened: its title, its words, its picture."""

from __future__ import annotations

import html
import re

import pytest

from contest_pages.publishing.page_meta import plain_text
from tests.factories import (
    ContestActivityPageFactory,
    ContestCalendarPageFactory,
    ContestCeremonyPageFactory,
    ContestNewsPageFactory,
    ContestPlanPageFactory,
    ContestResultsPageFactory,
    QuizRoundPageFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def addresses(client, stage) -> list[str]:
    """Return the paths of published pages, one at least of each type."""
    for factory in (
        ContestCeremonyPageFactory,
        ContestNewsPageFactory,
        ContestPlanPageFactory,
        ContestResultsPageFactory,
    ):
        factory(parent=stage.contest)
    QuizRoundPageFactory(parent=stage.contest, introduction="<p>Bốn <b>tuần</b></p><p>R&amp;D</p>")
    calendar = ContestCalendarPageFactory(parent=stage.contest.get_parent())
    ContestActivityPageFactory(parent=calendar)
    xml = client.get("/sitemap.xml").content.decode()
    return re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", xml)


def test_every_page_has_a_title_and_plain_words_and_pages_of_a_contest_name_it_and_have_its_picture(
    client, stage, addresses
):
    assert len(addresses) > 10
    for address in addresses:
        page = client.get(address).content.decode()
        title = " ".join(html.unescape(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]).split())
        shown = {
            name: html.unescape(value)
            for name, value in re.findall(r'property="og:(\w+)" content="([^"]*)"', page)
        }
        assert shown["title"], address
        assert "<" not in shown.get("description", ""), address
        if address.startswith(stage.contest.url):
            assert title.count(stage.contest.title) == 1, (address, title)
            assert stage.contest.title in shown["title"], address
            assert shown["image"], address


def test_rich_text_becomes_words_in_one_line():
    assert plain_text("<p>Bốn <b>tuần</b></p><p>R&amp;D</p>") == "Bốn tuần R&D"
    assert plain_text("3 < 5 & 7") == "3 < 5 & 7"
    assert plain_text("") == ""
