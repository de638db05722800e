"""Who judges what: everybody everything, or a number of seats for each work, spread so that jurors can be compared.

The demands, in this order: no forbidden pair, different seats for a work, loads by capacity, pairs of seats that share
works, everybody connected with everybody. The same input and seed give the same table; chance is drawn as in `data.lots`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from contest_pages.data.lots import lot_order
from contest_pages.judging.errors import JudgingRefused

from .spreading import Spreading

#: A (candidate, seat) pair, by their numbers in the round.
Pair = tuple[int, int]


class AssignmentRefused(JudgingRefused):
    """The works cannot be assigned in this way; the message says which works or seats stand against it."""

    code = "assignment"


def assign_all(
    works: Collection[int], seats: Collection[int], forbidden: Collection[Pair] = (), *, least: int = 1
) -> frozenset[Pair]:
    """Return all pairs but the forbidden ones; AssignmentRefused where a work has fewer than `least` seats then."""
    _refuse_few_seats(works, seats, set(forbidden), least)
    return frozenset((work, seat) for work in works for seat in seats) - frozenset(forbidden)


def assign_some(
    works: Collection[int],
    capacities: Mapping[int, int | None],
    per_work: int,
    forbidden: Collection[Pair] = (),
    *,
    seed: str,
    fixed: Collection[Pair] = (),
) -> frozenset[Pair]:
    """Return the pairs so that each work has `per_work` seats.

    `capacities` are the most works that each seat takes, None for any number; loads are shared out in proportion to
    them and differ from the share by less than 1 where the forbidden pairs allow it. `fixed` pairs stay, for works
    with sheets. Raises AssignmentRefused.
    """
    return _Assigning(works, capacities, per_work, forbidden, seed, fixed).run()


def _refuse_few_seats(
    works: Collection[int], seats: Collection[int], forbidden: set[Pair], least: int
) -> None:
    short = [work for work in sorted(works) if sum((work, seat) not in forbidden for seat in seats) < least]
    if short:
        raise AssignmentRefused(
            _("For the numbers %(numbers)s fewer than %(least)d jurors are left without a conflict of interest.")
            % {"numbers": ", ".join(map(str, short)), "least": least}
        )  # fmt: skip


class _Assigning:
    """One assignment: greedy by load and pairs, then balanced along paths, then spread by exchanges."""

    def __init__(self, works, capacities, per_work, forbidden, seed, fixed):
        self.per_work, self.forbidden = per_work, set(forbidden)
        self.fixed = {pair for pair in fixed if pair[0] in set(works)}
        self.seats = [int(code) for code in lot_order(seed, map(str, sorted(capacities)))]
        self.works = [int(code) for code in lot_order(f"{seed}:works", map(str, sorted(works)))]
        self.caps = {
            seat: len(self.works) if capacities[seat] is None else capacities[seat] for seat in self.seats
        }
        _refuse_few_seats(works, self.seats, self.forbidden, per_work)
        needed = per_work * len(self.works)
        if sum(self.caps.values()) < needed:
            raise AssignmentRefused(
                _("%(needed)d sheets are needed; together the jurors take %(capacity)d.")
                % {"needed": needed, "capacity": sum(self.caps.values())}
            )
        self.panels: dict[int, set[int]] = {work: set() for work in self.works}
        for work, seat in self.fixed:
            self.panels[work].add(seat)
        self.loads = {seat: sum(seat in panel for panel in self.panels.values()) for seat in self.seats}
        self.quotas = _quotas(needed, self.caps, self._reachable())

    def _reachable(self) -> dict[int, int]:
        return {
            seat: min(self.caps[seat], sum((work, seat) not in self.forbidden for work in self.works))
            for seat in self.seats
        }

    def run(self) -> frozenset[Pair]:
        spreading = Spreading(self.panels, self.forbidden, self.fixed)
        place = {seat: number for number, seat in enumerate(self.seats)}
        choices = {work: [s for s in self.seats if (work, s) not in self.forbidden] for work in self.works}
        for work in sorted(self.works, key=lambda work: len(choices[work])):
            panel = self.panels[work]
            while len(panel) < self.per_work:
                free = [seat for seat in choices[work] if seat not in panel]
                seat = min(
                    free,
                    key=lambda seat: (self._fullness(seat), spreading.shared_with(seat, panel), place[seat]),
                )
                spreading.add(work, seat)
                self.loads[seat] += 1
        self._balance(self.quotas, spreading)
        self._balance(self.caps, spreading)
        over = [seat for seat in self.seats if self.loads[seat] > self.caps[seat]]
        if over:
            raise AssignmentRefused(
                _("Seats %(seats)s would get more works than they take: the conflicts of interest of the others leave no choice.")
                % {"seats": ", ".join(map(str, sorted(over)))}
            )  # fmt: skip
        spreading.improve()
        spreading.connect()
        return frozenset((work, seat) for work, panel in self.panels.items() for seat in panel)

    def _fullness(self, seat: int) -> Fraction:
        return Fraction(self.loads[seat] + 1, self.quotas[seat]) if self.quotas[seat] else Fraction(10**6)

    def _balance(self, limits: Mapping[int, int], spreading: Spreading) -> None:
        """Move works from seats above their limit to seats below it, over others where they must."""
        for seat in self.seats:
            while self.loads[seat] > limits[seat]:
                path = self._path(seat, limits)
                if path is None:
                    break
                for work, giver, taker in path:
                    spreading.move(work, giver, taker)
                self.loads[seat] -= 1
                self.loads[path[-1][2]] += 1

    def _path(self, start: int, limits: Mapping[int, int]) -> list[tuple[int, int, int]] | None:
        """Return the shortest row of (work, from seat, to seat) that ends at a seat below its limit."""
        reached_by: dict[int, tuple[int, int, int] | None] = {start: None}
        queue = deque([start])
        while queue:
            giver = queue.popleft()
            for work in self.works:
                panel = self.panels[work]
                if giver not in panel or (work, giver) in self.fixed:
                    continue
                for taker in self.seats:
                    if taker in reached_by or taker in panel or (work, taker) in self.forbidden:
                        continue
                    reached_by[taker] = (work, giver, taker)
                    if self.loads[taker] < limits[taker]:
                        return _steps(reached_by, taker)
                    queue.append(taker)
        return None


def _steps(reached_by: Mapping[int, tuple[int, int, int] | None], last: int) -> list[tuple[int, int, int]]:
    steps = []
    step = reached_by[last]
    while step is not None:
        steps.append(step)
        step = reached_by[step[1]]
    return steps[::-1]


def _quotas(needed: int, caps: Mapping[int, int], reachable: Mapping[int, int]) -> dict[int, int]:
    """Return whole loads that sum to `needed`, in proportion to the capacities, none above what a seat can reach."""
    quotas: dict[int, Fraction] = {}
    left, open_seats = Fraction(needed), [seat for seat in caps if reachable[seat]]
    while open_seats:
        whole = sum(caps[seat] for seat in open_seats)
        full = [seat for seat in open_seats if left * caps[seat] / whole >= reachable[seat]]
        if not full:
            quotas |= {seat: left * caps[seat] / whole for seat in open_seats}
            break
        for seat in full:
            quotas[seat] = Fraction(reachable[seat])
            left -= reachable[seat]
            open_seats.remove(seat)
        left = max(left, Fraction())
    found = {seat: int(quotas.get(seat, 0)) for seat in caps}
    rest = needed - sum(found.values())
    by_remainder: Sequence[int] = sorted(caps, key=lambda seat: found[seat] - quotas.get(seat, Fraction()))
    for seat in by_remainder[: max(rest, 0)]:
        if found[seat] < reachable[seat]:
            found[seat] += 1
    return found
