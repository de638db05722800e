"""The published rules of a judged round as a plain value, for sheets, results, minutes, proofs and sentences."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from contest_pages.judging.enums import (
    Aggregate,
    Anonymity,
    AssignmentRule,
    OrderShown,
    PointsShown,
    RankOn,
    Remarks,
)
from contest_pages.standings.enums import Ties

from .points import Criterion, most_total


def rules_digest(rules: dict[str, Any]) -> str:
    """Return the SHA-256 in hex of rules as JSON: those of a plan stay provable when later versions know more fields."""
    text = json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class JudgingRules:
    """The published rules of a judged round.

    `aggregate` is the key of a way to make one result of a panel's sheets (`aggregates`), `deviation` its limit in
    thousandths where it has one, `passes` the number of seats that must say so where it counts those; `gap_limit`
    is in thousandths, None for none; `knock_out` is the least result in thousandths; `tie_breaks` are keys of
    `comparators`, in their order; `jurors_per_work` matters where not everybody judges everything; `award_cap` is
    the number of prizes of the contest that a person may get; `advance_count` the number of works that go on to
    another jury round, in each division where these are ranked apart.
    """

    criteria: tuple[Criterion, ...] = ()
    aggregate: str = "mean"
    deviation: int | None = None
    passes: int | None = None
    seats_min: int = 3
    gap_limit: int | None = None
    knock_out: int | None = None
    decimals: int = 2
    rank_on: str = RankOn.ROUNDED.value
    tie_breaks: tuple[str, ...] = ()
    ties: str = Ties.CHAIR.value
    ranked_apart: bool = False
    assignment: str = AssignmentRule.ALL.value
    jurors_per_work: int = 3
    anonymity: str = Anonymity.AUTHORS.value
    order_shown: str = OrderShown.SHUFFLED.value
    remarks: str = Remarks.PANEL.value
    points_shown: str = PointsShown.WINNERS.value
    recheck_days: int = 3
    award_cap: int | None = None
    advance_count: int | None = None

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> JudgingRules:
        """Return rules that were stored as JSON, where tuples are lists; fields of other readers are left out."""
        known = {field.name for field in fields(cls)}
        criteria = tuple(
            Criterion(**{**criterion, "anchors": tuple(criterion["anchors"])})
            for criterion in values["criteria"]
        )
        return cls(
            **{
                **{key: value for key, value in values.items() if key in known},
                "criteria": criteria,
                "tie_breaks": tuple(values["tie_breaks"]),
            }
        )

    def as_json(self) -> dict[str, Any]:
        """Return the rules as values of JSON; what a later version added only where it is set: digests of older plans stay."""
        values = json.loads(json.dumps(asdict(self)))
        return {key: value for key, value in values.items() if key != "advance_count" or value is not None}

    @property
    def digest(self) -> str:
        """Return the SHA-256 in hex of the rules, the same on every machine."""
        return rules_digest(self.as_json())

    @property
    def most_total(self) -> int:
        """Return the highest total of a sheet, in the measure of `points.total_of`."""
        return most_total(self.criteria)

    @property
    def may_confer(self) -> bool:
        """Say whether the rules know cases in which jurors confer: a difference, or too few points near the mean."""
        return self.gap_limit is not None or self.aggregate == Aggregate.DEVIATION

    def criterion(self, key: str) -> Criterion | None:
        """Return the criterion of a key, or None."""
        return next((criterion for criterion in self.criteria if criterion.key == key), None)
