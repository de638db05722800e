"""A launch on stage: the console and its screens, the rehearsal, who may press, and what visitors read before and after."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.urls import reverse

from contest_pages import hooks
from contest_pages.ceremonies.domain.launch_button import (
    discard_stragglers,
    press_rehearsal,
    press_start,
    reset_rehearsal,
    undo_press,
)
from contest_pages.ceremonies.enums import LaunchStage
from contest_pages.ceremonies.errors import NotToday
from contest_pages.ceremonies.logic.clock import may_be_rehearsed
from contest_pages.ceremonies.models import Press
from contest_pages.ceremonies.queries.launch import launch_facts
from contest_pages.ceremonies.screens import PUBLIC, WALL, channel_of
from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.contests.publish_checks import blocking_findings
from contest_pages.screens import queries as screens
from contest_pages.screens.domain import open_screen
from tests.factories.pages import hanoi

from .conftest import BEGIN, MINUTE, REHEARSAL, opening

DAY = datetime.timedelta(days=1)


def console_of(page) -> str:
    return reverse("contest_launch_console", args=[page.pk])


def shown(page, role=WALL):
    screens.forget()
    return screens.state_of(channel_of(page.pk), role)


@pytest.mark.parametrize(
    ("now", "may"),
    [
        (REHEARSAL - 61 * MINUTE, False),
        (REHEARSAL - 60 * MINUTE, True),
        (REHEARSAL + 6 * 60 * MINUTE, True),
        (REHEARSAL + 6 * 60 * MINUTE + MINUTE, False),
        (BEGIN - 2 * 60 * MINUTE, False),
    ],
)
def test_the_button_is_tried_around_the_rehearsal_only(now, may):
    assert may_be_rehearsed(now, REHEARSAL, BEGIN) is may
    assert not may_be_rehearsed(now, None, BEGIN)


def test_a_rehearsal_just_before_ends_where_the_real_button_begins_to_work():
    assert may_be_rehearsed(BEGIN - 121 * MINUTE, BEGIN - 3 * 60 * MINUTE, BEGIN)
    assert not may_be_rehearsed(BEGIN - 120 * MINUTE, BEGIN - 3 * 60 * MINUTE, BEGIN)


@pytest.mark.django_db
def test_a_trial_press_shows_everything_and_opens_nothing(launch, roles):
    organiser = roles["organisers"]
    with time_machine.travel(REHEARSAL, tick=False):
        assert (shown(launch).scene, shown(launch).content["is_trial"]) == ("waiting", True)
        press = press_rehearsal(ceremony=launch, actor=organiser, now=REHEARSAL)
        assert (shown(launch).scene, shown(launch).content["is_trial"]) == ("open", True)
        assert press_rehearsal(ceremony=launch, actor=organiser, now=REHEARSAL + MINUTE) == press
        assert opening(launch) == hanoi("2024-08-01 08:00")
        assert not ContestRoundPage.objects.get(pk=launch.opens_round_id).is_open(REHEARSAL)
        assert not shown(launch, PUBLIC).content["is_open"]
        reset_rehearsal(ceremony=launch, actor=organiser, now=REHEARSAL + MINUTE)
        assert shown(launch).scene == "waiting"
        press_rehearsal(ceremony=launch, actor=organiser, now=REHEARSAL + 2 * MINUTE)
    with time_machine.travel(BEGIN - MINUTE, tick=False):
        assert (shown(launch).scene, shown(launch).content["is_trial"]) == ("waiting", False)
    press_start(ceremony=launch, actor=organiser, now=BEGIN)  # the trial press of the day before is no press
    assert opening(launch) == BEGIN


@pytest.mark.django_db
def test_a_trial_press_is_refused_outside_the_rehearsal(launch, roles):
    for now in (REHEARSAL - DAY, BEGIN):
        with pytest.raises(NotToday):
            press_rehearsal(ceremony=launch, actor=roles["organisers"], now=now)
    assert not Press.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "offers"),
    [
        (REHEARSAL - DAY, ""),
        (REHEARSAL, "Bấm thử"),
        (REHEARSAL + 7 * 60 * MINUTE, ""),
        (BEGIN - MINUTE, "Khai mạc cuộc thi"),
        (BEGIN + DAY, ""),
    ],
)
def test_the_console_offers_the_button_in_its_hours_only(client, launch, roles, now, offers):
    client.force_login(roles["organisers"])
    launch.opens_round.specific  # noqa: B018
    ContestRoundPage.objects.filter(pk=launch.opens_round_id).update(opens_at=hanoi("2024-08-20"))
    with time_machine.travel(now, tick=False):
        page = client.get(console_of(launch)).content.decode()
        asked = client.get(console_of(launch), {"ask": "1"}).content.decode()
    assert ("?ask=1" in page) is bool(offers)
    assert offers in page
    assert ("autofocus" in asked) is bool(offers), "without the hours the question is not asked either"


@pytest.mark.django_db
def test_the_console_asks_opens_and_takes_back_and_the_wall_follows(client, launch, roles):
    client.force_login(roles["organisers"])
    with time_machine.travel(BEGIN, tick=False):
        assert "Đồng ý, mở ngay" in client.get(console_of(launch), {"ask": "1"}).content.decode()
        assert not Press.objects.exists()
        assert "LỄ PHÁT ĐỘNG" in shown(launch).content["backdrop"]
        answer = client.post(console_of(launch), {"press": "1"}, headers={"X-Contest-Parts": "1"})
        assert "đã mở từ" in answer.content.decode()
        assert opening(launch) == BEGIN
        assert shown(launch).scene == "open"
        answer = client.post(console_of(launch), {"undo": Press.objects.get().pk}, follow=True)
        assert "được" in answer.content.decode()
        assert "hoàn tác" in answer.content.decode()
    assert opening(launch) == hanoi("2024-08-01 08:00")
    with time_machine.travel(BEGIN - 3 * DAY, tick=False):
        refused = client.post(console_of(launch), {"press": "1"})
    assert refused.status_code == 409
    assert "08:00" in refused.content.decode()


@pytest.mark.django_db
def test_nothing_of_the_console_stands_on_the_wall(client, launch, roles):
    """Questions, errors, undo and names of operators are never before the hall."""
    with time_machine.travel(BEGIN, tick=False):
        screen = open_screen(now=BEGIN, channel=channel_of(launch.pk), role=WALL, actor=roles["organisers"])
        press_start(ceremony=launch, actor=roles["organisers"], now=BEGIN)
        page = client.get(reverse("contest_screen", args=[screen.key])).content.decode()
    assert "Cuộc thi đã bắt đầu!" in page
    for words in ("Hoàn tác", "<form", "csrf", roles["organisers"].get_full_name() or "organisers"):
        assert words not in page, words


@pytest.mark.django_db
def test_two_operators_see_each_other(client, launch, roles):
    from contest_pages.screens.domain import note_operator
    from tests.factories import UserFactory

    other = UserFactory(username="thu.ky", first_name="Thử", last_name="Lò Thị")
    client.force_login(roles["organisers"])
    with time_machine.travel(BEGIN, tick=False):
        note_operator(channel=channel_of(launch.pk), user=other, now=BEGIN)
        page = client.get(console_of(launch)).content.decode()
    assert other.get_full_name() in page
    with time_machine.travel(BEGIN + MINUTE, tick=False):
        page = client.get(console_of(launch)).content.decode()
    assert other.get_full_name() not in page, "who was not heard of for half a minute has left"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["editors", "administrators"])
def test_who_may_edit_but_not_press_reads_who_may(client, launch, roles, role):
    client.force_login(roles[role])
    with time_machine.travel(BEGIN, tick=False):
        answer = client.get(console_of(launch))
        client.post(console_of(launch), {"press": "1"})
    assert answer.status_code == 403
    assert roles["organisers"].groups.get().name in answer.content.decode()
    presser = roles["organisers"]
    assert (presser.get_full_name() or presser.username) in answer.content.decode()
    assert not Press.objects.exists()
    assert opening(launch) == hanoi("2024-08-01 08:00")


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["question_writers", "moderators", "jurors", "nobody"])
def test_others_see_no_console(client, launch, roles, role):
    client.force_login(roles[role])
    with time_machine.travel(BEGIN, tick=False):
        assert client.get(console_of(launch)).status_code == 302
        for name in ("contest_launch_console", "contest_launch_presence", "contest_launch_wall"):
            client.post(reverse(name, args=[launch.pk]), {"press": "1"})
    assert not Press.objects.exists()


@pytest.mark.django_db
def test_a_screen_costs_no_query_within_half_a_second_and_one_after(
    client, launch, roles, django_assert_num_queries
):
    with time_machine.travel(BEGIN, tick=False):
        with django_assert_num_queries(1):
            shown(launch)
        screen = open_screen(now=BEGIN, channel=channel_of(launch.pk), role=WALL, actor=roles["organisers"])
        address = reverse("contest_screen_after", args=[screen.key, "x"])
        follow = reverse("contest_follow", args=["launch", launch.pk, PUBLIC, "x"])
        client.get(address)
        with django_assert_num_queries(0):
            version = client.get(address).json()["version"]
            assert client.get(reverse("contest_screen_after", args=[screen.key, version])).status_code == 204
        client.get(follow)
        with django_assert_num_queries(0):
            version = client.get(follow).json()["version"]
            again = client.get(reverse("contest_follow", args=["launch", launch.pk, PUBLIC, version]))
    assert again.status_code == 204
    assert "s-maxage=1" in again["Cache-Control"]


@pytest.mark.django_db
def test_a_screen_that_waits_since_the_night_asks_often_once_the_button_works(client, launch):
    """Also while what it shows stays the same: else it would be late for the press."""
    screen = open_screen(now=BEGIN, channel=channel_of(launch.pk), role=WALL)
    pace = {}
    for name, now in (("night", BEGIN - 5 * 60 * MINUTE), ("morning", BEGIN - 60 * MINUTE)):
        with time_machine.travel(now, tick=False):
            screens.forget()
            version = client.get(reverse("contest_screen_after", args=[screen.key, "x"])).json()["version"]
            same = client.get(reverse("contest_screen_after", args=[screen.key, version]))
            assert same.status_code == 204
            pace[name] = int(same["X-Contest-Ask-After"])
    assert pace == {"night": 15000, "morning": 1000}


@pytest.mark.django_db
def test_the_console_is_followed_by_staff_and_only_by_its_version(client, launch, roles):
    with time_machine.travel(BEGIN, tick=False):
        console = reverse("contest_follow", args=["launch", launch.pk, "console", "x"])
        assert client.get(console).status_code == 404
        client.force_login(roles["organisers"])
        assert client.get(console).json().keys() == {"version"}
        assert (
            client.get(reverse("contest_follow", args=["launch", launch.pk, "wall", "x"])).status_code == 404
        )
        assert client.get(reverse("contest_follow", args=["launch", 999, PUBLIC, "x"])).status_code == 404


@pytest.mark.django_db
def test_before_the_press_the_public_reads_the_time_of_the_launch(client, launch, stage):
    with time_machine.travel(BEGIN - DAY, tick=False):
        page = client.get(stage.contest.url).content.decode()
        calendar = client.get(reverse("contest_calendar_of", args=[stage.contest.pk])).content.decode()
        assert "01/8/2024" not in page, "the opening without a press is nobody's business"
        assert "08:00 ngày 31/7/2024" in page
        assert "DTSTART:20240801T010000Z" not in calendar
        assert "DTSTART:20240731T010000Z" in calendar
        assert f'href="{launch.url}"' in page, "the contest leads to its launch"
    with time_machine.travel(BEGIN + MINUTE, tick=False):
        press_start(ceremony=launch, actor=_organiser(), now=BEGIN + MINUTE)
    assert ContestPage.objects.get(pk=stage.contest.pk).announced_opening() == BEGIN + MINUTE


def _organiser():
    from tests.factories import UserFactory

    return UserFactory()


@pytest.mark.django_db
def test_the_pages_of_a_contest_follow_its_launch_from_the_day_before(client, launch, stage):
    for now, follows in ((BEGIN - 2 * DAY, False), (BEGIN - DAY, True), (BEGIN + 13 * 60 * MINUTE, False)):
        with time_machine.travel(now, tick=False):
            page = client.get(stage.contest.url).content.decode()
            assert ("data-contest-follow" in page) is follows, now
    with time_machine.travel(BEGIN, tick=False):
        before = client.get(stage.contest.url).content.decode()
        press_start(ceremony=launch, actor=_organiser(), now=BEGIN)
        after = client.get(stage.contest.url).content.decode()
    versions = [
        re.search(r'data-contest-follow[^>]*data-version="(\w+)"', page)[1] for page in (before, after)
    ]
    assert versions[0] != versions[1]


@pytest.mark.django_db
def test_the_opening_of_a_round_in_progress_cannot_be_moved(launch, roles, stage):
    press_start(ceremony=launch, actor=roles["organisers"], now=BEGIN)
    page = type(stage.round).objects.get(pk=stage.round.pk)
    page.opens_at = BEGIN + DAY
    found = blocking_findings(page, BEGIN + 10 * MINUTE)
    assert [finding.field for finding in found] == ["opens_at"]
    assert "08:00 ngày 31/7/2024" in found[0].words
    with time_machine.travel(BEGIN + 10 * MINUTE, tick=False):
        page.save_revision().publish()
    assert opening(launch) == BEGIN, "wall and public page still say the same"


@pytest.mark.django_db
def test_the_wall_says_what_the_published_round_says(launch, roles, stage):
    """However it was opened: by a press, by its own time; and not if it was unpublished since."""
    with time_machine.travel(hanoi("2024-08-01 08:01"), tick=False):
        assert shown(launch).scene == "open"
        assert not launch_facts(launch.pk).is_opened_by_press
    press = press_start(ceremony=launch, actor=roles["organisers"], now=BEGIN)
    stage.round.refresh_from_db()
    stage.round.unpublish()
    with time_machine.travel(BEGIN + MINUTE, tick=False):
        assert shown(launch).scene == "waiting"
        assert launch_facts(launch.pk).stage(BEGIN + MINUTE) is LaunchStage.NOTHING
        assert not ContestPage.objects.get(pk=stage.contest.pk).live_rounds
    undo_press(press=press, actor=roles["organisers"], now=BEGIN + MINUTE)


@pytest.mark.django_db
def test_a_press_after_another_opening_was_published_opens_again(launch, roles, stage):
    first = press_start(ceremony=launch, actor=roles["organisers"], now=BEGIN)
    ContestRoundPage.objects.filter(pk=stage.round.pk).update(opens_at=BEGIN + DAY)
    second = press_start(ceremony=launch, actor=roles["organisers"], now=BEGIN + MINUTE)
    first.refresh_from_db()
    assert first.undone_at == BEGIN + MINUTE
    assert (second.pressed_at, opening(launch)) == (BEGIN + MINUTE, BEGIN + MINUTE)


@pytest.mark.django_db
def test_an_undo_asks_all_features_and_asks_again_for_those_that_heard_late(launch, roles):
    asked = []

    def answer(round_page, since, until, actor):
        asked.append((round_page.pk, since, until, actor.username))
        return [f"Lần {len(asked)}"]

    with hooks.register_temporarily("opening_undone", answer):
        press = press_start(ceremony=launch, actor=roles["organisers"], now=BEGIN)
        press = undo_press(press=press, actor=roles["organisers"], now=BEGIN + MINUTE)
        assert press.taken_back == ["Lần 1"]
        discard_stragglers(BEGIN + 2 * MINUTE)
        assert Press.objects.get(pk=press.pk).taken_back == ["Lần 2"]
        discard_stragglers(BEGIN + 20 * MINUTE)
    assert asked == [(launch.opens_round_id, BEGIN, BEGIN + MINUTE, "organisers")] * 2


@pytest.mark.django_db
def test_the_calendar_entry_of_a_ceremony_takes_the_guests_time(client, launch, stage):
    text = client.get(reverse("contest_invitation", args=[launch.pk])).content.decode()
    assert "TRANSP:OPAQUE" in text
    assert "X-MICROSOFT-CDO-BUSYSTATUS:BUSY" in text
    assert (
        "TRANSP:TRANSPARENT"
        in client.get(reverse("contest_calendar_of", args=[stage.contest.pk])).content.decode()
    ), "deadlines take no time"
