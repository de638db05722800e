"""What contestants learn of their own works once a ranking is published: rank, total, means by criterion, no juror's points."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Prefetch

from contest_pages.contests.models import ContestRoundPage
from contest_pages.contests.models.form_page import Fragment
from contest_pages.judging.logic.points import WHOLE
from contest_pages.judging.logic.rounding import fixed_points
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.models import JuryRoundPage, SheetChain
from contest_pages.registrations.models import Registration
from contest_pages.standings.models import Award, RankedRow, Ranking

from .results import own_means


@dataclass(frozen=True)
class CriterionMean:
    """The mean of the counted sheets for a criterion, and the most that it gives, both as text."""

    name: str
    mean: str
    most: str


@dataclass(frozen=True)
class OwnResult:
    """A contestant's row of a ranking, with the means of its criteria."""

    row: RankedRow
    means: list[CriterionMean]
    awards: list


@dataclass(frozen=True)
class OwnRound:
    """A judged round with the contestant's results. `recheck_until`: so long a check of the sum may be asked for."""

    page: ContestRoundPage
    persons: int | None
    results: list[OwnResult]
    recheck_until: datetime.datetime | None


def own_results_section(registration: Registration) -> Fragment | None:
    """Return the section of a contestant's published results in judged rounds; None where there are none."""
    judged = {
        page.pk: page for page in registration.contest.live_rounds if page.specific_class is JuryRoundPage
    }
    rounds = [
        _own_round(judged[ranking.round_id], ranking, registration)
        for ranking in _rankings(registration, judged)
    ]
    return Fragment("contest_judging/_own_results.html", {"judged_rounds": rounds}) if rounds else None


def _rankings(registration: Registration, judged: Collection[int]) -> list[Ranking]:
    """Return the published rankings in which a contestant has a row; without a query where the contest has no jury."""
    if not judged:
        return []
    rankings = Ranking.objects.published().filter(round__in=judged, rows__registration=registration)
    return list(rankings.distinct().order_by("round__path"))


def _own_round(page: ContestRoundPage, ranking: Ranking, registration: Registration) -> OwnRound:
    rules = JudgingRules.from_json(ranking.rules)
    means = _means(ranking, rules, registration)
    given = Prefetch("awards", Award.objects.not_revoked().select_related("prize"))
    rows = ranking.rows.filter(registration=registration).select_related("entry").prefetch_related(given)
    days = rules.recheck_days
    return OwnRound(
        page,
        ranking.facts.get("ranked"),
        [
            OwnResult(
                row,
                _criterion_means(means.get(row.code, {}), rules),
                list(row.awards.all()),
            )
            for row in rows.order_by("rank", "code")
        ],
        ranking.published_at + datetime.timedelta(days=days) if days else None,
    )


def _means(
    ranking: Ranking, rules: JudgingRules, registration: Registration
) -> dict[str, dict[str, Fraction]]:
    """Return the means of criteria by code; none where sheets have come since, which the published ranking does not have."""
    chain = SheetChain.objects.filter(round_id=ranking.round_id).first()
    if chain is None or chain.last_hash != ranking.facts.get("last_hash"):
        return {}
    return own_means(ranking.round_id, rules, registration)


def _criterion_means(means: dict[str, Fraction], rules: JudgingRules) -> list[CriterionMean]:
    return [
        CriterionMean(
            criterion.name,
            fixed_points(means[criterion.key], rules.decimals),
            fixed_points(Fraction(criterion.most * criterion.weight, WHOLE), 0),
        )
        for criterion in rules.criteria
        if criterion.key in means
    ]
