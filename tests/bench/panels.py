"""Simulated panels: how often each rule finds the best work, with strict, careless and partial jurors.

Works have a true worth; a seat gives it with a leniency of its own, in a spread of its own, with an error, in halves
of a point. One juror of five may lift a favourite by much. Printed for each rule: how often the truly best work is
first, how many of the three best are among the first three, and how often the first place is shared; once where
everybody judges everything, and once where three of five judge each work.
"""

from __future__ import annotations

import random
from fractions import Fraction

from contest_pages.judging.logic.aggregates import AGGREGATIONS, AggregateRefused, Deviation
from contest_pages.judging.logic.rounding import rounded
from contest_pages.judging.logic.tables import CountedSheet, Table

SEED = 20261126
WORKS, SEATS, PARTIAL = 20, 5, 3
_MOST = Fraction(100_000)
#: No order without equals comes from points in halves, and votes on passing are not meant to rank.
RULES = ("mean", "trimmed", "median", "deviation", "rank_sum", "z_scores", "corrected")


def panel(dice: random.Random, *, partial: bool, favours: bool) -> tuple[dict[int, float], Table]:
    """Return the true worth of the works, and the sheets of one panel."""
    worth = {work: dice.gauss(70, 8) for work in range(1, WORKS + 1)}
    leniency = [dice.gauss(0, 4) for _seat in range(SEATS)]
    spread = [dice.uniform(0.7, 1.3) for _seat in range(SEATS)]
    favourite = dice.randrange(1, WORKS + 1)
    sheets = []
    for work, true in worth.items():
        # Each seat judges as many works as the others, as the site assigns them.
        seats = [(work + place) % SEATS for place in range(PARTIAL)] if partial else range(SEATS)
        for seat in seats:
            points = 70 + spread[seat] * (true - 70) + leniency[seat] + dice.gauss(0, 3)
            if favours and seat == 0 and work == favourite:
                points += 15
            halves = min(max(round(2 * points), 0), 200)
            sheets.append(CountedSheet(work, seat + 1, halves * 500))
    return worth, Table(tuple(worth), tuple(sheets), _MOST)


def outcome(rule: str, worth: dict[int, float], table: Table) -> tuple[bool, int, bool] | None:
    """Return whether the best is first, how many of the best three are, whether the first place is shared; None if refused."""
    made = Deviation(3, 15_000) if rule == "deviation" else AGGREGATIONS[rule](3)
    try:
        results = made.results(table)
    except AggregateRefused:
        return None
    value = {work: rounded(result.value, 2) for work, result in results.items()}
    order = sorted(value, key=lambda work: (-value[work], work))
    best = sorted(worth, key=worth.__getitem__, reverse=True)
    top = max(value.values())
    return order[0] == best[0], len({*order[:3]} & {*best[:3]}), list(value.values()).count(top) > 1


def simulate(panels: int) -> None:
    """Print the shares of each rule over so many panels."""
    print(f"panels: {panels} of {WORKS} works × {SEATS} seats, seed {SEED}")
    for words, partial, favours in (
        ("everybody judges everything", False, False),
        ("one of five lifts a favourite by 15 points", False, True),
        ("three of five judge each work", True, False),
    ):
        print(f"  {words}: best first, of the best three among the first three, first place shared")
        dice = random.Random(SEED)
        drawn = [panel(dice, partial=partial, favours=favours) for _number in range(panels)]
        for rule in RULES:
            found = [one for worth, table in drawn if (one := outcome(rule, worth, table)) is not None]
            if not found:
                print(f"    {rule:10} refused")
                continue
            count = len(found)
            print(
                f"    {rule:10} {sum(o[0] for o in found) / count:6.1%} {sum(o[1] for o in found) / count:5.2f} "
                f"{sum(o[2] for o in found) / count:6.1%}"
                + ("" if count == panels else f"  ({count} panels)")
            )


if __name__ == "__main__":
    simulate(300)
