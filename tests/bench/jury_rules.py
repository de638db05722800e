"""What a jury's results cost: 400 works × 9 seats, ranked by every rule, beside the same rule in plain Python over tuples."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from contest_pages.judging.enums import Aggregate
from contest_pages.judging.logic.comparators import STORED
from contest_pages.judging.logic.outcomes import order_of, outcomes, table_of
from contest_pages.judging.logic.points import Criterion
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.logic.tables import counted_sheet
from contest_pages.standings.logic.lines import Line
from contest_pages.standings.logic.ranks import rank_lines

from .jury_plain import Row, plain_order

CRITERIA = tuple(
    Criterion(key, key, most=most) for key, most in (("a", 50_000), ("b", 30_000), ("c", 20_000))
)
KEYS = tuple(criterion.key for criterion in CRITERIA)
EXTRA = {
    Aggregate.DEVIATION: {"deviation": 20_000},
    Aggregate.PASSES: {"passes": 5},
}


def milliseconds(action: Callable[[], object], rounds: int) -> float:
    """Return the least processor time that an action took, which other work on the machine lengthens little."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        action()
        times.append(time.process_time() - begin)
    return 1000 * min(times)


def sheets_of(works: int, seats: int, seed: int, *, without_equals: bool) -> list[Row]:
    """Return a complete table of sheets; more works than totals there are, so that seats put some level if they may."""
    dice = random.Random(seed)
    rows = []
    step = 20 if without_equals else 500
    for seat in range(1, seats + 1):
        totals = range(10_000, 100_001, step)
        given = dice.sample(totals, works) if without_equals else dice.choices(totals, k=works)
        for work, total in enumerate(given, start=1):
            first = min(total // 2 // step * step, 50_000)
            second = min(total - first, 30_000)
            rows.append((work, seat, (first, second, total - first - second)))
    return rows


def ranked(rules: JudgingRules, rows: list[tuple[int, int, dict[str, int]]], works: int) -> list[int]:
    """Rank the works by the published rules and return their numbers in order."""
    sheets = tuple(counted_sheet(work, seat, points, rules.criteria) for work, seat, points in rows)
    found = outcomes(rules, table_of(rules, tuple(range(1, works + 1)), sheets))
    lines = [Line(code=f"{o.candidate:04}", score=o.score, keys=o.keys) for o in found.values()]
    return [int(line.code) for _rank, line in rank_lines(lines, order_of(rules), STORED)]


def measure(works: int, seats: int, rounds: int) -> None:
    """Rank by every rule, and compare the order with the yardstick's."""
    print(
        f"rules: {works} works × {seats} seats, processor time; goal 1.5 × plain Python, the mean below 200 ms"
    )
    for rule in Aggregate:
        plain = sheets_of(works, seats, 20261128, without_equals=rule == Aggregate.MAJORITY)
        rows = [(work, seat, dict(zip(KEYS, points, strict=True))) for work, seat, points in plain]
        criteria = tuple(Criterion(c.key, c.name, c.most, step=20) for c in CRITERIA)
        rules = JudgingRules(
            criteria, aggregate=rule.value, tie_breaks=("median", "lowest"), **EXTRA.get(rule, {})
        )
        yardstick = milliseconds(lambda rule=rule, plain=plain: plain_order(rule.value, plain), rounds)
        took = milliseconds(lambda rules=rules, rows=rows: ranked(rules, rows, works), rounds)
        same = plain_order(rule.value, plain) == ranked(rules, rows, works)
        words = "" if same else "   another order than the yardstick's"
        print(
            f"  {rule.value:10} {took:6.0f} ms, plain {yardstick:6.0f} ms: {took / yardstick:5.1f} ×{words}"
        )
