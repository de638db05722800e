"""The total of a round from the results of its parts, and how an exact total is carried into a ranking.

A row of a ranking has a score in whole thousandths, and whole numbers that decide between equal scores
(`standings.logic.lines`). A total is a fraction: its score is the total rounded half up as it is shown, which never turns
two totals round, and its `exact` number is its place among the different exact totals of the ranking, 1 for the
lowest. Where the rules rank on rounded values the number is stored and not looked at; where they rank exactly it is
the first comparator after the score, so that the two together order as the fractions do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .points import PARTS_OF_A_POINT, WHOLE
from .rounding import rounded

#: A row of a ranking holds thousandths, so that no more decimals can be shown.
MOST_DECIMALS = 3
#: Interactions weigh at most half.
MOST_SHARE = 50


class RoundAt(StrEnum):
    """Where points are rounded before they are ranked: each part, or the total alone."""

    PART = "part"
    TOTAL = "total"


class Combining(StrEnum):
    """How several rounds make one total: their sum, the last alone, or the last with a share."""

    SUM = "sum"
    LAST = "last"
    SHARES = "shares"


@dataclass(frozen=True)
class PartScore:
    """What a candidate has in a part: the result of the panel, what is deducted and added, all in thousandths.

    `result` is None while there is none, and 0 where the rules say so of a candidate that did not perform. `least` is the
    result below which it is knocked out. `weight` is in per cent.
    """

    key: str
    result: Fraction | None
    deducted: Fraction | int = 0
    bonus: Fraction | int = 0
    weight: int = WHOLE
    least: int | None = None

    @property
    def points(self) -> Fraction | None:
        """Return the points of the part, never below 0 however much is deducted."""
        return None if self.result is None else max(Fraction(), self.result - self.deducted + self.bonus)

    @property
    def is_knocked_out(self) -> bool:
        """Say whether the panel's result, before deductions, is below the least."""
        return self.result is not None and self.least is not None and self.result < self.least


@dataclass(frozen=True)
class RoundTotal:
    """A candidate's total in thousandths: exact, and rounded as it is shown."""

    exact: Fraction
    shown: Fraction
    is_knocked_out: bool = False


def round_total(
    parts: Sequence[PartScore],
    *,
    decimals: int = 2,
    round_at: str = RoundAt.TOTAL,
    most: Fraction | None = None,
) -> RoundTotal | None:
    """Return the total of a round, Σ weight · max(0, result − deductions + bonus); None while a part has no result.

    `most` is the most that can be reached: bonuses do not lift a total above it; None for no such limit. Where each
    part is rounded the exact total is the sum of the rounded parts. ValueError for more than MOST_DECIMALS.
    """
    if not 0 <= decimals <= MOST_DECIMALS:
        raise ValueError(f"A ranking shows at most {MOST_DECIMALS} decimals.")
    total = Fraction()
    for part in parts:
        if part.points is None:
            return None
        points = rounded(part.points, decimals) if round_at == RoundAt.PART else part.points
        total += points * part.weight / WHOLE
    if most is not None:
        total = min(total, most)
    return RoundTotal(total, rounded(total, decimals), any(part.is_knocked_out for part in parts))


def with_interactions(total: Fraction, *, most: Fraction, interactions: Fraction, share: int) -> Fraction:
    """Return a total on a scale of 100 points in which interactions have a share of so many per cent.

    G = (1 − β)·100·T / T_most + β·I: `most` is the most that can be reached, not the best that was reached, and
    `interactions` are 0 to 100 points. All in thousandths. ValueError for a share beyond MOST_SHARE, or for no `most`.
    """
    if not 0 <= share <= MOST_SHARE:
        raise ValueError(f"Interactions weigh 0 to {MOST_SHARE} per cent.")
    if most <= 0 or not 0 <= interactions <= 100 * PARTS_OF_A_POINT:
        raise ValueError("The most points must be above 0, interactions within 0 to 100 points.")
    of_hundred = 100 * PARTS_OF_A_POINT * Fraction(total) / most
    return ((WHOLE - share) * of_hundred + share * interactions) / WHOLE


def combined(totals: Sequence[Fraction], how: str, last_share: int = WHOLE) -> Fraction:
    """Return one total of several rounds in their order: the sum, the last alone, or the last two by shares in per cent."""
    if how == Combining.LAST:
        return totals[-1]
    if how == Combining.SHARES:
        before, last = totals[-2:]
        return ((WHOLE - last_share) * before + last_share * last) / WHOLE
    return sum(totals, Fraction())


@dataclass(frozen=True)
class RankedScore:
    """What a row of a ranking stores of a total: thousandths as shown, the number of the exact total, 1 if knocked out."""

    score: int | None
    exact: int | None
    knocked_out: int


def ranked_scores(totals: Mapping[int, RoundTotal | None]) -> dict[int, RankedScore]:
    """Return what is stored of the totals of all candidates of a ranking; a candidate without a total has no score."""
    numbers = {
        value: number
        for number, value in enumerate(sorted({total.exact for total in totals.values() if total}), start=1)
    }
    return {
        candidate: RankedScore(int(total.shown), numbers[total.exact], int(total.is_knocked_out))
        if total
        else RankedScore(None, None, 0)
        for candidate, total in totals.items()
    }
