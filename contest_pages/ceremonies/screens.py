"""What the screens of a launch show: the wall behind the stage, the console's version, and what visitors follow."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.models import ContestPage
from contest_pages.contests.view_models import FollowedState
from contest_pages.screens.logic import Channel
from contest_pages.screens.queries import operators_of, screens_of
from contest_pages.screens.source import LATER, SOON, ScreenState
from contest_pages.vietnamese import moment

from .enums import LaunchStage
from .logic import clock
from .queries.calendar import public_ceremonies
from .queries.launch import LaunchFacts, last_taken_back, launch_facts

KIND = "launch"
WALL, CONSOLE, PUBLIC = "wall", "console", "public"


def channel_of(page_id: int) -> Channel:
    """Return the channel of a ceremony."""
    return Channel(KIND, page_id)


class LaunchScreens:
    """The states of ceremonies that open a round."""

    roles = {WALL: _("Wall behind the stage")}
    public_roles = frozenset({PUBLIC})
    staff_roles = frozenset({CONSOLE})

    def state(self, key: int, role: str, now: datetime.datetime) -> ScreenState | None:
        """Return what a role shows now."""
        facts = launch_facts(key)
        if facts is None:
            return None
        if role == WALL:
            return wall_state(facts, now)
        if role == CONSOLE:
            return console_state(facts, now)
        return public_state(facts, now) if facts.page.is_open_to_visitors else None


def wall_state(facts: LaunchFacts, now: datetime.datetime) -> ScreenState:
    """Return the scene of the wall: waiting with a countdown, or open; with a mark while it is a rehearsal."""
    stage, page = facts.stage(now), facts.page
    is_trial = stage is LaunchStage.REHEARSAL
    is_open = stage in (LaunchStage.OPEN, LaunchStage.CLOSED) or (is_trial and facts.rehearsed_at is not None)
    opened_at = facts.rehearsed_at if is_trial else facts.round.opens_at if is_open else None
    content = {
        "backdrop": [line.strip() for line in page.backdrop.splitlines() if line.strip()],
        "contest": facts.contest_title,
        "title": page.title,
        "round": facts.round.title if facts.round else "",
        "starts_at": page.starts_at,
        "counts_down": now < page.starts_at,
        "is_trial": is_trial,
        "opened_at": opened_at,
        "is_closed": stage is LaunchStage.CLOSED,
    }
    scene = "open" if is_open else "waiting"
    return ScreenState(scene, content, f"contest_ceremonies/wall/{scene}.html", _ask_after(page, now))


def console_state(facts: LaunchFacts, now: datetime.datetime) -> ScreenState:
    """Return what the console depends on: another version means that its parts are to be read again."""
    channel = channel_of(facts.page.pk)
    taken_back = last_taken_back(facts.page.pk)
    content = {
        "launch": launch_version(facts, now),
        "undone": taken_back.pk if taken_back else None,
        "operators": [row.user_id for row in operators_of(channel, now)],
        "screens": [(row.pk, row.role) for row in screens_of(channel)],
    }
    return ScreenState("console", content)


def launch_version(facts: LaunchFacts, now: datetime.datetime) -> list:
    """Return what the part of the console with the button depends on, as plain values."""
    may_undo = facts.is_opened_by_press and clock.may_be_undone(now, facts.pressed_at)
    opened = facts.round
    return [
        facts.stage(now),
        facts.press_pk,
        may_undo,
        facts.rehearsed_at,
        opened.title if opened else "",
        opened.opens_at if opened else None,
        facts.page.starts_at,
        facts.page.rehearsal_at,
    ]


def public_state(facts: LaunchFacts, now: datetime.datetime) -> ScreenState:
    """Return what the open pages of visitors follow: whether the round is open, and since when."""
    stage = facts.stage(now)
    is_open = stage in (LaunchStage.OPEN, LaunchStage.CLOSED)
    content = {
        "is_open": is_open,
        "opens_at": facts.round.opens_at if is_open else None,
        "starts_at": moment(facts.page.starts_at),
        "status": facts.page.status(now),
    }
    return ScreenState(stage if is_open else "waiting", content, ask_after=_ask_after(facts.page, now))


def _ask_after(page, now: datetime.datetime) -> int:
    is_near = clock.may_be_pressed(now, page.starts_at) or clock.may_be_rehearsed(
        now, page.rehearsal_at, page.starts_at
    )
    return SOON if is_near else LATER


def followed(contest: ContestPage, now: datetime.datetime) -> list[FollowedState]:
    """Return the states of ceremonies whose button may be pressed soon, or was pressed a short time ago."""
    pages = [page for page in public_ceremonies(contest) if page.opens_round_id]
    near = [page for page in pages if clock.is_followed(now, page.starts_at)]
    return [_state(page.pk, now) for page in near]


def _state(page_id: int, now: datetime.datetime) -> FollowedState:
    # Read now, not from memory: the page that names this version is cached.
    version = public_state(launch_facts(page_id), now).version
    address = reverse("contest_follow", args=[KIND, page_id, PUBLIC, "0"]).removesuffix("0/")
    return FollowedState(address, version)
