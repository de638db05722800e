"""Dates of contests as iCalendar feeds (RFC 5545)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from contest_pages import hooks
from contest_pages.contests.enums import Precision
from contest_pages.contests.models import ContestPage, ContestRoundPage, Milestone
from contest_pages.contests.models.rounds import show_together
from contest_pages.contests.models.visibility import below, open_to_visitors
from contest_pages.vietnamese import slug_of

#: When pages changed that were put into the tree without being published: a date that does not move.
UNKNOWN = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
CONTENT_TYPE = "text/calendar; charset=utf-8"
#: Subscribers are asked to refresh this often.
_REFRESH_INTERVAL = "PT6H"


@dataclass(frozen=True)
class CalendarEvent:
    """An event of a calendar. `key` stays the same when its time changes, so that subscribers move it.

    Begin and end are both datetimes, or both dates with the end excluded. `changed_at` is the time of the last
    publication, `address` the URL of its page. A closing at midnight belongs to the day that it ends. Who attends an
    event that `is_busy` has no time for another; deadlines take no time. `kind_class` gives it the inks of its contest.
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
    is_busy: bool = False
    kind_class: str = "contest-kind"


def calendar_events(contests: list[ContestPage]) -> list[CalendarEvent]:
    """Return the dates of published contests: milestones, openings and closings of rounds, and those of the hook `calendar_events`."""
    found = [_of_milestone(contest, row) for contest in contests for row in contest.milestones.all()]
    # Rounds lie below the contest in the site's main language.
    by_path = {contest.original.path: contest for contest in contests}
    originals = [contest.original for contest in contests]
    rounds = list(open_to_visitors(ContestRoundPage.objects.filter(below(originals))))
    show_together(rounds)
    for page in rounds:
        found += _of_round(by_path[page.path[: -page.steplen]], page)
    for dates in hooks.call("calendar_events", contests=contests):
        found += dates
    return found


def _changed(page) -> datetime.datetime:
    return page.last_published_at or page.first_published_at or page.latest_revision_created_at or UNKNOWN


def _of_milestone(contest: ContestPage, milestone: Milestone) -> CalendarEvent:
    span = milestone.span
    begin, end = span.begin, span.end
    if milestone.precision != Precision.MINUTE:
        begin, end = timezone.localdate(begin), timezone.localdate(end)
    return CalendarEvent(
        key=f"milestone-{contest.pk}-{milestone.uid}" if milestone.uid else f"milestone-{milestone.pk}",
        title=f"{milestone.label} – {contest.title}",
        begin=begin,
        end=end,
        changed_at=_changed(contest),
        address=contest.full_url or "",
        description=milestone.words,
        tentative=milestone.tentative or milestone.precision in (Precision.MONTH, Precision.QUARTER),
        kind_class=contest.kind_class,
    )


def _of_round(contest: ContestPage, page: ContestRoundPage) -> list[CalendarEvent]:
    # A title is in the round's language; in another one the kind of round names it.
    is_read = contest.locale_id == page.locale_id
    name_of_round = page.title if is_read else capfirst(page.specific_class._meta.verbose_name)
    return [
        CalendarEvent(
            key=f"round-{page.pk}-{name}",
            title=words % {"round": name_of_round, "contest": contest.title},
            begin=at,
            end=at,
            changed_at=_changed(page),
            address=page.full_url or "",
            is_closing=name == "closes",
            kind_class=contest.kind_class,
        )
        for name, at, words in (
            ("opens", page.announced_opening, _("%(round)s opens – %(contest)s")),
            ("closes", page.closes_at, _("%(round)s closes – %(contest)s")),
        )
        if at is not None
    ]


def as_icalendar(name: str, dates: Iterable[CalendarEvent], host: str) -> bytes:
    """Return events as an iCalendar file with a name; `host` makes their UIDs globally unique."""
    calendar = Calendar()
    calendar.add("prodid", "-//contest_pages//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", timezone.get_default_timezone_name())
    calendar.add("x-published-ttl", _REFRESH_INTERVAL)
    calendar["refresh-interval;value=duration"] = _REFRESH_INTERVAL
    for date in dates:
        calendar.add_component(_event(date, host))
    return calendar.to_ical()


def calendar_response(
    request: HttpRequest, name: str, dates: Iterable[CalendarEvent], *, download: bool = False
) -> HttpResponse:
    """Return a response with events as iCalendar: a feed, or a download."""
    content = as_icalendar(name, dates, request.get_host().partition(":")[0])
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    disposition = "attachment" if download else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{slug_of(name) or "lich"}.ics"'
    return response


def _event(date: CalendarEvent, host: str) -> Event:
    event = Event()
    event.add("uid", f"{date.key}@{host}")
    event.add("summary", date.title)
    event.add("dtstamp", date.changed_at.astimezone(datetime.UTC))
    event.add("last-modified", date.changed_at.astimezone(datetime.UTC))
    event.add("dtstart", _utc(date.begin))
    if date.end > date.begin:  # an event without duration has no end (RFC 5545, 3.6.1)
        event.add("dtend", _utc(date.end))
    event.add("status", "TENTATIVE" if date.tentative else "CONFIRMED")
    event.add("transp", "OPAQUE" if date.is_busy else "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "BUSY" if date.is_busy else "FREE")
    for name, text in (("url", date.address), ("description", date.description), ("location", date.place)):
        if text:
            event.add(name, text)
    return event


def _utc(when):
    """Return a datetime in UTC, which every client understands; a date stays a date."""
    return when.astimezone(datetime.UTC) if isinstance(when, datetime.datetime) else when
