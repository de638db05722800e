"""View models: what templates of contests show, computed for one moment."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contest_pages import hooks
from contest_pages.contests.enums import Phase
from contest_pages.contests.logic import schedule

if TYPE_CHECKING:
    from .models.contest import ContestPage
    from .models.details import Milestone
    from .models.form_page import Fragment


@dataclass(frozen=True)
class TimelineItem:
    """A line of the timeline: a `Milestone`, or today (None)."""

    milestone: Milestone | None
    status: schedule.TimeStatus


@dataclass(frozen=True)
class Partner:
    """A partner as the page shows it; `logo` is a rendition or None."""

    name: str
    address: str
    logo: object | None


@dataclass(frozen=True)
class FollowedState:
    """A state that an open page asks for again and again (`address` and a version), and the version that it shows."""

    address: str
    version: str


@dataclass(frozen=True)
class Deadline:
    """A moment that visitors wait for: a closing or an opening; an announced one happens by a press on stage.

    `purpose` says what the time until a closing is for: “để nộp tác phẩm”.
    """

    at: datetime.datetime
    is_closing: bool
    is_announced: bool = False
    purpose: str = ""


@dataclass(frozen=True)
class ContestCard:
    """A contest in a list, as of `now`. `notes` are the fragments of the hook `contest_card_notes`."""

    contest: ContestPage
    now: datetime.datetime
    phase: Phase
    deadline: Deadline | None
    next_milestone: Milestone | None
    state: str
    notes: tuple[Fragment, ...] = ()


@dataclass(frozen=True)
class ComingDate:
    """A milestone to come, of one of several contests."""

    contest: ContestPage
    milestone: Milestone
    is_now: bool


def dates_of(cards: Iterable[ContestCard], *, limit: int) -> list[ComingDate]:
    """Return the milestones of contests that run or are to come, in their order; `limit` at most."""
    found = [
        (milestone.span, card.contest, milestone, milestone.span.begin <= card.now)
        for card in cards
        for milestone in card.contest.milestones.all()
        if milestone.span.end > card.now
    ]
    found.sort(key=lambda line: (not line[3], line[0].end if line[3] else line[0].begin))
    return [ComingDate(contest, milestone, is_now) for _span, contest, milestone, is_now in found[:limit]]


def with_card_notes(cards: Iterable[ContestCard]) -> list[ContestCard]:
    """Return the cards with what other features add to them; one call of the hook for all together."""
    cards = list(cards)
    contests = [card.contest for card in cards]
    by_feature = hooks.call("contest_card_notes", contests=contests) if cards else []
    return [
        replace(card, notes=tuple(notes[card.contest.pk] for notes in by_feature if card.contest.pk in notes))
        for card in cards
    ]
