"""The highest prizes of a results page, which stand apart from the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class _Prize(Protocol):
    @property
    def is_top(self) -> bool: ...


class _Award(Protocol):
    @property
    def prize(self) -> _Prize: ...

    @property
    def is_disqualified(self) -> bool: ...


_A = TypeVar("_A", bound=_Award)

#: So many stand on a podium; further second and third prizes are among the others.
PLACES = 3


def split_podium(awards: Sequence[_A]) -> tuple[list[_A], list[_A]]:
    """Return the awards on the podium, and the others, both in their order.

    `awards` begin with the highest prize. First, second and third prizes come on the podium, works that were
    disqualified do not.
    """
    podium = [award for award in awards if award.prize.is_top and not award.is_disqualified][:PLACES]
    return podium, [award for award in awards if award not in podium]
