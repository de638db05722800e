"""The steps of arranging a jury: what is there, and what is missing before the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contest_pages.judging.enums import AssignmentRule
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.models import Assignment, Candidate, JuryRoundPage

from .panel import SeatRow, seat_rows


@dataclass(frozen=True)
class Arrangement:
    """A jury as it is arranged; `unassigned` are works with fewer seats than the rules give them."""

    rules: JudgingRules
    seats: Sequence[SeatRow]
    candidates: int
    samples: int
    unassigned: int

    @property
    def counted(self) -> int:
        """Return how many seats count."""
        return sum(row.seat.counts for row in self.seats)

    @property
    def missing_seats(self) -> int:
        """Return how many counted seats the rules ask for beyond those that are there."""
        least = self.rules.seats_min
        if self.rules.assignment == AssignmentRule.SOME:
            least = max(least, self.rules.jurors_per_work)
        return max(0, least - self.counted)

    @property
    def empty_seats(self) -> list[SeatRow]:
        """Return the seats without a person."""
        return [row for row in self.seats if row.term is None]

    @property
    def is_seated(self) -> bool:
        """Say whether there are seats enough, with a person each."""
        return not self.missing_seats and not self.empty_seats

    @property
    def is_assigned(self) -> bool:
        """Say whether every work has its jurors."""
        return bool(self.candidates) and not self.unassigned

    @property
    def not_invited(self) -> list[SeatRow]:
        """Return the seats whose jurors were not invited yet."""
        return [row for row in self.seats if row.term is not None and row.term.invited_at is None]

    @property
    def is_invited(self) -> bool:
        """Say whether all jurors were invited."""
        return bool(self.seats) and not self.not_invited

    @property
    def unfinished(self) -> list[SeatRow]:
        """Return the seats with works that are not sealed."""
        return [row for row in self.seats if row.left]


def arrangement_of(round_page: JuryRoundPage) -> Arrangement:
    """Return how far a jury is arranged, by the rules of the page, in a constant number of queries."""
    rules = round_page.rules
    seats = seat_rows(round_page.pk)
    judged = Candidate.objects.judged().filter(round_id=round_page.pk)
    works = set(judged.filter(is_sample=False).values_list("pk", flat=True))
    counted = {row.seat.pk for row in seats if row.seat.counts}
    given: dict[int, int] = dict.fromkeys(works, 0)
    pairs = Assignment.objects.filter(candidate__in=judged.filter(is_sample=False))
    for candidate, seat, excuse in pairs.values_list("candidate", "seat", "excuse"):
        is_all = rules.assignment == AssignmentRule.ALL
        given[candidate] += seat in counted and (is_all or not excuse)
    wanted = len(counted) if rules.assignment == AssignmentRule.ALL else rules.jurors_per_work
    return Arrangement(
        rules=rules,
        seats=seats,
        candidates=len(works),
        samples=judged.filter(is_sample=True).count(),
        unassigned=sum(count < max(wanted, 1) for count in given.values()),
    )
