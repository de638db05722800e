"""Marking of attempts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .attempts import Answers
from .rules import QuizRules


@dataclass(frozen=True)
class Mark:
    """The result of marking: the numbers of answered and right questions, the score, and whether it counts."""

    answered: int
    right: int
    score: int
    is_valid: bool


def mark(
    questions: Sequence[int], answers: Answers, keys: Mapping[int, frozenset[int]], rules: QuizRules
) -> Mark:
    """Return the mark of the answers; `keys` has the options that count as right for each question.

    Where the rules require every answer, an attempt with a gap does not count (Quảng Ninh 2023). A missing
    prediction matters only for ties.
    """
    given = {number: answers[str(number)][0] for number in questions if str(number) in answers}
    right = sum(option in keys[number] for number, option in given.items())
    return Mark(
        answered=len(given),
        right=right,
        score=right * rules.points_per_question,
        is_valid=bool(given) and (len(given) == len(questions) or not rules.all_must_be_answered),
    )
