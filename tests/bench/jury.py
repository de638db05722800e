"""Prints what a jury's results cost: 400 works × 9 seats, ranked by every rule, beside the same mean in bare Python.

python -m tests.bench.jury
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable
from fractions import Fraction

import django

from contest_pages.judging.enums import Aggregate
from contest_pages.judging.logic.aggregates.base import AggregateRefused
from contest_pages.judging.logic.comparators import STORED
from contest_pages.judging.logic.outcomes import order_of, outcomes, table_of
from contest_pages.judging.logic.points import Criterion
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.logic.tables import counted_sheet
from contest_pages.standings.logic.lines import Line
from contest_pages.standings.logic.ranks import rank_lines

CRITERIA = tuple(
    Criterion(key, key, most=most) for key, most in (("a", 50_000), ("b", 30_000), ("c", 20_000))
)
EXTRA = {
    Aggregate.DEVIATION: {"deviation": 20_000},
    Aggregate.PASSES: {"passes": 5},
}


def milliseconds(action: Callable[[], object], rounds: int) -> float:
    """Return the least time that an action took."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        action()
        times.append(time.process_time() - begin)
    return 1000 * min(times)


def sheets_of(works: int, seats: int, seed: int) -> list[tuple[int, int, dict[str, int]]]:
    """Return a complete table of sheets; more works than totals there are, so that seats put some level."""
    dice = random.Random(seed)
    rows = []
    for seat in range(1, seats + 1):
        for work in range(1, works + 1):
            total = dice.randrange(10_000, 100_500, 500)
            first = min(total // 2 // 500 * 500, 50_000)
            second = min((total - first) // 500 * 500, 30_000)
            rows.append((work, seat, {"a": first, "b": second, "c": min(total - first - second, 20_000)}))
    return rows


def bare_means(rows: list[tuple[int, int, dict[str, int]]]) -> list[tuple[Fraction, int]]:
    """Return works by the mean of their totals, as a script of ten lines would."""
    totals: dict[int, list[int]] = {}
    for work, _seat, points in rows:
        totals.setdefault(work, []).append(sum(points.values()))
    return sorted(((Fraction(sum(found), len(found)), work) for work, found in totals.items()), reverse=True)


def ranked(rules: JudgingRules, rows: list[tuple[int, int, dict[str, int]]], works: int) -> int:
    """Rank the works by the published rules and return how many lines there are."""
    sheets = tuple(counted_sheet(work, seat, points, rules.criteria) for work, seat, points in rows)
    found = outcomes(rules, table_of(rules, tuple(range(1, works + 1)), sheets))
    lines = [Line(code=f"{o.candidate:04}", score=o.score, keys=o.keys) for o in found.values()]
    return len(rank_lines(lines, order_of(rules), STORED))


def main() -> None:
    """Rank by every rule."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=400)
    parser.add_argument("--seats", type=int, default=9)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    rows = sheets_of(wanted.works, wanted.seats, seed=20261128)
    yardstick = milliseconds(lambda: bare_means(rows), wanted.rounds)
    print(f"{wanted.works} works × {wanted.seats} seats; yardstick, bare means sorted: {yardstick:.0f} ms")
    for rule in Aggregate:
        rules = JudgingRules(
            CRITERIA, aggregate=rule.value, tie_breaks=("criterion:a", "median"), **EXTRA.get(rule, {})
        )
        try:
            took = milliseconds(lambda rules=rules: ranked(rules, rows, wanted.works), wanted.rounds)
        except AggregateRefused as refused:
            print(f"{rule.value:10} refused: {refused.message}")
        else:
            print(f"{rule.value:10} {took:7.0f} ms   {took / yardstick:5.1f} × the yardstick")


if __name__ == "__main__":
    main()
