"""What a contest's page shows beside its rows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from contest_pages.contests import logic

from .details import Milestone


@dataclass(frozen=True)
class TimelineItem:
    """A line of the timeline: a milestone, or today (without one)."""

    milestone: Milestone | None
    stand: logic.Stand


@dataclass(frozen=True)
class Partner:
    """A partner as the page shows it; `logo` is a rendition or None."""

    name: str
    address: str
    logo: object | None


@dataclass(frozen=True)
class Deadline:
    """A moment that visitors wait for: a closing or an opening."""

    at: datetime.datetime
    is_closing: bool
