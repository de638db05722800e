"""Rules of time, as plain functions: values and `now` in, answer out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages.vietnamese import (
    between,
    local_midnight,
    moment,
    quarter,
    running_date,
    running_month,
)

from .enums import MilestoneKind, Phase, Precision


@dataclass(frozen=True)
class Span:
    """A half-open stretch of time: `begin` belongs to it, `end` does not."""

    begin: datetime.datetime
    end: datetime.datetime


def _days_covered(day: datetime.date, precision: str) -> tuple[datetime.date, datetime.date]:
    """Return the first day that a vague date may mean and the first day that it cannot mean any more."""
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
    if precision == Precision.MINUTE:
        words = moment(start) if end is None else between(start, end)
    else:
        write = {Precision.DAY: running_date, Precision.MONTH: running_month, Precision.QUARTER: quarter}[
            precision
        ]
        first = write(timezone.localdate(start))
        last = write(timezone.localdate(end)) if end else first
        words = first if first == last else f"{first} – {last}"
    return _("%(time)s (tentative)") % {"time": words} if tentative else words


def is_open(
    now: datetime.datetime, opens_at: datetime.datetime | None, closes_at: datetime.datetime | None
) -> bool:
    """Say whether something with these published times takes anything at `now`.

    The opening moment is in, the closing moment is out. Without an opening it is not open yet;
    without a closing it stays open.
    """
    if opens_at is None or now < opens_at:
        return False
    return closes_at is None or now < closes_at


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
    in between. A month or quarter counts as over on its last day.
    """
    if opens_at is None or now < opens_at:
        return Phase.ANNOUNCED
    if closes_at is None or now < closes_at:
        return Phase.OPEN
    milestones = list(milestones)
    ends = [span.end for kind, span in milestones if kind in (MilestoneKind.AWARDS, MilestoneKind.CEREMONY)]
    ends = ends or [span.end for _kind, span in milestones if span.end > closes_at]
    if ends and now >= max(ends):
        return Phase.FINISHED
    judging = [span.begin for kind, span in milestones if kind == MilestoneKind.JUDGING]
    if judging and now >= min(judging):
        return Phase.JUDGING
    return Phase.REVIEWING


def phase_moments(
    *,
    opens_at: datetime.datetime | None,
    closes_at: datetime.datetime | None,
    milestones: Iterable[tuple[str, Span]] = (),
) -> dict[Phase, datetime.datetime]:
    """Return a moment of each phase that a contest goes through, in the order of time."""
    milestones = list(milestones)
    borders = {at for _kind, span in milestones for at in (span.begin, span.end)}
    borders |= {at for at in (opens_at, closes_at) if at is not None}
    if not borders:
        return {}
    found: dict[Phase, datetime.datetime] = {}
    for at in [min(borders) - datetime.timedelta(days=1), *sorted(borders)]:
        phase = phase_at(at, opens_at=opens_at, closes_at=closes_at, milestones=milestones)
        found.setdefault(phase, at)
    return found


@dataclass(frozen=True)
class Stand:
    """Where a stretch of time stands seen from a moment: past, going on, or to come."""

    is_past: bool
    is_now: bool


def stand_of(span: Span, now: datetime.datetime) -> Stand:
    """Return how a milestone stands at `now`; one of a single minute is past as soon as it comes."""
    return Stand(is_past=span.end <= now, is_now=span.begin <= now < span.end)


def place_of_today(spans: list[Span], now: datetime.datetime) -> int | None:
    """Return before which of the milestones, sorted by beginning, a line for today stands; None while one goes on."""
    if any(stand_of(span, now).is_now for span in spans):
        return None
    return sum(span.begin <= now for span in spans)


def changed_sentences(before: Iterable[str], after: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return (what is no longer said, what is said anew), each in its order; a moved sentence is no change."""
    before, after = list(before), list(after)
    return [s for s in before if s not in after], [s for s in after if s not in before]


def age_on(birth_date: datetime.date, day: datetime.date) -> int:
    """Return somebody's age in full years; who is born on 29 February has birthday on 1 March."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
