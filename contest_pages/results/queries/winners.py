"""The winners, for home pages."""

from __future__ import annotations

from contest_pages.results.models import Award, ContestResultsPage


def latest_winners(limit: int = 6) -> list[Award]:
    """Return the highest awards of the results page that was published last; empty before there is one."""
    page = ContestResultsPage.objects.live().public().order_by("-first_published_at", "-pk").first()
    return list(page.awards.shown()[:limit]) if page else []
