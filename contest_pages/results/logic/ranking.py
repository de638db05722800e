"""Who stands where: the published comparators, as plain Python.

The database ranks by the same rules in SQL (queries/ranking.py), since half a million attempts are too many
for this. This is what the SQL is compared with, and what checks an export by itself, without a database.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from contest_pages.quizzes.enums import Comparator, Counting
from contest_pages.quizzes.logic.predictions import target_value
from contest_pages.quizzes.logic.rules import QuizRules

#: Distances are whole numbers of this part of one, so that no rounding ever makes equals unequal.
PARTS = 100_000


@dataclass(frozen=True)
class Line:
    """An attempt as the ranking sees it: no name, no answer. `person` is any number that tells persons apart."""

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
    """Return how far a prediction is from the target, in PARTS; None where either is missing."""
    if prediction is None or target is None:
        return None
    return int((abs(prediction - target) * PARTS).to_integral_value())


def _place_by(comparators: Iterable[str], line: Line, target: Decimal | None) -> tuple:
    """Return what decides between equal scores, smaller first; who predicted nothing stands last there."""
    distance = distance_of(line.prediction, target)
    values = {
        Comparator.PREDICTION: (distance is None, distance or 0),
        Comparator.TIME: line.seconds,
        Comparator.EARLIER: line.submitted_at,
    }
    return tuple(values[Comparator(name)] for name in comparators)


def counted(lines: Iterable[Line], rules: QuizRules, target: Decimal | None) -> list[Line]:
    """Return the one attempt of each person that counts; attempts that are not valid never do."""
    orders = {
        Counting.FIRST: lambda line: (line.submitted_at,),
        Counting.LAST: lambda line: (-line.submitted_at.timestamp(),),
        Counting.BEST: lambda line: (-line.score, *_place_by(rules.tie_breaks, line, target)),
        Counting.BEST_FASTEST: lambda line: (-line.score, line.seconds),
        Counting.BEST_EARLIEST: lambda line: (-line.score, line.submitted_at),
    }
    order = orders[Counting(rules.counting)]
    chosen: dict[int, Line] = {}
    # What is equal in everything is decided by the earlier moment, then by the code.
    for line in sorted(
        (line for line in lines if line.is_valid),
        key=lambda line: (order(line), line.submitted_at, line.code),
    ):
        chosen.setdefault(line.person, line)
    return list(chosen.values())


def target_of(lines: Sequence[Line], rules: QuizRules) -> Decimal | None:
    """Return what should have been predicted, from the attempts that are left after strikes.

    Persons are those with a valid attempt; all right are those whose counted attempt has the full score.
    """
    standing = counted(lines, rules, None)
    return target_value(
        rules.prediction,
        all_right=sum(line.score >= rules.full_score for line in standing),
        participants=len(standing),
        attempts=sum(line.is_valid for line in lines),
    )


def rank_all(lines: Sequence[Line], rules: QuizRules) -> list[Ranked]:
    """Return everybody's rank, in order; equals share one, and the next rank counts them all."""
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


def lot_order(seed: str, codes: Iterable[str]) -> list[str]:
    """Return receipt codes in the order that the lot gives: by SHA-256 of the sealed seed and the code."""
    return sorted(codes, key=lambda code: hashlib.sha256(f"{seed}:{code}".encode()).hexdigest())


def commitment_of(seed: str) -> str:
    """Return what is published of a seed beforehand: its SHA-256, from which nobody can guess it."""
    return hashlib.sha256(seed.encode()).hexdigest()


def line_of_digest(
    code: str, division: str, score: int, distance: int | None, seconds: int, rank: int
) -> bytes:
    """Return one line of what the digest of a ranking seals."""
    return (
        f"{division}\t{rank}\t{code}\t{score}\t{'' if distance is None else distance}\t{seconds}\n".encode()
    )
