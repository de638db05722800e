"""Assign prizes to places: places in order, caps per person, and prizes that a tie keeps open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A place of a ranking: `row` and `person` are keys; equal ranks that are not settled are an open tie."""

    row: int
    person: int
    rank: int
    is_settled: bool = True


@dataclass(frozen=True)
class Promise:
    """A prize and its promised number; None where the plan gives no number, which counts as 1."""

    prize: int
    count: int | None = 1


@dataclass
class Proposal:
    """The result: (prize, row) pairs, rows passed over by the cap, and (prize, rank, number tied) of open ties."""

    given: list[tuple[int, int]] = field(default_factory=list)
    passed_over: list[int] = field(default_factory=list)
    open_ties: list[tuple[int, int, int]] = field(default_factory=list)


def propose(
    places: Sequence[Place], promises: Iterable[Promise], *, cap: int | None, won: Mapping[int, int]
) -> Proposal:
    """Give prizes, the highest first, to places in their order.

    `won` counts the prizes that persons have already; persons who have `cap` of them are passed over and the
    next moves up. Where more persons are tied than prizes of a kind are left, none of them gets it: the tie is
    added to `open_ties`, for lot or chair, and lower prizes wait as well.
    """
    proposal = Proposal()
    has = Counter(won)
    eligible = []
    for place in places:
        if cap is not None and has[place.person] >= cap:
            proposal.passed_over.append(place.row)
        else:
            eligible.append(place)
    position = 0
    for promise in promises:
        left = promise.count or 1
        while left and position < len(eligible):
            group = [eligible[position]]
            if not eligible[position].is_settled:
                rank = eligible[position].rank
                end = position
                while end < len(eligible) and eligible[end].rank == rank and not eligible[end].is_settled:
                    end += 1
                group = eligible[position:end]
            if len(group) > left:
                proposal.open_ties.append((promise.prize, group[0].rank, len(group)))
                return proposal
            proposal.given += [(promise.prize, place.row) for place in group]
            position += len(group)
            left -= len(group)
    return proposal
