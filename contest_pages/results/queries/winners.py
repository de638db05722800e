"""The winners, for home pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Subquery

from contest_pages.contests.models import ContestPage
from contest_pages.contests.models.finding import below
from contest_pages.contests.models.form_page import Fragment
from contest_pages.results.models import Award, ContestResultsPage


def latest_winners(contests: Iterable[ContestPage], limit: int = 6) -> list[Award]:
    """Return the highest awards of the results page with any, below these contests, that was published last."""
    awarded = Exists(Award.objects.filter(page=OuterRef("pk")))
    latest = ContestResultsPage.objects.live().filter(awarded, below(contests))
    latest = latest.order_by("-first_published_at", "-pk")
    return list(Award.objects.filter(page_id=Subquery(latest.values("pk")[:1])).named()[:limit])


def winners_on_cards(contests: list[ContestPage], most: int = 3) -> dict[int, Fragment]:
    """Return the highest awards of each contest for its card, in a fixed number of queries."""
    pages = ContestResultsPage.objects.live().filter(below(contests))
    found: dict[str, list[Award]] = {}
    for award in Award.objects.filter(page__in=pages).named():
        found.setdefault(award.page.path[: -ContestPage.steplen], []).append(award)
    return {
        contest.pk: Fragment("contest_results/_winners_on_card.html", {"awards": found[contest.path][:most]})
        for contest in contests
        if contest.path in found
    }
