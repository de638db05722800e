"""From counted sheets to the lines of a ranking, by the published rules of a round with one part.

The one way that the site, the proof of a ranking and the minutes share: sheets → results → totals → numbers of a row.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from contest_pages.judging.enums import RankOn
from contest_pages.standings.logic.lines import Comparator

from .aggregates import Mean, Result, aggregation_of
from .aggregates.means import OfOwnSheets
from .comparators import CandidateFacts, TieBreaker, facts_of, ranking_order, stored_keys, tie_breakers
from .gaps import Closing, results_with_gaps
from .points import WHOLE
from .rules import JudgingRules
from .tables import CountedSheet, Table
from .totals import PartScore, RoundTotal, ranked_scores, round_total


def own_criterion_means(
    rules: JudgingRules, candidate: int, sheets: tuple[CountedSheet, ...], closing: Closing | None = None
) -> dict[str, Fraction]:
    """Return the means of criteria of one candidate, those of its `outcomes`, from its own sheets alone.

    Which of its sheets a result keeps never depends on others: rules that look at all works keep all sheets of each.
    Raises AggregateRefused where the sheets do not suffice.
    """
    rule = aggregation_of(rules)
    if not isinstance(rule, OfOwnSheets):
        rule = Mean(rules.seats_min)
    table = table_of(rules, (candidate,), sheets)
    closings = {candidate: closing} if closing else {}
    results = results_with_gaps(rule, table, rules.gap_limit, closings)
    return dict(facts_of(table, results)[candidate].criteria)


@dataclass(frozen=True)
class Outcome:
    """What the rules make of a candidate's sheets; `score` and `keys` are those of a row of a ranking."""

    candidate: int
    result: Result
    total: RoundTotal
    facts: CandidateFacts
    score: int
    keys: tuple[int | None, ...]


def table_of(rules: JudgingRules, candidates: tuple[int, ...], sheets: tuple[CountedSheet, ...]) -> Table:
    """Return the table of a round with one part."""
    return Table(candidates, sheets, Fraction(rules.most_total, WHOLE))


def breakers_of(rules: JudgingRules) -> list[TieBreaker]:
    """Return the published tie breaks in their order, with the names of criteria. Raises ValueError as `tie_breakers` does."""
    return tie_breakers(rules.tie_breaks, {criterion.key: criterion.name for criterion in rules.criteria})


def order_of(rules: JudgingRules) -> list[Comparator]:
    """Return the comparators by which a ranking under these rules orders its rows."""
    return ranking_order(breakers_of(rules), is_exact=rules.rank_on == RankOn.EXACT)


def outcomes(
    rules: JudgingRules,
    table: Table,
    *,
    closings: Mapping[int, Closing] | None = None,
    chairs: Mapping[int, int] | None = None,
    submitted_at: Mapping[int, datetime.datetime] | None = None,
) -> dict[int, Outcome]:
    """Return the outcome of each candidate of a table: of one division where divisions are ranked apart.

    `closings` are the closed cases of differing jurors, `chairs` the seat whose sheet is the chair's. Raises
    AggregateRefused where the sheets do not suffice; open cases are those whose result has `must_confer`.
    """
    results = results_with_gaps(aggregation_of(rules), table, rules.gap_limit, closings or {})
    facts = facts_of(table, results, chairs=chairs)
    totals: dict[int, RoundTotal] = {}
    for candidate, result in results.items():
        total = round_total([PartScore("", result.value, least=rules.knock_out)], decimals=rules.decimals)
        assert total is not None, "a result always has a value"  # noqa: S101
        totals[candidate] = total
        facts[candidate] = replace(facts[candidate], submitted_at=(submitted_at or {}).get(candidate))
    breakers = breakers_of(rules)
    found = {}
    for candidate, score in ranked_scores(totals).items():
        found[candidate] = Outcome(
            candidate,
            results[candidate],
            totals[candidate],
            facts[candidate],
            score=int(totals[candidate].shown),
            keys=stored_keys(score, facts[candidate], breakers),
        )
    return found
