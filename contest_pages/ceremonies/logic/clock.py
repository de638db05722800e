"""Rules of ceremonies and times, as pure functions."""

from __future__ import annotations

import datetime

from contest_pages.ceremonies.enums import CeremonyStatus, LaunchStage
from contest_pages.contests.logic.opening import OpeningStatus, opening_status

#: Assumed duration of a ceremony without an announced end.
USUAL_LENGTH = datetime.timedelta(hours=3)
#: The button on stage works from so long before the beginning until so long after it.
PRESS_BEFORE = datetime.timedelta(hours=2)
PRESS_AFTER = datetime.timedelta(hours=12)
#: The trial button works from so long before the rehearsal until so long after it.
REHEARSAL_BEFORE = datetime.timedelta(hours=1)
REHEARSAL_AFTER = datetime.timedelta(hours=6)
#: Open pages of visitors follow the press from so long before the beginning.
FOLLOW_BEFORE = datetime.timedelta(days=1)
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


def may_be_rehearsed(
    now: datetime.datetime, rehearsal_at: datetime.datetime | None, starts_at: datetime.datetime
) -> bool:
    """Say whether the trial button works now: around the rehearsal, and never when the real one does."""
    if rehearsal_at is None or now >= starts_at - PRESS_BEFORE:
        return False
    return rehearsal_at - REHEARSAL_BEFORE <= now <= rehearsal_at + REHEARSAL_AFTER


def may_be_undone(now: datetime.datetime, pressed_at: datetime.datetime) -> bool:
    """Say whether a press may still be taken back."""
    return now <= pressed_at + UNDO


def is_followed(now: datetime.datetime, starts_at: datetime.datetime) -> bool:
    """Say whether open pages of visitors ask whether the button was pressed."""
    return starts_at - FOLLOW_BEFORE <= now <= starts_at + PRESS_AFTER


def launch_stage(
    now: datetime.datetime,
    *,
    starts_at: datetime.datetime,
    rehearsal_at: datetime.datetime | None,
    opens_at: datetime.datetime | None,
    closes_at: datetime.datetime | None,
    is_published: bool,
) -> LaunchStage:
    """Return what the button on stage can do now, by the published round: it alone says what is open."""
    if not is_published:
        return LaunchStage.NOTHING
    status = opening_status(now, opens_at, closes_at)
    if status is OpeningStatus.OPEN:
        return LaunchStage.OPEN
    if status is OpeningStatus.CLOSED:
        return LaunchStage.CLOSED
    if may_be_pressed(now, starts_at):
        return LaunchStage.READY
    if may_be_rehearsed(now, rehearsal_at, starts_at):
        return LaunchStage.REHEARSAL
    return LaunchStage.WAITING
