"""The sums of a contest's published rankings, and what is read of overall rankings."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Sum
from django.db.models.functions import Coalesce

from contest_pages.contests.enums import PrizeBasis
from contest_pages.contests.models import ContestPage, Prize
from contest_pages.quizzes.models import QuizRoundPage
from contest_pages.results.logic import overall as logic
from contest_pages.results.models import OverallRanking, OverallRow, RankedRow, Ranking

from .proof import Contradiction


def rounds_of(contest: ContestPage) -> list[QuizRoundPage]:
    """Return the published quiz rounds of a contest, in order."""
    return list(QuizRoundPage.objects.live().child_of(contest.original).order_by("path"))


def published_rankings_of(contest: ContestPage) -> list[Ranking]:
    """Return the published rankings of a contest's quiz rounds, in the order of the rounds."""
    rounds = [found.pk for found in rounds_of(contest)]
    return list(Ranking.objects.published().filter(round__in=rounds).order_by("round__path"))


def prizes_for(contest: ContestPage, basis: str) -> list[Prize]:
    """Return the prizes that this overall gives, the highest first."""
    return list(contest.original.prizes.filter(basis=basis).order_by("sort_order", "pk"))


def sums_of(rankings: list[int], basis: str) -> dict[int, logic.Sum]:
    """Return what each registration, or each unit, reached in these rankings, by its key."""
    rows = RankedRow.objects.filter(ranking__in=rankings).order_by()
    if basis == PrizeBasis.QUIZ_OVERALL:
        key, code = "registration", "registration__code"
    else:
        key, code = "attempt__unit", "attempt__unit"
        rows = rows.filter(attempt__unit__isnull=False)
    found = rows.values(key, code).annotate(
        total_points=Sum("score"),
        total_seconds=Coalesce(Sum("seconds"), 0),
        persons=Count("registration", distinct=True),
        rounds=Count("ranking", distinct=True),
    )
    return {
        row[key]: logic.Sum(
            str(row[code]), row["total_points"], row["total_seconds"], row["persons"], row["rounds"]
        )
        for row in found.iterator(chunk_size=5000)
    }


def check_overall(overall: OverallRanking) -> int:
    """Add everything up again, row by row in Python, and return how many places there are.

    Raises Contradiction where a place or the seal is not what the rankings give.
    """
    totals: dict[str, list] = {}
    rows = RankedRow.objects.filter(ranking__in=overall.rankings).order_by()
    by_person = overall.basis == PrizeBasis.QUIZ_OVERALL
    fields = ("registration__code", "attempt__unit", "registration", "ranking", "score", "seconds")
    for code, unit, person, ranking, score, seconds in rows.values_list(*fields).iterator(chunk_size=5000):
        if not by_person and unit is None:
            continue
        total = totals.setdefault(code if by_person else str(unit), [0, 0, set(), set()])
        total[0] += score
        total[1] += seconds
        total[2].add(person)
        total[3].add(ranking)
    ranked = logic.rank_sums(
        (
            logic.Sum(code, points, seconds, len(persons), len(rankings))
            for code, (points, seconds, persons, rankings) in totals.items()
        ),
        overall.basis,
    )
    if logic.digest_of_sums(ranked) != overall.digest:
        raise Contradiction("The seal is not that of the sums of the rankings.")
    kept = overall.rows.values_list("rank", "registration__code" if by_person else "unit")
    if sorted((rank, str(code)) for rank, code in kept) != sorted((rank, s.code) for rank, s in ranked):
        raise Contradiction("The places are not those that the sums give.")
    return len(ranked)


def published_overall(contest: ContestPage) -> list[OverallRanking]:
    """Return the published overall rankings of a contest, those of persons first, each with `winners`."""
    winners = (
        OverallRow.objects.exclude(prize=None)
        .select_related("prize", "registration__unit", "unit")
        .prefetch_related("registration__members")
        .order_by("prize__sort_order", "place", "rank", "pk")
    )
    return list(
        OverallRanking.objects.published()
        .filter(contest=contest.original.pk)
        .prefetch_related(Prefetch("rows", winners, to_attr="winners"))
        .order_by("basis")
    )
