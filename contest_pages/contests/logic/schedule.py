"""Rules of times and phases, as pure functions of values and `now`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages.contests.enums import MilestoneKind, Phase, Precision
from contest_pages.vietnamese import (
    between,
    closing_moment,
    local_midnight,
    moment,
    quarter,
    running_date,
    running_month,
)


@dataclass(frozen=True)
class Span:
    """A half-open interval: `begin` is included, `end` is not."""

    begin: datetime.datetime
    end: datetime.datetime


def _days_covered(day: datetime.date, precision: str) -> tuple[datetime.date, datetime.date]:
    """Return the first day that an imprecise date covers and the first day after it."""
    if precision == Precision.DAY:
        return day, day + datetime.timedelta(days=1)
    if precision == Precision.MONTH:
        first, months = day.replace(day=1), 1
    else:
        first, months = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1), 3
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first, datetime.date(year, month + 1, 1)


def milestone_span(start: datetime.datetime, end: datetime.datetime | None, precision: str) -> Span:
    """Return what a milestone covers; an end by day, month or quarter is included whole.

    “đến hết ngày 31/7” ends at 24:00 of that day. A milestone of one minute has no length.
    """
    if precision == Precision.MINUTE:
        return Span(start, end or start)
    first, after_first = _days_covered(timezone.localdate(start), precision)
    after_last = _days_covered(timezone.localdate(end), precision)[1] if end else after_first
    return Span(local_midnight(first), local_midnight(after_last))


def milestone_words(
    start: datetime.datetime, end: datetime.datetime | None, precision: str, tentative: bool = False
) -> str:
    """Return a milestone's time as a plan writes it: “tháng 6/2024”, “01/8/2024 – 10/8/2024”."""
    if precision == Precision.MINUTE and end == start:
        words = closing_moment(start)
    elif precision == Precision.MINUTE:
        words = moment(start) if end is None else between(start, end)
    else:
        write = {Precision.DAY: running_date, Precision.MONTH: running_month, Precision.QUARTER: quarter}[
            Precision(precision)
        ]
        first = write(timezone.localdate(start))
        last = write(timezone.localdate(end)) if end else first
        words = first if first == last else f"{first} – {last}"
    return _("%(time)s (tentative)") % {"time": words} if tentative else words


def phase_at(
    now: datetime.datetime,
    *,
    opens_at: datetime.datetime | None,
    closes_at: datetime.datetime | None,
    milestones: Iterable[tuple[str, Span]] = (),
) -> Phase:
    """Return the phase of a contest at `now`.

    `opens_at` and `closes_at` span its rounds; `milestones` are (kind, span) pairs. It is finished
    when its last awards or ceremony milestone is over (or, without one, its last milestone after
    the closing), judging from the start of the first judging milestone after the closing, reviewing
    in between. A month or quarter counts as over on its last day. Without rounds the milestones are all that is
    known: works are taken during those of kind “entries”, and the contest is finished with its last one.
    """
    milestones = list(milestones)
    if opens_at is None:
        return _phase_by_milestones(now, milestones)
    if now < opens_at:
        return Phase.ANNOUNCED
    if closes_at is None or now < closes_at:
        return Phase.OPEN
    ends = [span.end for kind, span in milestones if kind in (MilestoneKind.AWARDS, MilestoneKind.CEREMONY)]
    ends = ends or [span.end for _kind, span in milestones if span.end > closes_at]
    if ends and now >= max(ends):
        return Phase.FINISHED
    judging = [span.begin for kind, span in milestones if kind == MilestoneKind.JUDGING]
    if judging and now >= min(judging):
        return Phase.JUDGING
    return Phase.REVIEWING


def _phase_by_milestones(now: datetime.datetime, milestones: list[tuple[str, Span]]) -> Phase:
    if not milestones:
        return Phase.ANNOUNCED
    if now >= max(span.end for _kind, span in milestones):
        return Phase.FINISHED
    taking = [span for kind, span in milestones if kind == MilestoneKind.ENTRIES]
    if taking:
        opens_at, closes_at = min(span.begin for span in taking), max(span.end for span in taking)
        return phase_at(now, opens_at=opens_at, closes_at=closes_at, milestones=milestones)
    judging = [span.begin for kind, span in milestones if kind == MilestoneKind.JUDGING]
    return Phase.JUDGING if judging and now >= min(judging) else Phase.ANNOUNCED


def weekly(first: Span, weeks: int, *, last_end: datetime.datetime | None = None) -> list[Span]:
    """Return as many rounds, each a week after the one before, at the same local hours.

    A first round of more than a week runs on: then each ends when the next one begins, and the last one at
    `last_end`, by default a week after it began.
    """
    begins = [_days_later(first.begin, 7 * week) for week in range(weeks + 1)]
    if first.end <= begins[1]:
        return [Span(begins[week], _days_later(first.end, 7 * week)) for week in range(weeks)]
    ends = [*begins[1:-1], last_end or begins[-1]]
    return [Span(begin, end) for begin, end in zip(begins[:-1], ends, strict=True)]


def _days_later(moment: datetime.datetime, days: int) -> datetime.datetime:
    local = timezone.localtime(moment)
    day = local.date() + datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, local.time().replace(tzinfo=None)))


def phase_moments(
    *,
    opens_at: datetime.datetime | None,
    closes_at: datetime.datetime | None,
    milestones: Iterable[tuple[str, Span]] = (),
) -> dict[Phase, datetime.datetime]:
    """Return a moment of each phase that a contest goes through, in the order of time."""
    milestones = list(milestones)
    change_times = {at for _kind, span in milestones for at in (span.begin, span.end)}
    change_times |= {at for at in (opens_at, closes_at) if at is not None}
    if not change_times:
        return {}
    moments: dict[Phase, datetime.datetime] = {}
    for at in [min(change_times) - datetime.timedelta(days=1), *sorted(change_times)]:
        phase = phase_at(at, opens_at=opens_at, closes_at=closes_at, milestones=milestones)
        moments.setdefault(phase, at)
    return moments


@dataclass(frozen=True)
class TimeStatus:
    """The status of a time span at a moment: past, current, or (neither) in the future."""

    is_past: bool
    is_now: bool


def time_status(span: Span, now: datetime.datetime) -> TimeStatus:
    """Return the status of a time span at `now`; an empty one is past as soon as it is reached."""
    return TimeStatus(is_past=span.end <= now, is_now=span.begin <= now < span.end)


def today_position(spans: list[Span], now: datetime.datetime) -> int | None:
    """Return the index, among spans sorted by beginning, at which a line for today goes; None while one is current."""
    if any(time_status(span, now).is_now for span in spans):
        return None
    return sum(span.begin <= now for span in spans)


def changed_sentences(before: Iterable[str], after: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return (removed sentences, added sentences), each in its order; a moved sentence is no change."""
    before, after = list(before), list(after)
    return [s for s in before if s not in after], [s for s in after if s not in before]


def age_on(birth_date: datetime.date, day: datetime.date) -> int:
    """Return the age in full years; a birthday on 29 February counts as 1 March in other years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
