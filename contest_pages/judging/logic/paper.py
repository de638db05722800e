"""Paper score sheets: the number that is printed on each, the juror's own sum, where two typings differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contest_pages.data.numbers import plain_digits

from .points import Criterion

#: "TP-03-G4", "tp 3 g 4", "03-4", "3.4": the work, then the seat.
_PARTS = re.compile(r"(?:TP)?[\s.-]*([0-9]{1,6})[\s.,/-]*(?:[\s.,/-]|G)[\s.-]*([0-9]{1,3})", re.IGNORECASE)
#: "034": digits alone, the last of them are the seat.
_DIGITS = re.compile(r"[0-9]{2,9}")


@dataclass(frozen=True)
class SheetNumber:
    """The number of a paper sheet: the number of the work and that of the seat, both within the round."""

    candidate: int
    seat: int

    def __str__(self) -> str:
        return f"TP-{self.candidate:02}-G{self.seat}"


def read_sheet_number(text: str, *, seat_digits: int = 1) -> SheetNumber | None:
    """Return the number that a secretary typed or scanned, None where it cannot be read.

    Digits alone are the work and, in the last `seat_digits` of them, the seat: "034" is sheet TP-03-G4, so that a
    number costs no key but its digits. `seat_digits` are those of the highest seat of the round.
    """
    written = plain_digits(text).strip()
    if found := _PARTS.fullmatch(written):
        return SheetNumber(int(found[1]), int(found[2]))
    if _DIGITS.fullmatch(written) and len(written) > seat_digits:
        return SheetNumber(int(written[:-seat_digits]), int(written[-seat_digits:]))
    return None


def written_sum(points: Mapping[str, int | None]) -> int:
    """Return the sum of the points as they stand on the paper, in thousandths: jurors add up without weights."""
    return sum(given for given in points.values() if given is not None)


def differing(
    first: Mapping[str, int], second: Mapping[str, int], criteria: Iterable[Criterion]
) -> list[Criterion]:
    """Return the criteria in which two typings of a sheet differ, in their order."""
    return [criterion for criterion in criteria if first.get(criterion.key) != second.get(criterion.key)]
