"""The table of pasted standings on the results page, filtered by round, division and unit."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, F, Min, Q

from contest_pages.entries.enums import EntryState
from contest_pages.standings.models import RankedRow, Ranking
from contest_pages.standings.pasted import PASTED


def listed_rows(contest) -> models.QuerySet:
    """Return the rows of the published pasted rankings of a contest's published rounds."""
    rankings = Ranking.objects.published().filter(
        contest=contest.original.pk, basis=PASTED.basis, round__live=True
    )
    return RankedRow.objects.filter(ranking__in=rankings)


def with_public_unit(rows: models.QuerySet) -> models.QuerySet:
    """Return the rows whose unit may be published, with its key as `public_unit`."""
    is_shown = Q(entry=None) | Q(entry__state=EntryState.ACCEPTED)
    return (
        rows.filter(is_shown, registration__publish_unit=True, unit__isnull=False)
        .annotate(public_unit=F("unit"))
        .order_by()
    )


def divisions_of(rows: models.QuerySet) -> list[str]:
    """Return the divisions that occur, by name."""
    divisions = rows.exclude(division="").order_by("division").values_list("division", flat=True)
    return list(divisions.distinct())


def rounds_of(rows: models.QuerySet) -> list[tuple[int, str]]:
    """Return (key, title) of the rounds that occur, in their order."""
    rounds = rows.order_by("ranking__round__path").values_list("ranking__round", "ranking__round__title")
    return list(rounds.distinct())


def ranked_by_unit(rows: models.QuerySet) -> dict[int, tuple[int, int]]:
    """Return {unit: (number of ranked candidates, best rank)}, as far as the units may be published."""
    counts = with_public_unit(rows).values_list("public_unit").annotate(Count("pk"), Min("rank"))
    return {unit: (count, best) for unit, count, best in counts}


def with_names(rows: models.QuerySet) -> models.QuerySet:
    """Prefetch what a row of the table reads, in a fixed number of queries."""
    return (
        rows.select_related("ranking", "entry__unit", "registration__unit", "unit")
        # Pages are large and few: each round is fetched once.
        .prefetch_related(
            "ranking__round",
            "entry__round",
            "entry__authors",
            "registration__members",
        )
        .order_by("ranking__round__path", "rank", "pk")
    )
