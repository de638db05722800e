"""The dates of contests as a calendar that phones subscribe to (RFC 5545)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from contest_pages.contests.enums import Precision
from contest_pages.contests.models import ContestPage, ContestRoundPage, Milestone
from contest_pages.contests.models.finding import below
from contest_pages.vietnamese import slug_of

CONTENT_TYPE = "text/calendar; charset=utf-8"
#: Phones are asked to look again this often.
_LOOK_AGAIN = "PT6H"


@dataclass(frozen=True)
class Date:
    """An entry of a calendar. `key` stays the same when its time changes, so that phones move it.

    Begin and end are both moments, or both days with the end not included. `changed_at` is when it was
    published last; `address` leads to its page. A closing at midnight belongs to the day that it ends.
    """

    key: str
    title: str
    begin: datetime.date | datetime.datetime
    end: datetime.date | datetime.datetime
    changed_at: datetime.datetime
    address: str = ""
    description: str = ""
    place: str = ""
    tentative: bool = False
    kind: str = "contest"
    is_closing: bool = False


#: Features above add their dates: each takes contests and yields Date.
more_dates: list[Callable[[list[ContestPage]], Iterable[Date]]] = []


def dates_of(contests: list[ContestPage]) -> list[Date]:
    """Return the dates of published contests: milestones, openings and closings of rounds, what features add."""
    found = [_of_milestone(contest, row) for contest in contests for row in contest.milestones.all()]
    by_path = {contest.path: contest for contest in contests}
    for page in ContestRoundPage.objects.live().filter(below(contests)):
        found += _of_round(by_path[page.path[: -page.steplen]], page)
    for more in more_dates:
        found += more(contests)
    return found


def _changed(page) -> datetime.datetime:
    return page.last_published_at or page.first_published_at or timezone.now()


def _of_milestone(contest: ContestPage, milestone: Milestone) -> Date:
    span = milestone.span
    begin, end = span.begin, span.end
    if milestone.precision != Precision.MINUTE:
        begin, end = timezone.localdate(begin), timezone.localdate(end)
    return Date(
        key=f"milestone-{milestone.pk}",
        title=f"{milestone.label} – {contest.title}",
        begin=begin,
        end=end,
        changed_at=_changed(contest),
        address=contest.full_url or "",
        description=milestone.words,
        tentative=milestone.tentative or milestone.precision in (Precision.MONTH, Precision.QUARTER),
    )


def _of_round(contest: ContestPage, page: ContestRoundPage) -> list[Date]:
    return [
        Date(
            key=f"round-{page.pk}-{name}",
            title=words % {"round": page.title, "contest": contest.title},
            begin=at,
            end=at,
            changed_at=_changed(page),
            address=page.full_url or "",
            is_closing=name == "closes",
        )
        for name, at, words in (
            ("opens", page.opens_at, _("%(round)s opens – %(contest)s")),
            ("closes", page.closes_at, _("%(round)s closes – %(contest)s")),
        )
        if at is not None
    ]


def as_calendar(name: str, dates: Iterable[Date], host: str) -> bytes:
    """Return dates as an iCalendar file of a name; `host` makes the keys unique in the world."""
    calendar = Calendar()
    calendar.add("prodid", "-//contest_pages//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", timezone.get_default_timezone_name())
    calendar.add("x-published-ttl", _LOOK_AGAIN)
    calendar["refresh-interval;value=duration"] = _LOOK_AGAIN
    for date in dates:
        calendar.add_component(_event(date, host))
    return calendar.to_ical()


def calendar_answer(
    request: HttpRequest, name: str, dates: Iterable[Date], *, download: bool = False
) -> HttpResponse:
    """Answer with dates as a calendar: one to subscribe to, or an entry to download."""
    content = as_calendar(name, dates, request.get_host().partition(":")[0])
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    way = "attachment" if download else "inline"
    response["Content-Disposition"] = f'{way}; filename="{slug_of(name) or "lich"}.ics"'
    return response


def _event(date: Date, host: str) -> Event:
    event = Event()
    event.add("uid", f"{date.key}@{host}")
    event.add("summary", date.title)
    event.add("dtstamp", date.changed_at.astimezone(datetime.UTC))
    event.add("last-modified", date.changed_at.astimezone(datetime.UTC))
    event.add("dtstart", _utc(date.begin))
    if date.end > date.begin:  # a moment has no end (RFC 5545, 3.6.1)
        event.add("dtend", _utc(date.end))
    event.add("status", "TENTATIVE" if date.tentative else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    for name, text in (("url", date.address), ("description", date.description), ("location", date.place)):
        if text:
            event.add(name, text)
    return event


def _utc(when):
    """Return a moment in UTC, which every program reads alike; a day stays a day."""
    return when.astimezone(datetime.UTC) if isinstance(when, datetime.datetime) else when
