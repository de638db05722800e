"""Whether something that opens and closes takes anything: one rule, with each feature's own sentences."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum, auto

from django.utils.functional import Promise

from contest_pages.vietnamese import closing_moment, moment


class OpeningStatus(Enum):
    """How something with published times stands at a moment."""

    UNANNOUNCED = auto()
    UPCOMING = auto()
    OPEN = auto()
    CLOSED = auto()


def opening_status(
    now: datetime.datetime, opens_at: datetime.datetime | None, closes_at: datetime.datetime | None
) -> OpeningStatus:
    """Return how something with these published times stands at `now`.

    The opening moment is in, the closing moment is out. Without an opening it is not open yet; without a
    closing it stays open.
    """
    if opens_at is None:
        return OpeningStatus.UNANNOUNCED
    if now < opens_at:
        return OpeningStatus.UPCOMING
    if closes_at is not None and now >= closes_at:
        return OpeningStatus.CLOSED
    return OpeningStatus.OPEN


def is_open(
    now: datetime.datetime, opens_at: datetime.datetime | None, closes_at: datetime.datetime | None
) -> bool:
    """Say whether something with these published times takes anything at `now`."""
    return opening_status(now, opens_at, closes_at) is OpeningStatus.OPEN


@dataclass(frozen=True)
class OpeningSentences:
    """What people read while something is not open; `upcoming` and `closed` name the `%(time)s`."""

    unannounced: str | Promise
    upcoming: str | Promise
    closed: str | Promise

    def refusal(
        self,
        now: datetime.datetime,
        opens_at: datetime.datetime | None,
        closes_at: datetime.datetime | None,
        *,
        announced: datetime.datetime | None = None,
    ) -> str:
        """Return why nothing is taken at `now`, in a sentence; empty while it is open.

        `announced` is the opening that the public is told, where it is another.
        """
        status = opening_status(now, opens_at, closes_at)
        if status is OpeningStatus.UNANNOUNCED:
            return str(self.unannounced)
        if status is OpeningStatus.UPCOMING and opens_at is not None:
            return str(self.upcoming) % {"time": moment(announced or opens_at)}
        if status is OpeningStatus.CLOSED and closes_at is not None:
            return str(self.closed) % {"time": closing_moment(closes_at)}
        return ""
