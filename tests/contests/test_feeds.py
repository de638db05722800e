"""What machines subscribe to: news and results as RSS and Atom, dates as a calendar that updates itself."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar
from wagtail.models import Locale, Page, PageViewRestriction

from contest_pages.contests.models import ContestPage, Milestone
from tests.factories import (
    ContestIndexPageFactory,
    ContestNewsPageFactory,
    ContestPageFactory,
    ContestResultsPageFactory,
    MilestoneFactory,
)
from tests.factories.pages import hanoi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
ATOM = "{http://www.w3.org/2005/Atom}"


def events(response) -> dict[str, object]:
    return {str(event["summary"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}


def calendar(client, contest=None):
    if contest is None:
        return client.get(reverse("contest_calendar"))
    return client.get(reverse("contest_calendar_of", args=[contest.pk]))


def test_dates_stand_in_the_calendar_as_exactly_as_they_are_known(client, stage):
    contest = stage.contest
    MilestoneFactory(
        contest=contest,
        label="Nộp tác phẩm",
        precision="day",
        starts_at=hanoi("2024-06-10"),
        ends_at=hanoi("2024-07-31"),
    )
    MilestoneFactory(
        contest=contest, label="Lễ phát động", precision="minute", starts_at=hanoi("2024-07-31 08:00")
    )
    MilestoneFactory(contest=contest, label="Chung kết", precision="quarter", starts_at=hanoi("2024-10-05"))
    answer = calendar(client, contest)
    assert answer["Content-Type"].startswith("text/calendar")
    found = events(answer)
    whole_days = found[f"Nộp tác phẩm – {contest.title}"]
    assert (whole_days["dtstart"].dt, whole_days["dtend"].dt) == (
        datetime.date(2024, 6, 10),
        datetime.date(2024, 8, 1),
    ), "the last day is included, and the end of an entry is not"
    assert found[f"Lễ phát động – {contest.title}"]["dtstart"].dt == hanoi("2024-07-31 08:00")
    assert found[f"Chung kết – {contest.title}"]["status"] == "TENTATIVE"
    rounds = [event for event in found.values() if str(event["uid"]).startswith("round-")]
    assert {event["dtstart"].dt for event in rounds} == {hanoi("2024-06-10 08:00"), hanoi("2024-07-31 24:00")}


def test_an_entry_keeps_its_name_when_its_date_moves(client, stage):
    row = MilestoneFactory(contest=stage.contest, label="Trao giải", starts_at=hanoi("2024-09-01"))
    before = events(calendar(client, stage.contest))[f"Trao giải – {stage.contest.title}"]
    row.starts_at = hanoi("2024-09-15")
    row.save()
    stage.contest.save_revision().publish()
    after = events(calendar(client, stage.contest))[f"Trao giải – {stage.contest.title}"]
    assert str(before["uid"]) == str(after["uid"])
    assert after["dtstart"].dt == datetime.date(2024, 9, 15)
    assert after["last-modified"].dt >= before["last-modified"].dt


def test_feeds_have_a_refresh_interval(client, stage):
    text = calendar(client, stage.contest).content.decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in text
    assert "X-PUBLISHED-TTL:PT6H" in text
    assert f"X-WR-CALNAME:{stage.contest.title}" in text


def test_the_calendar_of_all_holds_every_contest_that_visitors_see(client, index, stage):
    other = ContestPageFactory(parent=index, title="Cuộc thi kia")
    hidden = ContestPageFactory(parent=index, title="Cuộc thi kín")
    draft = ContestPageFactory(parent=index, title="Bản nháp", live=False)
    for contest in (stage.contest, other, hidden, draft):
        MilestoneFactory(contest=contest, label="Mốc", starts_at=hanoi("2024-09-01"))
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    assert {f"Mốc – {stage.contest.title}", "Mốc – Cuộc thi kia"} <= set(events(calendar(client)))
    assert not [title for title in events(calendar(client)) if "kín" in title or "nháp" in title]
    assert calendar(client, hidden).status_code == 404
    assert calendar(client, draft).status_code == 404


def test_news_and_results_are_told_the_newest_first(client, stage):
    ContestNewsPageFactory(
        parent=stage.contest, title="Tin cũ", summary="Tóm tắt <b>", first_published_at=hanoi("2024-06-01")
    )
    ContestResultsPageFactory(
        parent=stage.contest, title="Kết quả vòng 1", first_published_at=hanoi("2024-06-20")
    )
    ContestNewsPageFactory(parent=stage.contest, title="Bản nháp", live=False)
    answer = client.get(reverse("contest_news_of_rss", args=[stage.contest.pk]))
    assert answer["Content-Type"].startswith("application/rss+xml")
    root = ElementTree.fromstring(answer.content)
    items = root.findall("channel/item")
    assert [item.findtext("title") for item in items] == ["Kết quả vòng 1", "Tin cũ"]
    assert items[1].findtext("description") == "Tóm tắt <b>"
    assert items[0].findtext("link").startswith("http")
    assert items[0].findtext("guid").startswith("urn:uuid:")
    assert root.findtext("channel/title") == stage.contest.title
    for name in ("title", "link", "description", "lastBuildDate"):
        assert root.findtext(f"channel/{name}"), name


def test_the_same_is_told_as_atom(client, stage):
    ContestNewsPageFactory(parent=stage.contest, title="Tin", first_published_at=hanoi("2024-06-01"))
    root = ElementTree.fromstring(client.get(reverse("contest_news_atom")).content)
    assert root.tag == f"{ATOM}feed"
    assert [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")] == [
        f"Tin – {stage.contest.title}"
    ]
    assert root.findtext(f"{ATOM}id")
    assert root.findtext(f"{ATOM}updated")


def test_nothing_of_a_private_contest_is_told(client, stage):
    ContestNewsPageFactory(parent=stage.contest, title="Tin kín", first_published_at=hanoi("2024-06-01"))
    PageViewRestriction.objects.create(page=stage.contest, restriction_type="password", password="x")
    assert "Tin kín" not in client.get(reverse("contest_news_rss")).content.decode()
    assert client.get(reverse("contest_news_of_rss", args=[stage.contest.pk])).status_code == 404
    card = reverse("contest_card", args=[stage.contest.pk, "any"])
    assert client.get(card).status_code == 404


def test_pages_say_where_to_subscribe(client, index, stage):
    MilestoneFactory(contest=stage.contest, starts_at=hanoi("2024-09-01"))
    page = client.get(stage.contest.url).content.decode()
    assert reverse("contest_news_of_rss", args=[stage.contest.pk]) in page
    assert reverse("contest_calendar_of", args=[stage.contest.pk]) in page
    page = client.get(index.url).content.decode()
    assert reverse("contest_news_atom") in page
    assert reverse("contest_calendar") in page


def test_feeds_cost_a_fixed_number_of_queries(client, stage, django_assert_max_num_queries):
    for n in range(30):
        ContestNewsPageFactory(parent=stage.contest, title=f"Tin {n}", first_published_at=hanoi("2024-06-01"))
        MilestoneFactory(contest=stage.contest, starts_at=hanoi("2024-09-01"))
    for name in ("contest_news_rss", "contest_calendar"):
        client.get(reverse(name))
        with django_assert_max_num_queries(14):
            client.get(reverse(name) + "?x=1")


def items(client, name: str, *args) -> list[ElementTree.Element]:
    """Return the items of an RSS feed."""
    return ElementTree.fromstring(client.get(reverse(name, args=args)).content).findall("channel/item")


def test_an_item_among_those_of_others_names_its_contest_once(client, stage):
    ContestNewsPageFactory(parent=stage.contest, title="Phát động", slug="a")
    ContestNewsPageFactory(parent=stage.contest, title=f"Khai mạc {stage.contest.title}", slug="b")
    titles = {item.findtext("title") for item in items(client, "contest_news_rss")}
    assert titles == {f"Phát động – {stage.contest.title}", f"Khai mạc {stage.contest.title}"}


def test_a_page_that_is_shown_at_a_second_place_is_one_item_with_its_own_date(client, index, stage):
    other = ContestPageFactory(parent=index, title="Cuộc thi kia", slug="kia")
    news = ContestNewsPageFactory(
        parent=stage.contest, title="Tin", slug="tin", first_published_at=hanoi("2024-06-01")
    )
    alias = news.create_alias(parent=other)
    type(alias).objects.filter(pk=alias.pk).update(first_published_at=hanoi("2024-06-30"))
    found = items(client, "contest_news_rss")
    assert [item.findtext("link").endswith(news.url) for item in found] == [True]
    shared = items(client, "contest_news_of_rss", other.pk)
    assert [item.findtext("pubDate") for item in shared] == [found[0].findtext("pubDate")]
    assert [item.findtext("guid") for item in shared] == [found[0].findtext("guid")]


def test_a_contest_that_is_shown_at_a_second_place_has_its_dates_once(client, home, index, stage):
    MilestoneFactory(contest=stage.contest, label="Trao giải", starts_at=hanoi("2024-09-01"))
    second = ContestIndexPageFactory(parent=home, slug="cuoc-thi-khac")
    stage.contest.create_alias(parent=second)
    found = Calendar.from_ical(calendar(client).content).walk("VEVENT")
    titles = [str(event["summary"]) for event in found]
    assert len(titles) == len(set(titles)) == 3


def test_dates_do_not_move_from_day_to_day(client, stage):
    page = ContestNewsPageFactory(parent=stage.contest, title="Tin", slug="tin")
    Page.objects.update(first_published_at=None, last_published_at=None)
    MilestoneFactory(contest=stage.contest, starts_at=hanoi("2024-09-01"))
    seen = []
    for day in (hanoi("2024-07-05"), hanoi("2024-07-06")):
        with time_machine.travel(day, tick=False):
            item = items(client, "contest_news_rss")[0]
            stamps = {str(event["dtstamp"].dt) for event in events(calendar(client)).values()}
            seen.append((item.findtext("pubDate"), stamps))
    assert seen[0] == seen[1]
    page.title = "Tin sửa"
    page.save_revision()
    assert items(client, "contest_news_rss")[0].findtext("title") == f"Tin – {stage.contest.title}"


def test_a_milestone_that_a_draft_adds_keeps_its_name_when_it_is_published_again(client, contest):
    contest.milestones = [Milestone(label="Trao giải", precision="day", starts_at=hanoi("2024-09-01"))]
    draft = contest.save_revision()
    seen = set()
    for _time in range(2):
        draft.publish()
        [event] = [event for title, event in events(calendar(client)).items() if "Trao giải" in title]
        seen.add(str(event["uid"]))
    assert len(seen) == 1


@pytest.fixture
def english(home, index, stage):
    """Return the contest in English, below an English home page."""
    locale = Locale.objects.create(language_code="en")
    home.copy_for_translation(locale).save_revision().publish()
    index.copy_for_translation(locale).save_revision().publish()
    MilestoneFactory(contest=stage.contest, label="Trao giải", starts_at=hanoi("2024-09-01"))
    contest = ContestPage.objects.get(pk=stage.contest.pk).copy_for_translation(locale)
    contest.title = contest.draft_title = "Video contest"
    rows = list(contest.milestones.all())
    rows[0].label = "Awards"
    contest.milestones = rows
    contest.save_revision().publish()
    news = ContestNewsPageFactory(parent=stage.contest, title="Phát động", slug="phat-dong")
    translated = news.copy_for_translation(locale)
    translated.title = "Launch"
    translated.save_revision().publish()
    return ContestPage.objects.get(pk=contest.pk)


def test_the_feeds_of_an_english_page_tree_are_english(client, english):
    root = ElementTree.fromstring(client.get(reverse("contest_news_in_rss", args=["en"])).content)
    assert root.findtext("channel/language") == "en"
    assert root.findtext("channel/title").startswith("News of contests")
    assert [item.findtext("title") for item in root.findall("channel/item")] == ["Launch – Video contest"]
    own = items(client, "contest_news_of_rss", english.pk)
    assert [item.findtext("title") for item in own] == ["Launch"]
    main = [item.findtext("title") for item in items(client, "contest_news_rss")]
    assert main == [f"Phát động – {english.original.title}"]


def test_calendars_of_an_english_page_tree_are_english(client, english):
    for address in (
        reverse("contest_calendar_in", args=["en"]),
        reverse("contest_calendar_of", args=[english.pk]),
    ):
        response = client.get(address)
        assert response["Content-Language"] == "en"
        assert set(events(response)) == {
            "Awards – Video contest",
            "Round of entries opens – Video contest",
            "Round of entries closes – Video contest",
        }


def test_an_english_page_leads_to_english_feeds(client, english):
    html = client.get(english.url).content.decode()
    assert reverse("contest_news_of_rss", args=[english.pk]) in html
    html = client.get(english.get_parent().url).content.decode()
    assert reverse("contest_news_in_atom", args=["en"]) in html
    assert reverse("contest_calendar_in", args=["en"]) in html


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_language_without_pages_has_no_feeds(client, stage, language):
    assert client.get(reverse("contest_news_in_rss", args=[language])).status_code == 404
    assert client.get(reverse("contest_calendar_in", args=[language])).status_code == 404
