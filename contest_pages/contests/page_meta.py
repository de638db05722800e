"""Page meta of a contest and the pages below it."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from contest_pages.publishing.page_meta import PageMeta, breadcrumbs, plain_page_meta
from contest_pages.vietnamese import closing_moment, moment

#: Changes when cards are drawn in another way, so that all are drawn again.
_CARD_FORM = "3"


@dataclass(frozen=True)
class Card:
    """The picture that is shared of a page: its words, and the contest whose organiser and picture it shows."""

    page_pk: int
    contest: Any
    title: str
    subtitle: str
    times: str

    @property
    def digest(self) -> str:
        """Return a short digest of all that is drawn."""
        contest = self.contest
        drawn = (contest.organiser, str(contest.hero_image_id), *map(str, contest.kinds), _CARD_FORM)
        seed = "|".join((self.title, self.subtitle, self.times, *drawn))
        return hashlib.sha256(seed.encode()).hexdigest()[:12]

    def address(self, request) -> str:
        """Return the absolute address of the picture; without a request, its path."""
        path = reverse("contest_card", args=[self.page_pk, self.digest])
        return request.build_absolute_uri(path) if request is not None else path


def card_of_contest(contest) -> Card:
    """Return the picture that is shared of a contest: title, theme or summary, time of entries."""
    times = _times(contest.announced_opening(), contest.closing())
    return Card(contest.pk, contest, contest.title, contest.theme or contest.summary, times)


def card_of_round(round_page) -> Card:
    """Return the picture that is shared of a round: its title, the contest's, its own time."""
    contest = round_page.contest
    times = _times(round_page.announced_opening, round_page.closes_at)
    return Card(round_page.pk, contest, round_page.title, contest.title, times)


def _times(opening: datetime.datetime | None, closing: datetime.datetime | None) -> str:
    words = (moment(opening) if opening else "", closing_moment(closing) if closing else "")
    return " – ".join(filter(None, words))


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
        "image": [card_of_contest(contest).address(request)],
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
        picture=card_of_contest(contest).address(request),
        data=[event_of(contest, request), breadcrumbs(*breadcrumb_steps(contest, request))],
    )


def page_meta_of_round(round_page, request) -> PageMeta:
    """Return the page meta of a round: that of a page below a contest, with a picture of its own."""
    return replace(
        page_meta_of_child(round_page, request), picture=card_of_round(round_page).address(request)
    )


def page_meta_of_child(page, request) -> PageMeta:
    """Return the page meta of a page below a contest: the contest's picture, its breadcrumbs."""
    base = plain_page_meta(page, request)
    return PageMeta(
        title=f"{base.title} – {page.contest.title}",
        address=base.address,
        description=base.description or page.contest.summary or page.contest.theme,
        picture=card_of_contest(page.contest).address(request),
        kind="article",
        data=[breadcrumbs(*breadcrumb_steps(page.contest, request), (page.title, base.address))],
    )
