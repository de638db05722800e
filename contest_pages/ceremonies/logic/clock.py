"""Rules of ceremonies and times, as pure functions."""

from __future__ import annotations

import datetime

from contest_pages.ceremonies.enums import CeremonyStatus

#: Assumed duration of a ceremony without an announced end.
USUAL_LENGTH = datetime.timedelta(hours=3)
#: The button on stage works from so long before the beginning until so long after it.
PRESS_BEFORE = datetime.timedelta(hours=2)
PRESS_AFTER = datetime.timedelta(hours=12)
#: A press may be undone for so long.
UNDO = datetime.timedelta(minutes=1)


def end_of(starts_at: datetime.datetime, ends_at: datetime.datetime | None) -> datetime.datetime:
    """Return when a ceremony ends, announced or by the usual length."""
    return ends_at or starts_at + USUAL_LENGTH


def status_at(
    now: datetime.datetime, starts_at: datetime.datetime, ends_at: datetime.datetime | None
) -> CeremonyStatus:
    """Return the status of a ceremony: live from its first moment, over at its end."""
    if now < starts_at:
        return CeremonyStatus.BEFORE
    return CeremonyStatus.LIVE if now < end_of(starts_at, ends_at) else CeremonyStatus.AFTER


def may_be_pressed(now: datetime.datetime, starts_at: datetime.datetime) -> bool:
    """Say whether the button on stage works now; a contest must not be opened by accident a week early."""
    return starts_at - PRESS_BEFORE <= now <= starts_at + PRESS_AFTER


def may_be_undone(now: datetime.datetime, pressed_at: datetime.datetime) -> bool:
    """Say whether a press may still be taken back."""
    return now <= pressed_at + UNDO
