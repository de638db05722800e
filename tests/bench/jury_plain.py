"""The rules of juries as a script would have them: plain Python over tuples, with floats, no names, no refusals.

The yardstick of the bench, and a second opinion: both must put the works in one order.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable

#: (work, seat, points of the criteria in thousandths).
Row = tuple[int, int, tuple[int, ...]]
Totals = dict[int, list[int]]


def by_mean(totals: Totals) -> dict[int, float]:
    """R1."""
    return {work: sum(own) / len(own) for work, own in totals.items()}


def by_trimmed(totals: Totals) -> dict[int, float]:
    """R2."""
    return {work: (sum(own) - max(own) - min(own)) / (len(own) - 2) for work, own in totals.items()}


def by_median(totals: Totals) -> dict[int, float]:
    """R3."""
    return {work: statistics.median(own) for work, own in totals.items()}


def by_deviation(totals: Totals, limit: int = 20_000) -> dict[int, float]:
    """R4."""
    found = {}
    for work, own in totals.items():
        centre = sum(own) / len(own)
        kept = [total for total in own if abs(total - centre) <= limit]
        found[work] = centre if 2 * len(kept) < len(own) else sum(kept) / len(kept)
    return found


def _ranks(totals: Totals) -> dict[int, list[float]]:
    found = defaultdict(list)
    for seat in range(len(next(iter(totals.values())))):
        given = sorted((-own[seat], work) for work, own in totals.items())
        begin = 0
        while begin < len(given):
            end = begin
            while end < len(given) and given[end][0] == given[begin][0]:
                end += 1
            for _total, work in given[begin:end]:
                found[work].append((begin + 1 + end) / 2)
            begin = end
    return found


def by_rank_sum(totals: Totals) -> dict[int, float]:
    """R6."""
    return {work: -1000 * sum(own) for work, own in _ranks(totals).items()}


def by_majority(totals: Totals) -> dict[int, float]:
    """R7, where no two works are equal in all columns: of each work the columns from its first majority on."""
    ranks = _ranks(totals)
    columns = range(1, len(ranks) + 1)
    keys = {}
    for work, own in ranks.items():
        first = next(column for column in columns if 2 * sum(r <= column for r in own) > len(own))
        keys[work] = (
            first,
            *(
                part
                for column in range(first, len(ranks) + 1)
                for part in (-sum(r <= column for r in own), sum(r for r in own if r <= column))
            ),
        )
    return {work: -1000 * place for place, work in enumerate(sorted(keys, key=keys.__getitem__))}


def by_z_scores(totals: Totals, most: int = 100_000) -> dict[int, float]:
    """R8."""
    seats = list(zip(*totals.values(), strict=True))
    every = [total for seat in seats for total in seat]
    centre, spread = statistics.fmean(every), statistics.stdev(every)
    squares = [sum((t - statistics.fmean(seat)) ** 2 for t in seat) for seat in seats]
    within = sum(squares) / (len(every) - len(seats))
    means = [(sum(seat) + 4 * centre) / (len(seat) + 4) for seat in seats]
    spreads = [
        ((len(seat) * square / (len(seat) - 1) + 4 * within) / (len(seat) + 4)) ** 0.5
        for seat, square in zip(seats, squares, strict=True)
    ]
    found = {}
    for work, own in totals.items():
        distances = [(t - m) / s for t, m, s in zip(own, means, spreads, strict=True)]
        found[work] = min(max(centre + spread * sum(distances) / len(distances), 0), most)
    return found


def by_corrected(totals: Totals) -> dict[int, float]:
    """R9 of a complete table: what a seat gives more than all is taken off."""
    seats = list(zip(*totals.values(), strict=True))
    centre = sum(map(sum, seats)) / sum(map(len, seats))
    leniency = [sum(seat) / len(seat) - centre for seat in seats]
    return {
        work: sum(t - b for t, b in zip(own, leniency, strict=True)) / len(own)
        for work, own in totals.items()
    }


def by_passes(totals: Totals, mark: int = 50_000) -> dict[int, float]:
    """R10."""
    return {work: 1000 * sum(total >= mark for total in own) for work, own in totals.items()}


PLAIN: dict[str, Callable[[Totals], dict[int, float]]] = {
    "mean": by_mean,
    "trimmed": by_trimmed,
    "median": by_median,
    "deviation": by_deviation,
    "rank_sum": by_rank_sum,
    "majority": by_majority,
    "z_scores": by_z_scores,
    "corrected": by_corrected,
    "passes": by_passes,
}


def plain_order(rule: str, rows: list[Row]) -> list[int]:
    """Return works in order: by the result to two decimals of a point, the median, the lowest sheet, the number."""
    totals = defaultdict(list)
    for work, _seat, points in rows:
        totals[work].append(sum(points))
    lines = [
        (-((2 * result + 10) // 20), -statistics.median(totals[work]), -min(totals[work]), work)
        for work, result in PLAIN[rule](totals).items()
    ]
    return [line[-1] for line in sorted(lines)]
