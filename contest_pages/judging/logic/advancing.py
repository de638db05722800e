"""Who goes on from a round that is ranked: the first of each ranked table, and those equal to the last of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Placed:
    """A work in a ranking: its place (what lot or chair decided, else the shared rank), its score in thousandths."""

    key: int
    place: int
    score: int | None
    division: str = ""


def going_on(placed: Iterable[Placed], *, count: int, least: int | None = None) -> list[Placed]:
    """Return those with a place up to `count` in their division, by division and place.

    All who share the last of these places go on, so that a list may be longer than `count`. Works without a score,
    or below `least` thousandths, stay.
    """
    divisions: dict[str, list[Placed]] = defaultdict(list)
    for one in placed:
        if one.score is not None and (least is None or one.score >= least) and one.place <= count:
            divisions[one.division].append(one)
    return [
        one for name in sorted(divisions) for one in sorted(divisions[name], key=lambda p: (p.place, p.key))
    ]
