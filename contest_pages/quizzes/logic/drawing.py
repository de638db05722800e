"""The questions of an attempt and their order: the same seed always gives the same result.

Everything is sorted by SHA-256 of the seed and a number. With the seed and the set the draw can be repeated in
any language, and it does not depend on the version of a library.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence

from contest_pages.question_bank.logic.questions import PoolQuestion
from contest_pages.quizzes.enums import Draw

from .rules import QuizRules


def shuffled(seed: str, numbers: Iterable[int]) -> list[int]:
    """Return the numbers in the order that the seed gives."""
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())


def option_order(seed: str, version: int, count: int, moving: int) -> list[int]:
    """Return the positions (from 0) of a question's options in the order in which an attempt shows them.

    The first `moving` change places among themselves, the others stay where they are.
    """
    return [*shuffled(f"{seed}/{version}", range(moving)), *range(moving, count)]


def missing_questions(pool: Collection[PoolQuestion], rules: QuizRules) -> int:
    """Return the number of questions that the set lacks for an attempt; 0 if it has enough."""
    return sum(missing_by_topic(pool, rules).values())


def missing_by_topic(pool: Collection[PoolQuestion], rules: QuizRules) -> dict[int | None, int]:
    """Return how many questions the set lacks of each topic; under None, where topics do not matter."""
    if rules.draw != Draw.BY_TOPIC:
        missing: dict[int | None, int] = {None: rules.question_count - len(pool)}
    else:
        missing = {
            topic: count - sum(question.topic == topic for question in pool) for topic, count in rules.shares
        }
    return {topic: count for topic, count in missing.items() if count > 0}


def draw(pool: Sequence[PoolQuestion], rules: QuizRules, seed: str, seen: Collection[int] = ()) -> list[int]:
    """Return the versions of an attempt's questions, in their order.

    `pool` is in the order of the set. Questions whose key is in `seen` (from the contestant's earlier attempts)
    are drawn only where the others do not suffice. Raises ValueError if the pool is too small.
    """
    if missing_questions(pool, rules):
        raise ValueError("The set has too few questions.")
    if rules.draw == Draw.FIXED:
        chosen = list(pool[: rules.question_count])
    elif rules.draw == Draw.BY_TOPIC:
        chosen = [
            question
            for topic, count in rules.shares
            for question in _pick([q for q in pool if q.topic == topic], count, f"{seed}#{topic}", seen)
        ]
    else:
        chosen = _pick(pool, rules.question_count, f"{seed}#", seen)
    return shuffled(seed, (question.version for question in chosen))


def _pick(pool: Sequence[PoolQuestion], count: int, seed: str, seen: Collection[int]) -> list[PoolQuestion]:
    by_number = {question.question: question for question in pool}
    order = shuffled(seed, by_number)
    fresh = [by_number[number] for number in order if number not in seen]
    return (fresh + [by_number[number] for number in order if number in seen])[:count]
