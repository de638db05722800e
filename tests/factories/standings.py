"""Awards and ranks, published by default."""

from __future__ import annotations

from contest_pages.standings.domain.ranking import seal_rows
from contest_pages.standings.models import Award, RankedRow, Ranking
from contest_pages.standings.pasted import PASTED

from .pages import NOW


def give(prize, *, published=True, **values) -> Award:
    """Give a prize to `entry`, `registration`, `member` or `unit`, by hand."""
    values = {"basis": prize.basis, "proposed_at": NOW, "published_at": NOW if published else None, **values}
    return Award.objects.create(contest=prize.contest, prize=prize, **values)


def put_rank(round_page, rank, *, entry=None, registration=None, score=None) -> RankedRow:
    """Give a work or a contestant a rank in the published pasted ranking of a round."""
    ranking, _new = Ranking.objects.get_or_create(
        round=round_page,
        number=1,
        defaults={
            "contest": round_page.contest,
            "basis": PASTED.basis,
            "frozen_at": NOW,
            "ranked_at": NOW,
            "digest": "-",
            "published_at": NOW,
        },
    )
    person = entry.registration if entry is not None else registration
    row = RankedRow.objects.create(
        ranking=ranking,
        entry=entry,
        registration=person,
        unit=entry.unit if entry is not None else registration.unit,
        code=entry.code if entry is not None else registration.code,
        division=person.division,
        rank=rank,
        score=score,
    )
    seal_rows(ranking)
    return row
