"""How far points lie apart: the least, the quartiles, the most. No names, and no order but that of the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contest_pages.vietnamese import half_up

#: With fewer sheets a juror who knows the own points would know whose the others are.
LEAST_SHEETS = 3

#: The shares of the most points, in per cent, at which a step of a distribution begins.
STEPS = (0, 50, 60, 70, 80, 90)


@dataclass(frozen=True)
class Spread:
    """The least, the quartiles and the most of some points, in thousandths of a point."""

    lowest: int
    lower: int
    middle: int
    upper: int
    highest: int


def spread_of(values: Sequence[int]) -> Spread:
    """Return the spread of points; quartiles between two values are interpolated, halves go up. ValueError for none."""
    if not values:
        raise ValueError("There are no points.")
    ordered = sorted(values)
    return Spread(*(_quartile(ordered, quarter) for quarter in range(5)))


def _quartile(ordered: Sequence[int], quarter: int) -> int:
    whole, rest = divmod((len(ordered) - 1) * quarter, 4)
    below = ordered[whole]
    above = ordered[min(whole + 1, len(ordered) - 1)]
    return half_up(below * (4 - rest) + above * rest, 4)


def shares_of(values: Sequence[int], most: int) -> tuple[int, ...]:
    """Return how many points lie in each step of STEPS: below half of the most, from half on, and so on."""
    found = [0] * len(STEPS)
    for value in values:
        place = max(place for place, share in enumerate(STEPS) if 100 * value >= share * most)
        found[place] += 1
    return tuple(found)
