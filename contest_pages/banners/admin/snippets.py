"""HTML snippets that partners copy into their sites, and the letter with them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from contest_pages.banners.models import Partner
from contest_pages.contests.enums import BannerSize
from contest_pages.contests.models import Banner, ContestPage


@dataclass(frozen=True)
class Snippet:
    """What to copy for one size: a plain link with its picture, and a frame; neither has a script."""

    size: str
    link: str
    frame: str


def snippets_of(contest: ContestPage, partner: Partner, banners: list[Banner]) -> list[Snippet]:
    """Return what a partner copies, for each size of which the contest has a banner."""
    root = contest.get_site().root_url
    sizes = {banner.size: banner.alternative_text for banner in reversed(banners)}
    return [
        _snippet(root, contest, partner, size, sizes[size]) for size in BannerSize.values if size in sizes
    ]


def _snippet(root: str, contest: ContestPage, partner: Partner, size: str, words: str) -> Snippet:
    width, height = size.split("x")
    args = [contest.pk, partner.key, size]
    picture, follow, frame = (
        root + reverse(name, args=args)
        for name in ("contest_banner_picture", "contest_banner_follow", "contest_banner_frame")
    )
    return Snippet(
        size=size,
        link=format_html(
            '<a href="{}"><img src="{}" width="{}" height="{}" alt="{}" style="max-width:100%;height:auto"></a>',
            follow,
            picture,
            width,
            height,
            words,
        ),
        frame=format_html(
            '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" style="border:0;max-width:100%"></iframe>',
            frame,
            width,
            height,
            words,
        ),
    )


def letter_to(contest: ContestPage, partner: Partner, snippets: list[Snippet]) -> str:
    """Return the text of a letter to a partner, with what to copy."""
    blocks = "\n\n".join(f"{snippet.size}:\n{snippet.link}" for snippet in snippets)
    return _(
        "Dear %(partner)s,\n\nplease show the banner of the contest “%(contest)s” on your site. Copy one of the following lines to where it shall stand; the picture is always the current one, and it disappears by itself when the contest is over.\n\n%(snippets)s\n\nThe contest: %(address)s\n\nThank you very much."
    ) % {
        "partner": partner.name,
        "contest": contest.title,
        "snippets": blocks,
        "address": contest.full_url,
    }
