"""What stands in the calendar, and when it changes by the clock."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Coalesce
from django.utils import timezone

from contest_pages.activities.models import ContestActivityPage, ContestCalendarPage
from contest_pages.contests.calendars import Date, dates_of
from contest_pages.contests.enums import Precision
from contest_pages.contests.models import ContestPage
from contest_pages.contests.models.finding import unrestricted
from contest_pages.units.models import Unit
from contest_pages.vietnamese import between, closing_moment, moment, running_date

_DAY = datetime.timedelta(days=1)
_LONGEST = datetime.timedelta(days=93)


@dataclass(frozen=True)
class CalendarThing:
    """Something in the calendar; `units` are (number, name) of its unit and of those above it."""

    date: Date
    kind: str
    first_day: datetime.date
    last_day: datetime.date
    words: str
    units: tuple[tuple[int, str], ...] = ()

    def fits(self, kind: str, unit: int | None) -> bool:
        """Say whether a visitor who narrows to a kind and a unit sees it."""
        return (not kind or kind == self.kind) and (unit is None or unit in dict(self.units))


def calendar_of(page: ContestCalendarPage) -> list[CalendarThing]:
    """Return what a calendar page shows, by its first day: dates of the contests beside it, activities below it."""
    contests = ContestPage.objects.live().child_of(page.get_parent()).filter(unrestricted())
    things = [_thing(date) for date in dates_of(list(contests.prefetch_related("milestones")))]
    activities = list(
        ContestActivityPage.objects.live().descendant_of(page).filter(unrestricted()).select_related("unit")
    )
    above = _units_above(activity.unit for activity in activities if activity.unit)
    for activity in activities:
        units = above.get(activity.unit_id, ())
        things.append(_thing(date_of(activity), units=units, words=activity.words))
    return sorted(things, key=lambda thing: (thing.first_day, thing.last_day, thing.date.title))


def date_of(activity: ContestActivityPage) -> Date:
    """Return an activity as an entry of a calendar."""
    begin, end = activity.span.begin, activity.span.end
    if activity.precision != Precision.MINUTE:
        begin, end = timezone.localdate(begin), timezone.localdate(end)
    return Date(
        key=f"activity-{activity.pk}",
        title=activity.title,
        begin=begin,
        end=end,
        changed_at=activity.last_published_at or activity.starts_at,
        address=activity.full_url or "",
        description=activity.summary,
        place=activity.place,
        tentative=activity.tentative or activity.precision in (Precision.MONTH, Precision.QUARTER),
        kind=activity.kind,
    )


def _thing(date: Date, *, units: tuple[tuple[int, str], ...] = (), words: str = "") -> CalendarThing:
    if isinstance(date.begin, datetime.datetime):
        # Midnight ends the day before.
        last = timezone.localdate(date.end - datetime.timedelta(seconds=1))
        if date.is_closing:
            first, words = last, words or closing_moment(date.end)
        elif date.end > date.begin:
            first = timezone.localdate(date.begin)
            words = words or between(date.begin, date.end)
        else:
            first = last = timezone.localdate(date.begin)
            words = words or moment(date.begin)
    else:
        first, last = date.begin, max(date.end - _DAY, date.begin)
        words = words or running_date(first) + (f" – {running_date(last)}" if last > first else "")
    return CalendarThing(date, date.kind, first, last, words, units)


def _units_above(units: Iterable[Unit]) -> dict[int, tuple[tuple[int, str], ...]]:
    """Return (number, name) of each unit and of those above it, in one query."""
    by_number = {unit.pk: unit for unit in units}
    step = Unit.steplen
    paths = {unit.path[:end] for unit in by_number.values() for end in range(step, len(unit.path) + 1, step)}
    known = {unit.path: (unit.pk, unit.name) for unit in Unit.objects.filter(path__in=paths)}
    return {
        number: tuple(
            known[unit.path[:end]]
            for end in range(step, len(unit.path) + 1, step)
            if unit.path[:end] in known
        )
        for number, unit in by_number.items()
    }


def next_begin_or_end(now: datetime.datetime) -> datetime.datetime | None:
    """Return when the next activity begins or ends: its page says that it goes on from that moment."""
    # What is over is not read; a quarter goes on for long after the day that was written.
    written = Coalesce("ends_at", "starts_at")
    rows = ContestActivityPage.objects.live().annotate(written=written).filter(written__gt=now - _LONGEST)
    coming = [
        at
        for page in rows.only("starts_at", "ends_at", "precision")
        for at in (page.span.begin, page.span.end)
        if at > now
    ]
    return min(coming, default=None)
