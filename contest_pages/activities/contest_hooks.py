"""Hooks of activities: URLs and change times of pages."""

from __future__ import annotations

from contest_pages import hooks

from . import queries, urls


@hooks.register("url_patterns", order=45)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns


@hooks.register("next_page_change")
def next_page_change(now):
    """Return when an activity next begins or ends."""
    return queries.next_begin_or_end(now)
