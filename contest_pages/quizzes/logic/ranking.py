"""Ranking by the published comparators, in plain Python.

The database ranks by the same rules in SQL (standings/sql.py), since half a million attempts are too many for
this module. It is the reference for the SQL, and verifies an exported file without a database.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from contest_pages.quizzes.enums import Comparator, Counting
from contest_pages.quizzes.logic.predictions import target_value
from contest_pages.quizzes.logic.rules import QuizRules

#: Distances are whole numbers of 1/PARTS, so that rounding never breaks a tie.
PARTS = 100_000


@dataclass(frozen=True)
class Line:
    """An attempt without name and answers, for ranking. `person` is any number that identifies a person."""

    code: str
    person: int
    division: str
    score: int
    prediction: Decimal | None
    seconds: int
    submitted_at: datetime.datetime
    is_valid: bool = True


@dataclass(frozen=True)
class Ranked:
    """A line with its distance from the target, in PARTS, and its rank."""

    line: Line
    distance: int | None
    rank: int


def distance_of(prediction: Decimal | None, target: Decimal | None) -> int | None:
    """Return the distance of a prediction from the target, in PARTS; None where either is missing."""
    if prediction is None or target is None:
        return None
    return int((abs(prediction - target) * PARTS).to_integral_value())


def _place_by(comparators: Iterable[str], line: Line, target: Decimal | None) -> tuple:
    """Return the sort key for equal scores, ascending; attempts without a prediction come last."""
    distance = distance_of(line.prediction, target)
    values = {
        Comparator.PREDICTION: (distance is None, distance or 0),
        Comparator.TIME: line.seconds,
        Comparator.EARLIER: line.submitted_at,
    }
    return tuple(values[Comparator(name)] for name in comparators)


def counted(lines: Iterable[Line], rules: QuizRules, target: Decimal | None) -> list[Line]:
    """Return the attempt of each person that counts; invalid attempts never do."""
    orders = {
        Counting.FIRST: lambda line: (line.submitted_at,),
        Counting.LAST: lambda line: (-line.submitted_at.timestamp(),),
        Counting.BEST: lambda line: (-line.score, *_place_by(rules.tie_breaks, line, target)),
        Counting.BEST_FASTEST: lambda line: (-line.score, line.seconds),
        Counting.BEST_EARLIEST: lambda line: (-line.score, line.submitted_at),
    }
    order = orders[Counting(rules.counting)]
    chosen: dict[int, Line] = {}
    # Remaining ties are broken by the earlier submission, then by the code.
    for line in sorted(
        (line for line in lines if line.is_valid),
        key=lambda line: (order(line), line.submitted_at, line.code),
    ):
        chosen.setdefault(line.person, line)
    return list(chosen.values())


def target_of(lines: Sequence[Line], rules: QuizRules) -> Decimal | None:
    """Return the target of the prediction, from the attempts that are left after exclusions.

    Persons are those with a valid attempt; all right are those whose counted attempt has the full score.
    """
    counting = counted(lines, rules, None)
    return target_value(
        rules.prediction,
        all_right=sum(line.score >= rules.full_score for line in counting),
        participants=len(counting),
        attempts=sum(line.is_valid for line in lines),
    )


def rank_all(lines: Sequence[Line], rules: QuizRules) -> list[Ranked]:
    """Return all ranks in order; equals share a rank, and the next rank counts them all."""
    target = target_of(lines, rules)
    groups: dict[str, list[Line]] = {}
    for line in counted(lines, rules, target):
        groups.setdefault(line.division if rules.ranked_apart else "", []).append(line)
    ranked = []
    for division in sorted(groups):
        places = sorted(
            ((-line.score, *_place_by(rules.tie_breaks, line, target)), line.code, line)
            for line in groups[division]
        )
        rank, before = 0, None
        for number, (place, _code, line) in enumerate(places, start=1):
            if place != before:
                rank, before = number, place
            ranked.append(Ranked(line, distance_of(line.prediction, target), rank))
    return ranked


def line_of_digest(
    code: str, division: str, score: int, distance: int | None, seconds: int, rank: int
) -> bytes:
    """Return the bytes of a row that the digest of a ranking covers."""
    return (
        f"{division}\t{rank}\t{code}\t{score}\t{'' if distance is None else distance}\t{seconds}\n".encode()
    )
