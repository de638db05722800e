"""What several rounds add up to, for a contestant or for a unit: the published order, as plain Python."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from contest_pages.contests.enums import PrizeBasis


@dataclass(frozen=True)
class Sum:
    """What somebody reached in all rounds: `code` tells them apart; `seconds` are those of the counted attempts."""

    code: str
    points: int
    seconds: int
    persons: int
    rounds: int


#: What ranks first, by whom the prize is for; the contest's rules page says the same (`prize_sentences`).
_ORDERS = {
    PrizeBasis.QUIZ_OVERALL: lambda total: (-total.points, total.seconds),
    PrizeBasis.QUIZ_UNITS: lambda total: (-total.persons, -total.points),
}


def rank_sums(sums: Iterable[Sum], basis: str) -> list[tuple[int, Sum]]:
    """Return (rank, sum) in order; equals share a rank, and the next rank counts them all."""
    order = _ORDERS[PrizeBasis(basis)]
    ranked: list[tuple[int, Sum]] = []
    rank, before = 0, None
    for number, total in enumerate(sorted(sums, key=lambda total: (order(total), total.code)), start=1):
        if order(total) != before:
            rank, before = number, order(total)
        ranked.append((rank, total))
    return ranked


def digest_of_sums(ranked: Iterable[tuple[int, Sum]]) -> str:
    """Return the SHA-256 that seals ranks and sums."""
    sealed = hashlib.sha256()
    for rank, total in ranked:
        line = (rank, total.code, total.points, total.seconds, total.persons, total.rounds)
        sealed.update(("\t".join(map(str, line)) + "\n").encode())
    return sealed.hexdigest()
