"""What the chair sees while the jury judges: who has sealed what, who asks to write again. Never points or totals."""

from __future__ import annotations

from dataclasses import dataclass

from contest_pages.judging.enums import Excuse
from contest_pages.judging.models import Assignment, Candidate, Reopening, ScoreSheet, Seat


@dataclass(frozen=True)
class Cell:
    """A seat's part in a work: it is assigned or not, excused or not, sealed or not."""

    is_assigned: bool = False
    is_sealed: bool = False
    excuse: str = ""

    @property
    def excuse_words(self) -> str:
        """Return why there is no sheet."""
        return str(Excuse(self.excuse).label) if self.excuse else ""


@dataclass(frozen=True)
class Progress:
    """The table of a jury: seats, and a row of cells for each work that is judged."""

    seats: list[Seat]
    rows: list[tuple[Candidate, list[Cell]]]

    @property
    def expected(self) -> int:
        """Return how many sheets there must be."""
        return sum(cell.is_assigned and not cell.excuse for _work, cells in self.rows for cell in cells)

    @property
    def sealed(self) -> int:
        """Return how many of them are sealed."""
        return sum(
            cell.is_assigned and not cell.excuse and cell.is_sealed
            for _work, cells in self.rows
            for cell in cells
        )


def progress_of(round_id: int) -> Progress:
    """Return who has sealed what, in four queries."""
    seats = list(Seat.objects.filter(round_id=round_id, removed_at=None).order_by("number"))
    works = list(Candidate.objects.judged().filter(round_id=round_id).order_by("number"))
    assigned = {
        (work, seat): excuse
        for work, seat, excuse in Assignment.objects.filter(candidate__round_id=round_id).values_list(
            "candidate_id", "seat_id", "excuse"
        )
    }
    sealed = set(
        ScoreSheet.objects.counted()
        .filter(round_id=round_id, part_key="")
        .values_list("candidate_id", "seat_id")
    )
    rows = []
    for work in works:
        pairs = [(work.pk, seat.pk) for seat in seats]
        rows.append(
            (work, [Cell(pair in assigned, pair in sealed, assigned.get(pair, "")) for pair in pairs])
        )
    return Progress(seats, rows)


def open_requests(round_id: int) -> list[Reopening]:
    """Return the requests to write a sheet again that nobody has answered, the oldest first."""
    waiting = Reopening.objects.filter(
        sheet__round_id=round_id, sheet__is_live=True, allowed_at=None, refused_at=None
    )
    return list(waiting.select_related("sheet__seat", "sheet__candidate").order_by("asked_at", "pk"))


def live_sheets(round_id: int):
    """Return the sealed sheets that count, by work and seat."""
    sheets = ScoreSheet.objects.counted().filter(round_id=round_id)
    return sheets.select_related("candidate", "seat").order_by("candidate__number", "seat__number")
