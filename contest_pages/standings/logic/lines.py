"""The input of a ranking as plain values: lines with a score, and whole numbers that break ties."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from contest_pages import vietnamese

#: Scores are stored in thousandths of a point, so that rounding never breaks a tie.
PARTS_OF_A_POINT = 1000


class Contradiction(Exception):
    """A ranking differs from the result of its own rules; the message names the first difference."""


@dataclass(frozen=True)
class Comparator:
    """A sort key of a ranking: the score, or one of a line's whole numbers, ascending unless `descending`.

    Lines without the number come last.
    """

    key: str
    label: str | Promise
    descending: bool = False


SCORE = Comparator("score", gettext_lazy("Points"), descending=True)


@dataclass(frozen=True)
class Line:
    """A candidate of a ranking. `keys` are the numbers of the source's comparators, in their order.

    The first that is set of `entry`, `registration` and `unit` is the candidate; the others only belong to it.
    """

    code: str
    score: int | None = None
    keys: tuple[int | None, ...] = ()
    division: str = ""
    registration: int | None = None
    entry: int | None = None
    unit: int | None = None
    name: str = ""


def points_of(score: int | None) -> str:
    """Return a score as text: 95500 → "95,5"; a dash for none."""
    return "–" if score is None else vietnamese.points(score)
