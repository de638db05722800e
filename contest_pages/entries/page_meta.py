"""Page meta of an entry's page."""

from __future__ import annotations

from typing import Any

from contest_pages.contests.page_meta import breadcrumb_steps, card_of_round
from contest_pages.publishing.page_meta import PageMeta, breadcrumbs


def _video_of(entry, address: str, picture: str, request) -> dict[str, Any]:
    """Return a work's video as a VideoObject of schema.org; its picture only where one may be published."""
    video: dict[str, Any] = {
        "@type": "VideoObject",
        "name": entry.title,
        "description": entry.summary or entry.title,
        "url": address,
        "contentUrl": request.build_absolute_uri(entry.get_video_path()),
        "thumbnailUrl": [picture],
        "uploadDate": (entry.submitted_at or entry.handed_in_at).isoformat(),
    }
    if (facts := entry.video.probe_facts) is not None:
        video["duration"] = f"PT{int(facts.seconds)}S"
    return video


def page_meta_of_entry(round_page, entry, request) -> PageMeta:
    """Return the page meta of an entry; of a disqualified one no more than its number."""
    address = f"{round_page.get_full_url(request)}tac-pham/{entry.number}/"
    poster = "" if entry.is_disqualified else entry.public_poster_path
    picture = request.build_absolute_uri(poster) if poster else card_of_round(round_page).address(request)
    way = breadcrumbs(
        *breadcrumb_steps(round_page.contest, request),
        (round_page.title, round_page.get_full_url(request)),
        (entry.public_title, address),
    )
    shows_video = entry.has_video and not entry.is_disqualified
    return PageMeta(
        title=f"{entry.public_title} – {round_page.contest.title}",
        address=address,
        description="" if entry.is_disqualified else entry.summary[:300],
        picture=picture,
        kind="video.other" if shows_video else "website",
        data=[_video_of(entry, address, picture, request), way] if shows_video else [way],
    )
