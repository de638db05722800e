"""Pairs of seats that share works: counted while works are assigned, evened out by exchanges, and measured for display."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, permutations

from .tables import seat_groups

#: How many works lie between one and another that exchanges are tried with, at most.
_NEIGHBOURS = 25
#: How often all works are gone through.
_PASSES = 3
_MOST_TRIALS = 2000
#: Watching and scoring take so many times the length of the films.
WATCHING_NUMERATOR, WATCHING_DENOMINATOR = 3, 2


class Spreading:
    """The panels of works, and how many works each two seats share. Exchanges keep the load of every seat."""

    def __init__(
        self,
        panels: dict[int, set[int]],
        forbidden: Collection[tuple[int, int]],
        fixed: Collection[tuple[int, int]],
    ):
        """Take panels by work, which are changed, and (work, seat) pairs that may not be made or not be undone."""
        self.panels, self.forbidden, self.fixed = panels, forbidden, fixed
        #: How many works a seat shares with another: shared[one][other] is shared[other][one].
        self.shared: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for panel in panels.values():
            for one, other in permutations(panel, 2):
                self.shared[one][other] += 1

    def shared_with(self, seat: int, panel: Iterable[int]) -> int:
        """Return how many works a seat shares with the seats of a panel."""
        own = self.shared[seat]
        return sum([own[other] for other in panel])

    def add(self, work: int, seat: int) -> None:
        """Give a work one more seat."""
        self._count(seat, self.panels[work], 1)
        self.panels[work].add(seat)

    def _count(self, seat: int, others: Iterable[int], change: int) -> None:
        for other in others:
            self.shared[seat][other] += change
            self.shared[other][seat] += change

    def move(self, work: int, giver: int, taker: int) -> None:
        """Give a work to another seat."""
        self.panels[work].remove(giver)
        self._count(giver, self.panels[work], -1)
        self.add(work, taker)

    def exchange(self, work: int, seat: int, other_work: int, other: int) -> None:
        """Let two seats exchange two works."""
        self.move(work, seat, other)
        self.move(other_work, other, seat)

    def improve(self) -> None:
        """Exchange works while that evens out the numbers of shared works (the sum of their squares)."""
        works = list(self.panels)
        for _pass in range(_PASSES):
            changed = False
            for place, work in enumerate(works):
                for step in range(1, min(_NEIGHBOURS, len(works) - 1) + 1):
                    other_work = works[(place + step) % len(works)]
                    for seat, other in self._exchangeable(work, other_work):
                        if self._gain(work, seat, other_work, other) > 0:
                            self.exchange(work, seat, other_work, other)
                            changed = True
                            break
            if not changed:
                return

    def _exchangeable(self, work: int, other_work: int) -> list[tuple[int, int]]:
        panel, other_panel = self.panels[work], self.panels[other_work]
        return [
            (seat, other)
            for seat in sorted(panel - other_panel)
            if (work, seat) not in self.fixed and (other_work, seat) not in self.forbidden
            for other in sorted(other_panel - panel)
            if (other_work, other) not in self.fixed and (work, other) not in self.forbidden
        ]

    def _gain(self, work: int, seat: int, other_work: int, other: int) -> int:
        """Return by how much an exchange lowers the sum of squares; seats of both panels stay where they are."""
        panel, other_panel = self.panels[work], self.panels[other_work]
        leaving = panel - other_panel - {seat}
        coming = other_panel - panel - {other}
        own, others = self.shared[seat], self.shared[other]
        lower = sum([own[c] - others[c] for c in leaving]) - sum([own[c] - others[c] for c in coming])
        return 2 * (lower - len(leaving) - len(coming))

    def groups(self) -> list[tuple[int, ...]]:
        """Return the groups of seats that share works, directly or through others."""
        return seat_groups((work, seat) for work, panel in self.panels.items() for seat in panel)

    def connect(self) -> None:
        """Exchange works between groups of seats that share none, while that leaves fewer groups."""
        trials = 0
        count = len(self.groups())
        for work, other_work in combinations(list(self.panels), 2):
            if count <= 1 or trials >= _MOST_TRIALS:
                return
            for seat, other in self._exchangeable(work, other_work):
                if self.shared_with(seat, self.panels[other_work]) or trials >= _MOST_TRIALS:
                    continue
                trials += 1
                self.exchange(work, seat, other_work, other)
                if len(self.groups()) < count:
                    count = len(self.groups())
                    break
                self.exchange(work, other, other_work, seat)


@dataclass(frozen=True)
class Measures:
    """What an assignment means: works of each seat, works that each two seats share, the groups that can be compared.

    `busy_seconds` is how long each seat will be at it where lengths of films are known: their sum and half as much.
    """

    loads: Mapping[int, int]
    shared: Mapping[tuple[int, int], int]
    groups: tuple[tuple[int, ...], ...]
    busy_seconds: Mapping[int, int]

    @property
    def is_connected(self) -> bool:
        """Say whether all seats with works can be compared, so that results can be corrected."""
        return len(self.groups) <= 1

    @property
    def strangers(self) -> list[tuple[int, int]]:
        """Return the pairs of seats that share no work."""
        return [pair for pair, count in sorted(self.shared.items()) if not count]


def measure(
    pairs: Iterable[tuple[int, int]], seats: Collection[int], lengths: Mapping[int, int] | None = None
) -> Measures:
    """Return the measures of (work, seat) pairs; `lengths` are the seconds of films by work."""
    panels: dict[int, set[int]] = {}
    for work, seat in pairs:
        panels.setdefault(work, set()).add(seat)
    spreading = Spreading(panels, (), ())
    films = {
        seat: sum((lengths or {}).get(work, 0) for work, panel in panels.items() if seat in panel)
        for seat in sorted(seats)
    }
    return Measures(
        loads={seat: sum(seat in panel for panel in panels.values()) for seat in sorted(seats)},
        shared={(one, other): spreading.shared[one][other] for one, other in combinations(sorted(seats), 2)},
        groups=tuple(spreading.groups()),
        busy_seconds={s: film * WATCHING_NUMERATOR // WATCHING_DENOMINATOR for s, film in films.items()},
    )
