"""Queries of ceremonies: their calendar events, and the next change by time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from contest_pages.ceremonies.enums import CeremonyKind
from contest_pages.ceremonies.models import ContestCeremonyPage
from contest_pages.contests.icalendar import CalendarEvent
from contest_pages.contests.models import ContestPage
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
    )


def next_begin_or_end(now: datetime.datetime) -> datetime.datetime | None:
    """Return when the next ceremony begins or ends: its page says that it is live from that moment."""
    rows = ContestCeremonyPage.objects.live().filter(starts_at__gt=now - datetime.timedelta(days=30))
    moments = [
        moment
        for page in rows.only("starts_at", "ends_at")
        for moment in (page.starts_at, page.end)
        if moment > now
    ]
    return min(moments, default=None)
