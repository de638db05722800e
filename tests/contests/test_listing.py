"""The list of contests: found without marks, filtered, with what a visitor waits for."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.contests.logic import schedule
from contest_pages.contests.models.contest import Deadline
from contest_pages.publishing.external_video import ExternalVideo
from contest_pages.templatetags.contest_contents import render_with_contents
from contest_pages.vietnamese import days_until
from tests.factories import (
    ContestPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    MilestoneFactory,
    PrizeFactory,
    RegistrationFactory,
    give,
)
from tests.factories.pages import NOW, hanoi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def shown(client, index, stage):
    """Return a function that asks the list of two contests and returns the titles found."""
    stage.contest.title, stage.contest.kinds = "Cuộc thi Chuyển đổi số", ["video"]
    stage.contest.save()
    MilestoneFactory(contest=stage.contest, starts_at=hanoi("2024-06-01"))
    old = ContestPageFactory(parent=index, title="Hội thi Đường sắt", theme="An toàn", kinds=["stage"])
    EntryRoundPageFactory(parent=old, opens_at=hanoi("2023-01-05"), closes_at=hanoi("2023-02-01"))
    MilestoneFactory(contest=old, kind="ceremony", starts_at=hanoi("2023-03-01"))

    def ask(**query) -> list[str]:
        context = client.get(index.url, {k.replace("_", "-"): v for k, v in query.items()}).context
        return [card.contest.title for card in context["running_contests"] + context["finished_contests"]]

    return ask


@pytest.mark.parametrize("words", ["chuyen doi", "Chuyển ĐỔI", "doi   chuyen so"])
def test_contests_are_found_without_marks(shown, words):
    assert shown(tim=words) == ["Cuộc thi Chuyển đổi số"]


def test_đ_is_a_d_and_the_theme_is_searched_too(shown):
    assert shown(tim="duong") == ["Hội thi Đường sắt"]
    assert shown(tim="an toan") == ["Hội thi Đường sắt"]


@pytest.mark.parametrize(
    "query", [{"loai": "stage"}, {"nam": "2023"}, {"giai_doan": "finished"}, {"loai": "stage", "nam": "2023"}]
)
def test_kind_year_and_phase_are_filters(shown, query):
    assert shown(**query) == ["Hội thi Đường sắt"]


@pytest.mark.parametrize("query", [{"loai": "x"}, {"nam": "hai"}, {"giai_doan": "?"}, {"nam": "²²²²"}])
def test_nonsense_in_the_address_is_left_out(shown, query):
    assert len(shown(**query)) == 2


def test_nothing_found_says_what_to_try(client, shown, index):
    assert shown(tim="khong co gi") == []
    assert "Hãy thử ít từ hơn" in client.get(index.url, {"tim": "khong co gi"}).content.decode()


def test_a_finished_contest_names_its_winners(client, index):
    old = ContestPageFactory(parent=index)
    round_page = EntryRoundPageFactory(
        parent=old, opens_at=hanoi("2023-01-05"), closes_at=hanoi("2023-02-01")
    )
    MilestoneFactory(contest=old, kind="ceremony", starts_at=hanoi("2023-03-01"))
    from tests.factories import ContestRegistrationPageFactory

    entry = EntryFactory(
        registration=RegistrationFactory(page=ContestRegistrationPageFactory(parent=old)),
        round=round_page,
        accepted=True,
    )
    give(PrizeFactory(contest=old), entry=entry)
    html = client.get(index.url).content.decode()
    assert "Giải Nhất" in html
    assert entry.title in html


@pytest.mark.parametrize(
    ("at", "is_closing", "words"),
    [
        ("2024-07-31 24:00", True, "còn 21 ngày"),
        ("2024-07-10 24:00", True, "hôm nay là ngày cuối"),
        ("2024-07-11 00:01", True, "còn 1 ngày"),
        ("2024-07-10 13:00", True, "hôm nay là ngày cuối"),
        ("2024-07-10 13:00", False, "mở hôm nay"),
        ("2024-07-11 00:00", False, "mở sau 1 ngày"),
    ],
)
def test_days_are_counted_as_the_calendar_does(at, is_closing, words):
    assert days_until(hanoi(at), NOW, is_closing=is_closing) == words


def test_a_contest_counts_down_to_its_closing_then_to_the_next_opening(stage):
    assert stage.contest.deadline(NOW) == Deadline(
        stage.round.closes_at, is_closing=True, purpose="để nộp tác phẩm"
    )
    later = EntryRoundPageFactory(
        parent=stage.contest, slug="sau", opens_at=hanoi("2024-09-01"), closes_at=None
    )
    assert stage.again().deadline(hanoi("2024-08-15")) == Deadline(later.opens_at, is_closing=False)
    assert stage.again().deadline(hanoi("2025-08-15")) is None


def test_a_time_of_registering_is_counted_down_where_no_round_is(contest):
    MilestoneFactory(
        contest=contest, kind="registration", starts_at=hanoi("2024-07-01"), ends_at=hanoi("2024-07-20")
    )
    assert contest.deadline(NOW) == Deadline(hanoi("2024-07-20 24:00"), is_closing=True, purpose="để đăng ký")


def span(begin: str, end: str) -> schedule.Span:
    return schedule.Span(hanoi(begin), hanoi(end))


@pytest.mark.parametrize(
    ("spans", "place"),
    [
        ([], 0),
        ([span("2024-06-01", "2024-06-02"), span("2024-08-01", "2024-08-02")], 1),
        ([span("2024-07-01", "2024-07-20"), span("2024-08-01", "2024-08-02")], None),
        ([span("2024-08-01", "2024-08-02")], 0),
        ([span("2024-06-01", "2024-06-02")], 1),
    ],
)
def test_today_stands_between_what_was_and_what_comes(spans, place):
    assert schedule.today_position(spans, NOW) == place


def test_what_is_over_stands_before_what_goes_on(contest):
    MilestoneFactory(
        contest=contest, label="Nhận bài", starts_at=NOW, ends_at=NOW + datetime.timedelta(days=5)
    )
    MilestoneFactory(
        contest=contest, label="Phát động", starts_at=hanoi("2024-07-10 08:00"), precision="minute"
    )
    assert [item.milestone.label for item in contest.timeline(NOW)] == ["Phát động", "Nhận bài"]


@pytest.mark.parametrize(
    ("address", "player"),
    [
        (
            "https://www.youtube.com/watch?v=abcdefghijk&t=5",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
        ),
        ("https://youtu.be/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://m.youtube.com/shorts/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ('https://youtu.be/"><script>', ""),
        ("https://www.youtube.com/", ""),
        ("https://evil.example/watch?v=abcdefghijk", ""),
        (
            "https://www.facebook.com/a/videos/1",
            "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fvideos%2F1",
        ),
    ],
)
def test_a_video_of_another_site_becomes_a_player_only_where_it_is_known(address, player):
    assert ExternalVideo.of(address).player == player


@pytest.mark.parametrize(
    ("address", "is_stream"),
    [
        ("https://truyenhinh.vidu.example/live/kenh1.m3u8?k=1", True),
        ("http://truyenhinh.vidu.example/live/kenh1.m3u8", False),
        ("https://truyenhinh.vidu.example/kenh1.m3u8/x", False),
        ("https://www.youtube.com/watch?v=abcdefghijk", False),
    ],
)
def test_a_broadcasters_own_stream_is_known(address, is_stream):
    assert ExternalVideo.of(address).is_stream is is_stream


def test_headings_of_a_text_get_anchors_that_are_unique_and_readable(index):
    page = ContestPageFactory(
        parent=index,
        body=[
            ("text", "<h2>I. Mục đích, yêu cầu</h2><p>x</p><h3>Điều 1</h3>"),
            ("text", "<h2>I. Mục đích, yêu cầu</h2>"),
        ],
    )
    body = render_with_contents(page.body)
    assert [(h.anchor, h.level) for h in body.contents] == [
        ("i-muc-dich-yeu-cau", 2),
        ("dieu-1", 3),
        ("i-muc-dich-yeu-cau-2", 2),
    ]
    assert '<h3 id="dieu-1">' in body.html


def test_one_heading_alone_needs_no_list(index):
    page = ContestPageFactory(parent=index, body=[("text", "<h2>Một</h2>")])
    assert render_with_contents(page.body).contents == []
