"""Addresses and players of entries in templates."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from contest_pages.entries.permissions import media_token
from contest_pages.templatetags.contest_art import poster_address

register = template.Library()


@register.filter
def in_order(filters, newest_first: bool) -> str:
    """Return the query string of a gallery's filters in another order."""
    return filters.in_order(newest_first=newest_first)


@register.filter
def in_division(filters, division: str) -> str:
    """Return the query string of a gallery's filters in another division."""
    return filters.in_division(division)


@register.filter
def searching(filters, words: str) -> str:
    """Return the query string of a gallery's filters with other words."""
    return filters.searching(words)


@register.simple_tag
def entry_url(round_page, entry, filters=None) -> str:
    """Return the address of an entry's page below its round, with the filters that lead back to the gallery."""
    return round_page.entry_path(entry.number) + (filters.query if filters else "")


def _sources(video, query: str = "") -> list[dict]:
    """Return what a player may play, the smallest first: any line carries it, and scripts choose better."""
    copies = [
        {
            "address": reverse("contest_rendition", args=[video.pk, copy.lines]) + query,
            "lines": copy.lines,
            "label": f"{copy.lines}p",
        }
        for copy in sorted(video.renditions.all(), key=lambda copy: copy.lines)
    ]
    whole = {
        "address": reverse("contest_video", args=[video.pk]) + query,
        "lines": 0,
        "label": _("Full quality"),
    }
    return [*copies, whole]


def _player(entry, video, *, poster: str, css_class: str, preload: str, query: str = "") -> dict:
    return {
        "entry": entry,
        "sources": _sources(video, query),
        "subtitles": [
            {
                "language": kept.language,
                "label": kept.get_language_display(),
                "address": reverse("contest_subtitles", args=[entry.pk, kept.language]) + query,
            }
            for kept in entry.subtitles.all()
        ],
        "poster": poster,
        "css_class": css_class,
        "preload": preload,
    }


@register.inclusion_tag("contest_entries/_player.html")
def entry_player(entry, css_class="contest-player", preload="metadata", poster=None) -> dict:
    """Show an entry's video, before it plays with its picture, else the generated one; in lists prefetch `video__renditions` and `subtitles`."""
    path = entry.public_poster_path if css_class == "contest-player" else entry.get_poster_path()
    if not path and poster is not None:
        path = poster_address(poster)
    return _player(entry, entry.video, poster=path, css_class=css_class, preload=preload)


@register.inclusion_tag("contest_entries/_player.html")
def own_player(entry, video) -> dict:
    """Show a contestant the own video, through addresses that open it for a while."""
    query = f"?s={media_token(entry)}"
    poster = reverse("contest_poster", args=[video.pk]) + query if video.poster else ""
    return _player(entry, video, poster=poster, css_class="contest-player", preload="none", query=query)
