"""Launches and award nights: before, live by the clock, after; and the press that opens a contest on stage."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from icalendar import Calendar
from wagtail.models import PageLogEntry

from contest_pages.ceremonies.domain.launch_button import press_start, undo_press
from contest_pages.ceremonies.enums import CeremonyStatus
from contest_pages.ceremonies.errors import NothingToOpen, NotToday, OpenAlready, TooLate
from contest_pages.ceremonies.logic.clock import may_be_pressed, may_be_undone, status_at
from contest_pages.ceremonies.models import Press, ProgrammeItem, Venue
from contest_pages.contests.models import ContestRoundPage
from tests.factories.pages import hanoi
from tests.races import at_once

from .conftest import BEGIN, MINUTE, opening


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (BEGIN - datetime.timedelta(microseconds=1), CeremonyStatus.BEFORE),
        (BEGIN, CeremonyStatus.LIVE),
        (BEGIN + datetime.timedelta(hours=3) - datetime.timedelta(microseconds=1), CeremonyStatus.LIVE),
        (BEGIN + datetime.timedelta(hours=3), CeremonyStatus.AFTER),
    ],
)
def test_a_ceremony_is_live_from_its_first_moment_for_three_hours_if_no_end_is_announced(now, status):
    assert status_at(now, BEGIN, None) == status


def test_it_is_live_until_the_end_that_is_announced():
    assert (
        status_at(BEGIN + datetime.timedelta(hours=5), BEGIN, BEGIN + datetime.timedelta(hours=6))
        == CeremonyStatus.LIVE
    )


def test_the_button_works_around_the_ceremony_only():
    day = datetime.timedelta(days=1)
    assert not may_be_pressed(BEGIN - day, BEGIN)
    assert may_be_pressed(BEGIN - 30 * MINUTE, BEGIN)
    assert may_be_pressed(BEGIN + 90 * MINUTE, BEGIN)
    assert not may_be_pressed(BEGIN + day, BEGIN)
    assert may_be_undone(BEGIN + MINUTE, BEGIN)
    assert not may_be_undone(BEGIN + MINUTE + datetime.timedelta(microseconds=1), BEGIN)


@pytest.mark.django_db
def test_before_the_page_invites_and_keeps_what_is_internal(client, launch):
    with time_machine.travel(BEGIN - datetime.timedelta(days=2), tick=False):
        page = client.get(launch.url).content.decode()
    for words in (
        "08:00",
        "31/7/2024",
        "Đón đại biểu",
        "07:30",
        "Hội trường tỉnh",
        "300 chỗ",
        "Huyện Mường La",
        "14:30",
    ):
        assert words in page, words
    assert "Sở Khoa học và Công nghệ" not in page, "duties are internal"
    assert "LỄ PHÁT ĐỘNG" not in page, "the words on the backdrop are internal"
    assert "Trực tiếp</span>" not in page
    assert "youtube-nocookie.com/embed/abcdefghijk" in page
    assert "<iframe" not in page, "nothing is loaded from elsewhere before a press"
    assert "https://truyenhinh.example/truc-tiep" in page
    assert "lmnopqrstuv" not in page


@pytest.mark.django_db
def test_a_programme_is_a_list_with_hours_where_there_are_any(client, launch):
    """As that of Sơn La 2023: six items in their order, none with an hour."""
    with time_machine.travel(BEGIN - MINUTE, tick=False):
        page = client.get(launch.url).content.decode()
        assert page.index('<time datetime="07:30">') < page.index("Đón đại biểu")
        launch.programme = [ProgrammeItem(title="Đọc thể lệ", who="Ban Tổ chức", sort_order=0)]
        launch.save_revision().publish()
        page = client.get(launch.url).content.decode()
    programme = page[page.index("contest-programme") : page.index("</ol>", page.index("contest-programme"))]
    assert "Đọc thể lệ" in programme
    assert "<time" not in programme


@pytest.mark.django_db
def test_the_one_filled_button_follows_the_time(client, launch):
    words = {
        BEGIN - datetime.timedelta(days=3): "Thêm vào lịch",
        BEGIN: "Xem trực tiếp",
        BEGIN + datetime.timedelta(hours=3): "Xem lại buổi lễ",
    }
    for now, word in words.items():
        with time_machine.travel(now, tick=False):
            page = client.get(launch.url).content.decode()
        button = page[page.index("btn-kind") : page.index("</a>", page.index("btn-kind"))]
        assert word in button
        assert page.count("btn-kind") == 1


@pytest.mark.django_db
def test_a_ceremony_without_a_photograph_has_a_generated_picture(client, launch):
    with time_machine.travel(BEGIN - MINUTE, tick=False):
        assert "contest-posters/ban-hero" in client.get(launch.url).content.decode()


@pytest.mark.django_db
def test_live_and_over_follow_the_clock_though_the_page_is_kept(client, launch):
    seen = {}
    for name, now in (
        ("before", BEGIN - MINUTE),
        ("live", BEGIN),
        ("after", BEGIN + datetime.timedelta(hours=3)),
    ):
        with time_machine.travel(now, tick=False):
            seen[name] = client.get(launch.url).content.decode()
    assert "contest-mark--live" not in seen["before"]
    assert "contest-mark--live" in seen["live"]
    assert "contest-mark--live" not in seen["after"]
    assert "lmnopqrstuv" in seen["after"]
    assert "Sở Khoa học và Công nghệ" not in seen["after"]


@pytest.mark.django_db
def test_the_invitation_is_an_entry_of_a_calendar(client, launch):
    answer = client.get(reverse("contest_invitation", args=[launch.pk]))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["dtstart"].dt == BEGIN
    assert event["dtend"].dt == BEGIN + datetime.timedelta(hours=3)
    assert str(event["location"]) == "Hội trường tỉnh, Phường Tô Hiệu"
    whole = client.get(reverse("contest_calendar_of", args=[launch.contest.pk]))
    assert str(event["uid"]) in whole.content.decode().replace("\r\n ", "")
    launch.unpublish()
    assert client.get(reverse("contest_invitation", args=[launch.pk])).status_code == 404


@pytest.mark.django_db
def test_a_ceremony_ends_after_it_begins_and_is_rehearsed_before(launch):
    launch.ends_at, launch.rehearsal_at = BEGIN, BEGIN
    with pytest.raises(ValidationError) as refused:
        launch.full_clean()
    assert {"ends_at", "rehearsal_at"} <= set(refused.value.message_dict)


@pytest.mark.django_db
def test_a_press_opens_the_round_at_that_moment_for_everybody(client, launch, roles, stage):
    with time_machine.travel(BEGIN + MINUTE, tick=False):
        assert not ContestRoundPage.objects.get(pk=stage.round.pk).is_open(BEGIN + MINUTE)
        client.get(stage.contest.url)
        press = press_start(ceremony=launch, actor=roles["organisers"], now=BEGIN + MINUTE)
        assert opening(launch) == BEGIN + MINUTE
        assert ContestRoundPage.objects.get(pk=stage.round.pk).is_open(BEGIN + MINUTE)
        assert "contest-phase--open" in client.get(stage.contest.url).content.decode()
    assert press.opening_before == hanoi("2024-08-01 08:00")
    assert PageLogEntry.objects.filter(action="contest.press_start", user=roles["organisers"]).exists()
    again = press_start(ceremony=launch, actor=roles["organisers"], now=BEGIN + 2 * MINUTE)
    assert again.pk == press.pk
    assert opening(launch) == BEGIN + MINUTE, "twice the same press opens once"


@pytest.mark.django_db
def test_a_press_is_taken_back_within_a_minute_and_not_later(launch, roles):
    organiser = roles["organisers"]
    press = press_start(ceremony=launch, actor=organiser, now=BEGIN)
    undo_press(press=press, actor=organiser, now=BEGIN + MINUTE)
    assert opening(launch) == hanoi("2024-08-01 08:00")
    undo_press(press=press, actor=organiser, now=BEGIN + 5 * MINUTE)  # twice changes nothing
    second = press_start(ceremony=launch, actor=organiser, now=BEGIN + 2 * MINUTE)
    with pytest.raises(TooLate):
        undo_press(press=second, actor=organiser, now=BEGIN + 4 * MINUTE)
    assert opening(launch) == BEGIN + 2 * MINUTE


@pytest.mark.django_db
def test_what_cannot_be_opened_is_refused_with_the_reason(launch, roles, stage):
    organiser = roles["organisers"]
    with pytest.raises(NotToday, match="08:00"):
        press_start(ceremony=launch, actor=organiser, now=BEGIN - datetime.timedelta(days=7))
    stage.round.refresh_from_db()
    stage.round.opens_at = hanoi("2024-07-01")
    stage.round.save_revision().publish()
    with pytest.raises(OpenAlready):
        press_start(ceremony=launch, actor=organiser, now=BEGIN)
    stage.round.unpublish()
    with pytest.raises(NothingToOpen):
        press_start(ceremony=launch, actor=organiser, now=BEGIN)
    launch.opens_round = None
    with pytest.raises(NothingToOpen):
        press_start(ceremony=launch, actor=organiser, now=BEGIN)


@pytest.mark.django_db
def test_nothing_is_opened_on_stage_while_no_rules_are_published(launch, roles, stage):
    stage.rules.unpublish()
    with pytest.raises(NothingToOpen, match="thể lệ"):
        press_start(ceremony=launch, actor=roles["organisers"], now=BEGIN)
    assert not Press.objects.exists()


@pytest.mark.django_db
def test_a_draft_of_the_round_stays_a_draft(launch, roles, stage):
    draft = stage.round.get_latest_revision_as_object()
    draft.title = "Tên đang sửa"
    draft.save_revision()
    press_start(ceremony=launch, actor=roles["organisers"], now=BEGIN)
    stage.round.refresh_from_db()
    latest = stage.round.get_latest_revision_as_object()
    assert (stage.round.title, latest.title) == ("Tác phẩm", "Tên đang sửa")
    assert latest.opens_at == BEGIN
    assert stage.round.has_unpublished_changes


@pytest.mark.django_db
def test_the_page_costs_a_fixed_number_of_queries(client, launch, django_assert_max_num_queries):
    with time_machine.travel(BEGIN, tick=False):
        client.get(launch.url)
        launch.venues = [Venue(level=2, name=f"Huyện {n}", sort_order=n) for n in range(40)]
        launch.save_revision().publish()
        with django_assert_max_num_queries(40):
            assert "Huyện 39" in client.get(launch.url).content.decode()


@pytest.mark.django_db
def test_a_ceremony_that_opened_a_contest_cannot_be_deleted(client, launch, roles):
    press_start(ceremony=launch, actor=roles["organisers"], now=BEGIN)
    client.force_login(roles["organisers"])
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[launch.pk]), follow=True)
    assert "không thể xóa" in answer.content.decode()
    assert type(launch).objects.filter(pk=launch.pk).exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_organisers_who_press_at_once_open_once(launch, roles):
    pages = [type(launch).objects.get(pk=launch.pk) for _n in range(2)]
    outcomes = at_once(
        *(lambda p=p: press_start(ceremony=p, actor=roles["organisers"], now=BEGIN) for p in pages)
    )
    assert outcomes[0].pk == outcomes[1].pk
    assert Press.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "words"), [(3, "còn 3 ngày"), (0, "hôm nay")])
def test_the_page_counts_the_days_to_the_ceremony(client, launch, days, words):
    with time_machine.travel(BEGIN - datetime.timedelta(days=days, hours=1), tick=False):
        assert words in client.get(launch.url).content.decode()
