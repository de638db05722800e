"""Screens of a hall: a code on the screen, a role from the console, a state that survives reload and restart."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from contest_pages import hooks
from contest_pages.screens import queries
from contest_pages.screens.domain import (
    forget_unused,
    note_operator,
    open_screen,
    pair_screen,
    release_screen,
)
from contest_pages.screens.errors import UnknownCode, UnknownRole
from contest_pages.screens.logic import Channel, read_channel, spaced_code, version_of
from contest_pages.screens.models import OperatorPresence, Screen
from contest_pages.screens.source import ScreenState
from tests.factories import UserFactory

HALL = Channel("hall", 7)


class Hall:
    roles = {"wide": "Wide", "stream": "Stream"}
    public_roles = frozenset({"stream"})
    staff_roles = frozenset()

    def __init__(self):
        self.scene, self.asked = "order", 0

    def state(self, key, role, now):
        self.asked += 1
        return ScreenState(self.scene, {"code": f"{role} {self.scene}"}, "contest_screens/_code.html")


@pytest.fixture
def hall():
    source = Hall()
    with hooks.register_temporarily("screen_sources", lambda: {"hall": source}):
        yield source


def test_a_channel_is_read_as_it_is_written():
    assert read_channel(str(HALL)) == HALL
    assert read_channel("") is None
    assert read_channel("hall:x") is None
    assert spaced_code("123456") == "123 456"


def test_the_same_content_has_the_same_version():
    assert version_of({"a": 1, "b": "ế"}) == version_of({"b": "ế", "a": 1})
    assert version_of({"a": 1}) != version_of({"a": 2})


@pytest.mark.django_db
def test_a_screen_shows_its_code_until_a_console_pairs_it(client, hall):
    at = reverse("contest_screen", args=[client.post(reverse("contest_screens")).url.split("/")[2]])
    screen = Screen.objects.get()
    assert spaced_code(screen.code) in client.get(at).content.decode()
    typed = f" {spaced_code(screen.code)} "
    paired = pair_screen(code=typed, channel=HALL, role="wide", actor=UserFactory(), now=timezone.now())
    assert (paired.pk, paired.code) == (screen.pk, None)
    queries.forget()
    assert "wide order" in client.get(at).content.decode(), "after a reload or a power cut too"
    with pytest.raises(UnknownCode):
        pair_screen(code=screen.code, channel=HALL, role="wide", actor=None, now=timezone.now())
    release_screen(screen_pk=screen.pk, channel=HALL)
    queries.forget()
    assert client.get(at).status_code == 302
    after = client.get(reverse("contest_screen_after", args=[screen.key, "x"]))
    assert after.json()["scene"] == "released"


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "000", "abc", "12345678"])
def test_a_code_that_no_screen_shows_pairs_nothing(hall, code):
    open_screen(now=timezone.now(), channel=HALL, role="wide")
    with pytest.raises(UnknownCode):
        pair_screen(code=code, channel=HALL, role="wide", actor=None, now=timezone.now())


@pytest.mark.django_db
def test_a_role_that_the_source_does_not_have_is_refused(hall):
    screen = open_screen(now=timezone.now())
    for channel, role in ((HALL, "jury"), (Channel("elsewhere", 1), "wide")):
        with pytest.raises(UnknownRole):
            pair_screen(code=screen.code, channel=channel, role=role, actor=None, now=timezone.now())


@pytest.mark.django_db
def test_a_screen_has_a_code_or_a_role_and_never_both():
    for values in ({}, {"code": "123456", "channel": "hall:7", "role": "wide"}, {"channel": "hall:7"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Screen.objects.create(key=str(values)[:40], made_at=timezone.now(), **values)


@pytest.mark.django_db
def test_of_many_that_ask_at_once_one_reads(hall):
    for _n in range(50):
        assert queries.state_of(HALL, "wide").scene == "order"
    assert hall.asked == 1
    hall.scene = "points"
    queries.forget()  # as after an action
    assert queries.state_of(HALL, "wide").scene == "points"


@pytest.mark.django_db
def test_a_screen_gets_the_next_state_or_nothing(client, hall):
    screen = open_screen(now=timezone.now(), channel=HALL, role="wide")
    first = client.get(reverse("contest_screen_after", args=[screen.key, "0"])).json()
    address = reverse("contest_screen_after", args=[screen.key, first["version"]])
    assert client.get(address).status_code == 204
    hall.scene = "points"
    queries.forget()
    assert "points" in client.get(address).json()["html"]


@pytest.mark.django_db
def test_only_public_roles_can_be_followed_without_a_key(client, hall):
    assert client.get(reverse("contest_follow", args=["hall", 7, "stream", "0"])).status_code == 200
    assert client.get(reverse("contest_follow", args=["hall", 7, "wide", "0"])).status_code == 404
    assert client.get(reverse("contest_follow", args=["elsewhere", 7, "stream", "0"])).status_code == 404


@pytest.mark.django_db
def test_unpaired_screens_and_absent_operators_are_forgotten(hall):
    now = timezone.now()
    open_screen(now=now - datetime.timedelta(hours=13))
    kept = open_screen(now=now), open_screen(now=now - datetime.timedelta(days=9), channel=HALL, role="wide")
    user = UserFactory()
    note_operator(channel=HALL, user=user, now=now - datetime.timedelta(days=2))
    assert forget_unused(now) == ["1 unpaired screens forgotten"]
    assert set(Screen.objects.all()) == set(kept)
    assert not OperatorPresence.objects.exists()
    note_operator(channel=HALL, user=user, now=now)
    note_operator(channel=HALL, user=user, now=now)
    assert [row.user for row in queries.operators_of(HALL, now)] == [user]


@pytest.mark.django_db
def test_opening_screens_without_end_is_refused(client, settings):
    settings.CONTEST_PAGES = {**getattr(settings, "CONTEST_PAGES", {}), "RATE_SCREEN_ADDRESS": "2/h"}
    answers = [client.post(reverse("contest_screens")).status_code for _n in range(3)]
    assert answers == [302, 302, 429]
