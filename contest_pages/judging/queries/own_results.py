"""What contestants learn of their own works once a ranking is published: rank, total, means by criterion, no juror's points."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Prefetch

from contest_pages.contests.models import ContestRoundPage
from contest_pages.contests.models.form_page import Fragment
from contest_pages.judging.enums import Remarks
from contest_pages.judging.logic.points import WHOLE
from contest_pages.judging.logic.rounding import fixed_points
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.models import Candidate, JuryRoundPage, RecheckRequest, SheetChain
from contest_pages.registrations.models import Registration
from contest_pages.standings.models import Award, RankedRow, Ranking

from .rechecks import asking_until
from .remarks import released_remarks
from .results import own_means


@dataclass(frozen=True)
class CriterionMean:
    """The mean of the counted sheets for a criterion, and the most that it gives, both as text."""

    name: str
    mean: str
    most: str


@dataclass(frozen=True)
class OwnResult:
    """A contestant's row of a ranking: the means of its criteria, remarks of jurors, the check of its sum if one was asked for."""

    row: RankedRow
    means: list[CriterionMean]
    awards: list
    remarks: list[str]
    recheck: RecheckRequest | None


@dataclass(frozen=True)
class OwnRound:
    """A judged round with the contestant's results. `recheck_until`: the end of the time in which a check of the sum may be asked for."""

    page: ContestRoundPage
    persons: int | None
    results: list[OwnResult]
    recheck_until: datetime.datetime | None
    may_ask: bool


def own_results_section(registration: Registration, now: datetime.datetime) -> Fragment | None:
    """Return the section of a contestant's published results in judged rounds; None where there are none."""
    judged = {
        page.pk: page for page in registration.contest.live_rounds if page.specific_class is JuryRoundPage
    }
    rounds = [
        _own_round(judged[ranking.round_id], ranking, registration, now)
        for ranking in _rankings(registration, judged)
    ]
    return Fragment("contest_judging/_own_results.html", {"judged_rounds": rounds}) if rounds else None


def _rankings(registration: Registration, judged: Collection[int]) -> list[Ranking]:
    """Return the published rankings in which a contestant has a row; without a query where the contest has no jury."""
    if not judged:
        return []
    rankings = Ranking.objects.published().filter(round__in=judged, rows__registration=registration)
    return list(rankings.distinct().order_by("round__path"))


def _own_round(
    page: ContestRoundPage, ranking: Ranking, registration: Registration, now: datetime.datetime
) -> OwnRound:
    rules = JudgingRules.from_json(ranking.rules)
    means = _means(ranking, rules, registration)
    given = Prefetch("awards", Award.objects.not_revoked().select_related("prize"))
    found = ranking.rows.filter(registration=registration).select_related("entry").prefetch_related(given)
    rows = list(found.order_by("rank", "code"))
    candidates = dict(
        Candidate.objects.filter(
            round_id=ranking.round_id, entry__in=[row.entry_id for row in rows]
        ).values_list("entry", "pk")
    )
    remarks: dict[int, list[str]] = {}
    if rules.remarks == Remarks.CONTESTANTS:
        remarks = released_remarks(ranking.round_id, list(candidates.values()), ranking.published_at)
    rechecks = {
        recheck.candidate_id: recheck
        for recheck in RecheckRequest.objects.filter(ranking=ranking, candidate__in=candidates.values())
    }
    until = asking_until(ranking)

    def result(row: RankedRow) -> OwnResult:
        candidate = candidates.get(row.entry_id, 0)
        return OwnResult(
            row,
            _criterion_means(means.get(row.code, {}), rules),
            list(row.awards.all()),
            remarks.get(candidate, []),
            rechecks.get(candidate),
        )

    return OwnRound(
        page,
        ranking.facts.get("ranked"),
        [result(row) for row in rows],
        until,
        until is not None and now < until,
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
