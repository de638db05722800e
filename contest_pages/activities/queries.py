"""Queries of the calendar: its items, and the next change by time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from contest_pages.activities.models import ContestActivityPage, ContestCalendarPage
from contest_pages.contests.enums import Precision
from contest_pages.contests.icalendar import CalendarEvent, calendar_events
from contest_pages.contests.models import ContestPage
from contest_pages.contests.models.visibility import open_to_visitors
from contest_pages.publishing import page_parts
from contest_pages.units.models import Unit
from contest_pages.vietnamese import between, closing_moment, moment, running_date

_DAY = datetime.timedelta(days=1)
_LONGEST = datetime.timedelta(days=93)


@dataclass(frozen=True)
class CalendarItem:
    """An item of the calendar; `units` are (id, name) of its unit and its ancestors."""

    date: CalendarEvent
    kind: str
    first_day: datetime.date
    last_day: datetime.date
    words: str
    units: tuple[tuple[int, str], ...] = ()

    def matches(self, kind: str, unit: int | None) -> bool:
        """Say whether it matches the filters for kind and unit."""
        return (not kind or kind == self.kind) and (unit is None or unit in dict(self.units))


@page_parts.makes(ContestCalendarPage, "calendar")
def calendar_items(page: ContestCalendarPage) -> list[CalendarItem]:
    """Return the items of a calendar page by their first day: dates of its sibling contests, activities below it."""
    contests = open_to_visitors(ContestPage.objects.child_of(page.get_parent()))
    items = [_item(date) for date in calendar_events(list(contests.prefetch_related("milestones")))]
    activities = list(
        open_to_visitors(ContestActivityPage.objects.descendant_of(page)).select_related("unit", "contest")
    )
    above = _units_above(activity.unit for activity in activities if activity.unit)
    for activity in activities:
        units = above.get(activity.unit_id, ())
        items.append(_item(event_of(activity), units=units, words=activity.words))
    return sorted(items, key=lambda item: (item.first_day, item.last_day, item.date.title))


def event_of(activity: ContestActivityPage) -> CalendarEvent:
    """Return an activity as a calendar event."""
    begin, end = activity.span.begin, activity.span.end
    if activity.precision != Precision.MINUTE:
        begin, end = timezone.localdate(begin), timezone.localdate(end)
    return CalendarEvent(
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
        kind_class=activity.contest.kind_class if activity.contest else "contest-kind",
    )


def _item(date: CalendarEvent, *, units: tuple[tuple[int, str], ...] = (), words: str = "") -> CalendarItem:
    begin, end = date.begin, date.end
    if isinstance(begin, datetime.datetime) and isinstance(end, datetime.datetime):
        # Midnight ends the day before.
        last = timezone.localdate(end - datetime.timedelta(seconds=1))
        if date.is_closing:
            first, words = last, words or closing_moment(end)
        elif end > begin:
            first = timezone.localdate(begin)
            words = words or between(begin, end)
        else:
            first = last = timezone.localdate(begin)
            words = words or moment(begin)
    else:
        first, last = begin, max(end - _DAY, begin)
        words = words or running_date(first) + (f" – {running_date(last)}" if last > first else "")
    return CalendarItem(date, date.kind, first, last, words, units)


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
    """Return when the next activity begins or ends: its page shows another status from then on."""
    # Past activities are skipped; one with the precision of a quarter lasts longer than the stored day.
    written = Coalesce("ends_at", "starts_at", output_field=models.DateTimeField())
    rows = ContestActivityPage.objects.live().annotate(written=written).filter(written__gt=now - _LONGEST)
    coming = [
        at
        for page in rows.only("starts_at", "ends_at", "precision")
        for at in (page.span.begin, page.span.end)
        if at > now
    ]
    return min(coming, default=None)
