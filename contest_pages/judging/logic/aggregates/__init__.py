"""The ways to make one result of a panel's sheets (R1 to R10), by the keys that the published rules name.

R5, the difference at which jurors confer, is no formula of its own: it stands beside each of them, in `gaps`.
"""

from __future__ import annotations

from contest_pages.judging.enums import Aggregate
from contest_pages.judging.logic.rules import JudgingRules

from .base import AggregateRefused, Aggregation, Refusal, Result
from .corrected import Corrected, ZScores, seat_leniency
from .example import Example, worked_example
from .means import Deviation, Mean, Median, Trimmed
from .orders import Majority, Passes, RankSum, majority_places

#: Each way by its key; a test compares them with the choices of editors.
AGGREGATIONS: dict[str, type[Aggregation]] = {
    kind.key: kind
    for kind in (Mean, Trimmed, Median, Deviation, RankSum, Majority, ZScores, Corrected, Passes)
}


def aggregation_of(rules: JudgingRules) -> Aggregation:
    """Return the way that published rules name, with their parameters. KeyError for one that does not exist."""
    if rules.aggregate == Aggregate.DEVIATION:
        return Deviation(rules.seats_min, rules.deviation or 0)
    if rules.aggregate == Aggregate.PASSES:
        return Passes(rules.seats_min, rules.passes or 1)
    return AGGREGATIONS[rules.aggregate](rules.seats_min)


__all__ = [
    "AGGREGATIONS",
    "AggregateRefused",
    "Aggregation",
    "Corrected",
    "Deviation",
    "Example",
    "Majority",
    "Mean",
    "Median",
    "Passes",
    "RankSum",
    "Refusal",
    "Result",
    "Trimmed",
    "ZScores",
    "aggregation_of",
    "majority_places",
    "seat_leniency",
    "worked_example",
]
