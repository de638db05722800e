"""Points of a score sheet: whole thousandths, read as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from contest_pages import vietnamese
from contest_pages.data.numbers import plain_digits

#: Points are whole thousandths, as the scores of rankings are.
PARTS_OF_A_POINT = 1000
#: Weights are whole per cents.
WHOLE = 100
_FRACTIONS = {"½": ",5", "¼": ",25", "¾": ",75"}
#: A sign of these after the whole points, with or without a space: "8½", "8 ½", "½".
_FRACTION = re.compile(r"([0-9]*)\s*([½¼¾])")
#: Commas and points of other keyboards.
_SEPARATORS = str.maketrans("，．٫", ",.,")
#: What keyboards and spreadsheets add after the third decimal.
_IDLE_ZEROS = re.compile(r"([.,][0-9]{3})0+")


class PointsUnreadable(ValueError):
    """A text is no number of points of a criterion; the message is a sentence for the juror."""


@dataclass(frozen=True)
class Criterion:
    """A criterion of a score sheet.

    `most` and `step` are thousandths of a point, `weight` is in per cent; below `remark_below` thousandths
    a remark is required. `anchors` say in words what little, middling and much is.
    """

    key: str
    name: str
    most: int
    step: int = 500
    weight: int = WHOLE
    remark_below: int | None = None
    description: str = ""
    anchors: tuple[str, ...] = ()

    @property
    def is_weighted(self) -> bool:
        """Say whether its points count for more or less than themselves."""
        return self.weight != WHOLE

    def allows(self, points: int) -> bool:
        """Say whether these thousandths can be given."""
        return 0 <= points <= self.most and points % self.step == 0


def read_points(text: str, criterion: Criterion) -> int | None:
    """Return the points that a juror typed as thousandths; None for an empty text, which is no zero.

    "8,5", "8.5", " 8,50 " and "8½" are the same. PointsUnreadable for what is no number, out of range, or no multiple
    of the step: the sentence names the nearest points that can be given. "85" of 10 is asked back, never guessed;
    nothing is rounded, and "1.500" is refused where fifteen hundred can be given too.
    """
    written = plain_digits(text).translate(_SEPARATORS).strip()
    if fraction := _FRACTION.fullmatch(written):
        written = (fraction[1] or "0") + _FRACTIONS[fraction[2]]
    written = _IDLE_ZEROS.sub(r"\1", written)
    try:
        if len(written.replace(".", ",").partition(",")[2]) > 3:
            raise ValueError(written)  # rounding what a juror typed would be a guess
        points = vietnamese.read_points(written)
    except ValueError:
        raise PointsUnreadable(
            _("Write the points of “%(name)s” as a number, for example %(example)s.")
            % {"name": criterion.name, "example": vietnamese.points(criterion.most - criterion.step)}
        ) from None
    if points is not None and re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", written):
        _refuse_thousands(points, written, criterion)
    if points is None or criterion.allows(points):
        return points
    raise PointsUnreadable(_refusal(points, criterion))


def _refuse_thousands(points: int, written: str, criterion: Criterion) -> None:
    """Raise PointsUnreadable where "1.500" may be one and a half or fifteen hundred: both can be given."""
    if points and criterion.allows(points) and criterion.allows(points * PARTS_OF_A_POINT):
        raise PointsUnreadable(
            _("“%(written)s” may be read in two ways. Write %(small)s or %(large)s.")
            % {
                "written": written,
                "small": vietnamese.points(points),
                "large": vietnamese.points(points * PARTS_OF_A_POINT),
            }
        )


def _refusal(points: int, criterion: Criterion) -> str:
    words = {"name": criterion.name, "most": vietnamese.points(criterion.most)}
    if points > criterion.most:
        if points % 10 == 0 and criterion.allows(points // 10):
            return _("“%(name)s” has at most %(most)s points. Did you mean %(guess)s?") % {
                **words,
                "guess": vietnamese.points(points // 10),
            }
        return _("“%(name)s” has at most %(most)s points.") % words
    below = points // criterion.step * criterion.step
    nearest = [below, below + criterion.step] if below + criterion.step <= criterion.most else [below]
    return _("“%(name)s” is given in steps of %(step)s: %(nearest)s.") % {
        **words,
        "step": vietnamese.points(criterion.step),
        "nearest": _(" or ").join(vietnamese.points(value) for value in nearest),
    }


def total_of(points: Mapping[str, int], criteria: Iterable[Criterion]) -> int | None:
    """Return the total of a sheet in hundred-thousandths of a point; None while a criterion has no points.

    Points are whole thousandths and weights whole per cents, so that the total stays exact: divide by WHOLE for
    thousandths.
    """
    total = 0
    for criterion in criteria:
        given = points.get(criterion.key)
        if given is None:
            return None
        total += criterion.weight * given
    return total


def most_total(criteria: Iterable[Criterion]) -> int:
    """Return the highest total that a sheet can have, in the measure of `total_of`."""
    return sum(criterion.weight * criterion.most for criterion in criteria)


def missing_of(points: Mapping[str, int | None], criteria: Iterable[Criterion]) -> list[Criterion]:
    """Return the criteria without points, in their order."""
    return [criterion for criterion in criteria if points.get(criterion.key) is None]


def wants_remark(points: Mapping[str, int], criteria: Iterable[Criterion]) -> list[Criterion]:
    """Return the criteria whose points are so low that the rules ask for a remark."""
    return [
        criterion
        for criterion in criteria
        if criterion.remark_below is not None
        and points.get(criterion.key, criterion.remark_below) < criterion.remark_below
    ]
