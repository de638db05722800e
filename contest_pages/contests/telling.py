"""What is told elsewhere of a contest and the pages below it."""

from __future__ import annotations

import hashlib
from typing import Any

from django.urls import reverse

from contest_pages.found import Found, breadcrumbs, plain
from contest_pages.vietnamese import closing_moment, moment


def card_words(contest) -> tuple[str, str, str]:
    """Return what stands on the picture that is shared: title, theme or summary, time of entries."""
    opening, closing = contest.opening(), contest.closing()
    times = " – ".join(
        words
        for words in (moment(opening) if opening else "", closing_moment(closing) if closing else "")
        if words
    )
    return contest.title, contest.theme or contest.summary, times


def card_digest(contest) -> str:
    """Return a short name for the picture as it must look now."""
    seed = "|".join((*card_words(contest), contest.organiser, str(contest.hero_image_id)))
    return hashlib.sha256(seed.encode()).hexdigest()[:12]


def card_address(contest, request) -> str:
    """Return the absolute address of the picture that is shared."""
    path = reverse("contest_card", args=[contest.pk, card_digest(contest)])
    return request.build_absolute_uri(path) if request is not None else path


def steps_to(contest, request) -> list[tuple[str, str]]:
    """Return (name, address) of the list of contests and the contest."""
    pages = [page for page in (contest.index_page, contest) if page is not None]
    return [(page.title, page.get_full_url(request)) for page in pages]


def event_of(contest, request) -> dict[str, Any]:
    """Return the contest as an Event of schema.org: it is held online, from its opening to its last day."""
    begins = min((m.span.begin for m in contest.milestones.all()), default=None) or contest.opening()
    event: dict[str, Any] = {
        "@type": "Event",
        "name": contest.title,
        "url": contest.get_full_url(request),
        "description": contest.summary,
        "image": [card_address(contest, request)],
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": contest.get_full_url(request)},
    }
    if begins:
        event["startDate"] = begins.isoformat()
    if contest.last_day:
        event["endDate"] = contest.last_day.isoformat()
    if contest.organiser:
        event["organizer"] = {"@type": "GovernmentOrganization", "name": contest.organiser}
    return event


def found_contest(contest, request) -> Found:
    """Return what is told of a contest's own page."""
    base = plain(contest, request)
    return Found(
        title=base.title,
        address=base.address,
        description=base.description,
        picture=card_address(contest, request),
        data=[event_of(contest, request), breadcrumbs(*steps_to(contest, request))],
    )


def found_below(page, request) -> Found:
    """Return what is told of a page below a contest: the contest's picture, the way to it."""
    base = plain(page, request)
    return Found(
        title=f"{base.title} – {page.contest.title}",
        address=base.address,
        description=base.description or page.contest.summary,
        picture=card_address(page.contest, request),
        kind="article",
        data=[breadcrumbs(*steps_to(page.contest, request), (page.title, base.address))],
    )
