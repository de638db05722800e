"""Which questions an attempt asks, and in which order: the same seed always gives the same paper.

Everything is sorted by SHA-256 of the seed and a number. Who has the seed and the set can draw again by
hand, in any language, and no library's next version deals other cards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from contest_pages.quizzes.enums import Draw

from .rules import QuizRules


@dataclass(frozen=True)
class PoolQuestion:
    """A question that may be drawn: its number, its checked version, its topic."""

    question: int
    version: int
    topic: int | None


def shuffled(seed: str, numbers: Iterable[int]) -> list[int]:
    """Return the numbers in the order that the seed deals."""
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())


def option_order(seed: str, version: int, count: int) -> list[int]:
    """Return the places (from 0) of a question's options in the order in which this attempt shows them."""
    return shuffled(f"{seed}/{version}", range(count))


def missing_questions(pool: Collection[PoolQuestion], rules: QuizRules) -> int:
    """Return how many questions the set lacks for one attempt; 0 if it has enough."""
    if rules.draw != Draw.BY_TOPIC:
        return max(0, rules.question_count - len(pool))
    return sum(max(0, count - sum(found.topic == topic for found in pool)) for topic, count in rules.shares)


def draw(pool: Sequence[PoolQuestion], rules: QuizRules, seed: str, seen: Collection[int] = ()) -> list[int]:
    """Return the versions that an attempt asks, in its order.

    `pool` stands in the set's own order. Questions whose number is in `seen` (the contestant had them in an
    earlier attempt) are drawn only when the others do not suffice. Raises ValueError if the pool is too small.
    """
    if missing_questions(pool, rules):
        raise ValueError("The set has too few questions.")
    if rules.draw == Draw.FIXED:
        chosen = list(pool[: rules.question_count])
    elif rules.draw == Draw.BY_TOPIC:
        chosen = [
            found
            for topic, count in rules.shares
            for found in _pick([q for q in pool if q.topic == topic], count, f"{seed}#{topic}", seen)
        ]
    else:
        chosen = _pick(pool, rules.question_count, f"{seed}#", seen)
    return shuffled(seed, (found.version for found in chosen))


def _pick(pool: Sequence[PoolQuestion], count: int, seed: str, seen: Collection[int]) -> list[PoolQuestion]:
    by_number = {found.question: found for found in pool}
    order = shuffled(seed, by_number)
    fresh = [by_number[number] for number in order if number not in seen]
    return (fresh + [by_number[number] for number in order if number in seen])[:count]
