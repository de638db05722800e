"""What is read of rankings: by organisers, by visitors, by each contestant."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from contest_pages.contests.models.form_page import Fragment
from contest_pages.quizzes.logic.predictions import write_prediction
from contest_pages.results.models import LotSeed, QuizAward, RankedRow, Ranking


@dataclass(frozen=True)
class Change:
    """How a contestant's rank differs between two rankings of a round; None: not ranked there."""

    code: str
    before: int | None
    after: int | None
    awards_before: str
    awards_after: str


def changes_between(earlier: Ranking, later: Ranking, *, most: int = 500) -> tuple[list[Change], int]:
    """Return whose rank or prize differs, the highest first, at most so many, and how many there are."""
    ranks: dict[str, list[int | None]] = {}
    prizes: dict[str, list[str]] = {}
    for side, ranking in enumerate((earlier, later)):
        rows = ranking.rows.values_list("registration__code", "rank")
        for code, rank in rows.iterator(chunk_size=5000):
            ranks.setdefault(code, [None, None])[side] = rank
        awards = ranking.awards.filter(revoked_at=None).values_list("row__registration__code", "prize__name")
        for code, prize in awards:
            prizes.setdefault(code, ["", ""])[side] = prize
    none = ["", ""]
    changed = [
        Change(code, before, after, *prizes.get(code, none))
        for code, (before, after) in ranks.items()
        if before != after or prizes.get(code, none)[0] != prizes.get(code, none)[1]
    ]
    changed.sort(key=lambda found: (min(filter(None, (found.before, found.after))), found.code))
    return changed[:most], len(changed)


def shown_rows(ranking: Ranking, division: str | None = None):
    """Return the places of a ranking in their order with what a line of the table reads."""
    rows = RankedRow.objects.filter(ranking=ranking)
    if division is not None:
        rows = rows.filter(division=division)
    awards = QuizAward.objects.filter(revoked_at=None).select_related("prize")
    return (
        rows.select_related("registration__unit", "attempt")
        .prefetch_related("registration__members", Prefetch("awards", awards, to_attr="won"))
        .order_by("division", "rank", "place", "submitted_at", "pk")
    )


def published_rankings(contest_path: str) -> list[Ranking]:
    """Return the published rankings of the rounds below a contest, in the order of the rounds, with their prizes."""
    awards = (
        QuizAward.objects.select_related("prize", "row__registration__unit", "row__attempt")
        .prefetch_related("row__registration__members")
        .order_by("row__division", "prize__sort_order", "row__place", "row__rank", "pk")
    )
    return list(
        Ranking.objects.published()
        .filter(round__path__startswith=contest_path, round__depth=len(contest_path) // 4 + 1)
        .select_related("round__lot_seed")
        .prefetch_related(Prefetch("awards", awards, to_attr="shown_awards"))
        .order_by("round__path")
    )


def is_ranked(page) -> bool:
    """Say whether a round is frozen for a ranking, or was."""
    return Ranking.objects.filter(round=page.pk).exists()


def results_are_published(page) -> bool:
    """Say whether a ranking of this round is published."""
    return Ranking.objects.filter(round=page.pk, published_at__isnull=False).exists()


def own_rank(registration, page, now) -> Fragment | None:
    """Return a contestant's rank in a round, once it is published."""
    ranking = Ranking.objects.published().filter(round=page.pk).first()
    if ranking is None:
        return None
    row = RankedRow.objects.filter(ranking=ranking, registration=registration).first()
    if row is None:
        return None
    context = {
        "row": row,
        "persons": ranking.persons_left,
        "target": write_prediction(ranking.target),
        "awards": list(row.awards.filter(revoked_at=None).select_related("prize")),
    }
    return Fragment("contest_results/_own_rank.html", context)


def seal_on_start_page(page) -> Fragment | None:
    """Return the seal of a round's lot, for everybody to note down before it is opened."""
    seal = LotSeed.objects.filter(round=page.pk).first()
    return Fragment("contest_results/_seal.html", {"seal": seal}) if seal else None
