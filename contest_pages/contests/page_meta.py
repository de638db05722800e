"""Page meta of a contest and the pages below it."""

from __future__ import annotations

import hashlib
from typing import Any

from django.urls import reverse

from contest_pages.publishing.page_meta import PageMeta, breadcrumbs, plain_page_meta
from contest_pages.vietnamese import closing_moment, moment


def card_words(contest) -> tuple[str, str, str]:
    """Return the texts of the shared picture: title, theme or summary, time of entries."""
    opening, closing = contest.announced_opening(), contest.closing()
    times = " – ".join(
        words
        for words in (moment(opening) if opening else "", closing_moment(closing) if closing else "")
        if words
    )
    return contest.title, contest.theme or contest.summary, times


#: Changes when cards are drawn in another way, so that all are drawn again.
_CARD_FORM = "3"


def card_digest(contest) -> str:
    """Return a short digest of the content of the shared picture."""
    drawn = (contest.organiser, str(contest.hero_image_id), *map(str, contest.kinds), _CARD_FORM)
    seed = "|".join((*card_words(contest), *drawn))
    return hashlib.sha256(seed.encode()).hexdigest()[:12]


def card_address(contest, request) -> str:
    """Return the absolute address of the picture that is shared."""
    path = reverse("contest_card", args=[contest.pk, card_digest(contest)])
    return request.build_absolute_uri(path) if request is not None else path


def breadcrumb_steps(contest, request) -> list[tuple[str, str]]:
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


def page_meta_of_contest(contest, request) -> PageMeta:
    """Return the page meta of a contest."""
    base = plain_page_meta(contest, request)
    return PageMeta(
        title=base.title,
        address=base.address,
        description=base.description or contest.theme,
        picture=card_address(contest, request),
        data=[event_of(contest, request), breadcrumbs(*breadcrumb_steps(contest, request))],
    )


def page_meta_of_child(page, request) -> PageMeta:
    """Return the page meta of a page below a contest: the contest's picture, its breadcrumbs."""
    base = plain_page_meta(page, request)
    return PageMeta(
        title=f"{base.title} – {page.contest.title}",
        address=base.address,
        description=base.description or page.contest.summary or page.contest.theme,
        picture=card_address(page.contest, request),
        kind="article",
        data=[breadcrumbs(*breadcrumb_steps(page.contest, request), (page.title, base.address))],
    )
