"""The calendar events of ceremonies, their list on the contest's page, and when their pages next change by time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from contest_pages.ceremonies.enums import CeremonyKind, CeremonyStatus
from contest_pages.ceremonies.logic.clock import FOLLOW_BEFORE, PRESS_AFTER
from contest_pages.ceremonies.models import ContestCeremonyPage
from contest_pages.contests.icalendar import CalendarEvent
from contest_pages.contests.models import ContestPage
from contest_pages.contests.models.form_page import Fragment
from contest_pages.contests.models.visibility import below, open_to_visitors


def ceremony_events(contests: list[ContestPage]) -> Iterable[CalendarEvent]:
    """Yield the published ceremonies of contests as calendar events, with their venues in one more query."""
    pages = open_to_visitors(ContestCeremonyPage.objects.filter(below(contests)))
    for page in pages.prefetch_related("venues"):
        yield event_of(page)


def event_of(page: ContestCeremonyPage) -> CalendarEvent:
    """Return a ceremony as a calendar event. Reads `venues`."""
    venues = list(page.venues.all())
    place = ", ".join(filter(None, [venues[0].name, venues[0].address])) if venues else ""
    return CalendarEvent(
        key=f"ceremony-{page.pk}",
        title=f"{CeremonyKind(page.kind).label}: {page.title}",
        begin=page.starts_at,
        end=page.end,
        changed_at=page.last_published_at or page.starts_at,
        address=page.full_url or "",
        description="\n".join(filter(None, [page.summary, page.stream])),
        place=place,
        kind="ceremony",
        is_busy=True,
        kind_class="contest-kind--ceremony",
    )


def next_begin_or_end(now: datetime.datetime) -> datetime.datetime | None:
    """Return when a ceremony next begins or ends, or visitors' pages begin or end to follow its button."""
    rows = ContestCeremonyPage.objects.live().filter(starts_at__gt=now - datetime.timedelta(days=30))
    moments = [
        moment
        for page in rows.only("starts_at", "ends_at")
        for moment in (page.starts_at - FOLLOW_BEFORE, page.starts_at, page.end, page.starts_at + PRESS_AFTER)
        if moment > now
    ]
    return min(moments, default=None)


def public_ceremonies(contest: ContestPage) -> list[ContestCeremonyPage]:
    """Return the published ceremonies of a contest that every visitor may see, by time; one query a contest object."""
    known = contest.__dict__.setdefault("_ceremonies", [])
    if not known:
        pages = ContestCeremonyPage.objects.child_of(contest.original)
        known.append(list(open_to_visitors(pages).order_by("starts_at").defer("body", "pictures")))
    return known[0]


def event_notes(contest: ContestPage, now: datetime.datetime) -> Fragment | None:
    """Return the list of a contest's ceremonies for its page; None without any."""
    rows = [
        {
            "page": page,
            "title": contest.title_of(page),
            "is_live": page.status(now) is CeremonyStatus.LIVE,
            "is_over": page.status(now) is CeremonyStatus.AFTER,
        }
        for page in public_ceremonies(contest)
    ]
    return Fragment("contest_ceremonies/_events.html", {"rows": rows}) if rows else None
