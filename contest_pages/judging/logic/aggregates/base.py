"""What all ways to make one result of a panel's sheets have in common: the result, the refusals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from django.utils.translation import gettext as _

from contest_pages.judging import enums
from contest_pages.judging.errors import JudgingRefused
from contest_pages.judging.logic.tables import Table

#: Below this number of seats one dishonest juror brings a favourite into the first three in most panels.
SEATS_ADVISED = 5


@dataclass(frozen=True)
class Refusal:
    """Why a way to make results refuses a table: a code for tests, a sentence, and the seats and candidates it names."""

    code: str
    message: str
    seats: tuple[int, ...] = ()
    candidates: tuple[int, ...] = ()


class AggregateRefused(JudgingRefused):
    """The sheets do not suffice for the published rule; `refusals` are all reasons, the message is the first."""

    code = "aggregate"

    def __init__(self, refusals: list[Refusal]):
        super().__init__(refusals[0].message, refusals[0].code)
        self.refusals = refusals


@dataclass(frozen=True)
class Result:
    """The result of a candidate.

    `value` is exact, in thousandths of a point, and higher is always better: it is what is added up and ranked.
    `figure` is the number as the rules name it, for display: the sum of ranks or the place where those count, else the
    value. `kept` and `dropped` are seats; `dropped_points` are (criterion, seat) where single criteria are dropped.
    `is_fallback`: too few sheets for the rule, so the plain mean was taken. `must_confer`: the result may not be
    released before the jurors conferred. `passes` is set where seats vote on passing. `is_official`: a further juror's sheet
    is the result, whatever the others gave.
    """

    value: Fraction
    figure: Fraction
    kept: tuple[int, ...]
    dropped: tuple[int, ...] = ()
    dropped_points: tuple[tuple[str, int], ...] = ()
    is_fallback: bool = False
    must_confer: bool = False
    passes: bool | None = None
    is_official: bool = False


#: So many numbers are named in a sentence.
_NAMED = 12


def number_list(numbers: Iterable[int]) -> str:
    """Return numbers as a list in a sentence, the first twelve of many: "1, 3, 7", "1, 2, … (+388)"."""
    named = [str(number) for number in numbers]
    more = f" … (+{len(named) - _NAMED})" if len(named) > _NAMED else ""
    return ", ".join(named[:_NAMED]) + more


@dataclass(frozen=True)
class Aggregation:
    """A way to make one result of the sheets of each candidate. `seats_min` is the least number of counted sheets.

    The table is that of one division where divisions are ranked apart.
    """

    seats_min: int = 3
    #: The value of `enums.Aggregate` by which the rules name it.
    key: ClassVar[str] = ""

    @property
    def label(self) -> str:
        """Return its name for people."""
        return str(enums.Aggregate(self.key).label)

    @property
    def least(self) -> int:
        """Return how many sheets each candidate needs."""
        return max(1, self.seats_min)

    def refusals(self, table: Table) -> list[Refusal]:
        """Return why it cannot be applied to a table; empty where it can."""
        return self.few_sheets(table) or self.other_refusals(table)

    def few_sheets(self, table: Table) -> list[Refusal]:
        """Return a refusal for each candidate with too few counted sheets. None at all is no result, and never the last place."""
        found = []
        for candidate, sheets in table.by_candidate.items():
            if len(sheets) >= self.least:
                continue
            seats = tuple(sheet.seat for sheet in sheets)
            words = {"number": candidate, "least": self.least, "seats": number_list(seats)}
            if seats:
                message = _("Number %(number)d has only the sheets of seats %(seats)s; %(least)d must count.")
            else:
                message = _("Number %(number)d has no counted sheet yet.")
            found.append(
                Refusal("few_sheets" if seats else "no_sheets", message % words, seats, (candidate,))
            )
        return found

    def other_refusals(self, table: Table) -> list[Refusal]:
        """Return the refusals of this way alone."""
        return []

    def notes(self, table: Table) -> list[str]:
        """Return what the organisers should know before they use it with these sheets, in sentences."""
        if 0 < len(table.seats) < SEATS_ADVISED:
            return [_("With fewer than %(count)d jurors one of them can decide the first places alone.")
                    % {"count": SEATS_ADVISED}]  # fmt: skip
        return []

    def results(self, table: Table) -> dict[int, Result]:
        """Return the result of each candidate; AggregateRefused where the sheets do not suffice."""
        if refusals := self.refusals(table):
            raise AggregateRefused(refusals)
        return self.compute(table)

    def compute(self, table: Table) -> dict[int, Result]:
        """Return the results of a table that is not refused."""
        raise NotImplementedError


def incomplete(table: Table) -> list[Refusal]:
    """Return a refusal for each seat that lacks a sheet, for rules that need every seat to have judged everything."""
    missing: dict[int, list[int]] = {}
    for candidate, seat in table.lacking:
        missing.setdefault(seat, []).append(candidate)
    return [
        Refusal(
            "incomplete",
            _("Seat %(seat)d has no sheet for the numbers %(numbers)s; ranks count only where every juror judged everything.")
            % {"seat": seat, "numbers": number_list(candidates)},
            (seat,),
            tuple(candidates),
        )
        for seat, candidates in sorted(missing.items())
    ]  # fmt: skip
