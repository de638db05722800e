"""The winners, for home pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Subquery

from contest_pages.contests.models import ContestPage
from contest_pages.contests.models.finding import below
from contest_pages.results.models import Award, ContestResultsPage


def latest_winners(contests: Iterable[ContestPage], limit: int = 6) -> list[Award]:
    """Return the highest awards of the results page below these contests that was published last."""
    latest = ContestResultsPage.objects.live().filter(below(contests)).order_by("-first_published_at", "-pk")
    return list(Award.objects.filter(page_id=Subquery(latest.values("pk")[:1])).shown()[:limit])
