"""What secretaries see of paper sheets: which are typed, by how many people; no points of a sheet that is not theirs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from contest_pages.judging.enums import CandidateState, PaperState, SheetSource
from contest_pages.judging.logic.paper import SheetNumber
from contest_pages.judging.models import (
    Assignment,
    Candidate,
    JuryRoundPage,
    PaperCopy,
    PaperPicture,
    ScoreSheet,
    Seat,
    SeatTerm,
)


@dataclass(frozen=True)
class PaperCell:
    """A sheet of the table: how far it is, whether the reader typed it, whether a sealed one came from paper."""

    number: SheetNumber
    state: PaperState
    is_own: bool = False
    is_paper: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether the reader can do something about it."""
        if self.state == PaperState.ONCE:
            return not self.is_own
        return self.state in (PaperState.NOT_TYPED, PaperState.DIFFERS)


@dataclass(frozen=True)
class PaperSeat:
    """A seat with the name of who sits there, or sat there last."""

    seat: Seat
    name: str


@dataclass(frozen=True)
class PaperRow:
    """A work with a cell for each seat, None where the seat does not judge it."""

    candidate: Candidate
    cells: tuple[PaperCell | None, ...]

    @property
    def title(self) -> str:
        """Return the title of the work; empty for a team."""
        return self.candidate.entry.title if self.candidate.entry else ""


@dataclass(frozen=True)
class PaperTable:
    """Works by seats, and what is left to do."""

    seats: tuple[PaperSeat, ...]
    rows: tuple[PaperRow, ...]

    @property
    def seat_digits(self) -> int:
        """Return the number of digits of the highest seat."""
        return seat_digits([found.seat for found in self.seats])

    @property
    def counts(self) -> list[tuple[PaperState, int]]:
        """Return how many sheets are in each state; those where none is expected are left out."""
        states = [cell.state for row in self.rows for cell in row.cells if cell is not None]
        return [(state, states.count(state)) for state in PaperState if state != PaperState.EXCUSED]


def seat_digits(seats: list[Seat]) -> int:
    """Return the number of digits of the highest seat, by which numbers without signs are read."""
    return len(str(max((seat.number for seat in seats), default=1)))


def pictures_of(seat: Seat, candidate: Candidate) -> list[PaperPicture]:
    """Return the pictures of a sheet, the first one first."""
    return list(PaperPicture.objects.filter(seat=seat, candidate=candidate, part_key=""))


def paper_rounds():
    """Return the jury rounds that have something to judge, the latest first."""
    return (
        JuryRoundPage.objects.live()
        .filter(pk__in=Candidate.objects.values("round"))
        .order_by("-opens_at", "-pk")
    )


def seats_of(round_page: JuryRoundPage) -> list[PaperSeat]:
    """Return the seats of a round that are not removed, with who sits there; in two queries."""
    names = {
        term.seat_id: term.member.full_name
        for term in SeatTerm.objects.filter(round_id=round_page.pk)
        .select_related("member")
        .order_by("from_at", "pk")
    }
    seats = Seat.objects.filter(round_id=round_page.pk, removed_at=None).order_by("number")
    return [PaperSeat(seat, names.get(seat.pk, "")) for seat in seats]


def paper_table(round_page: JuryRoundPage, reader) -> PaperTable:
    """Return the table of a round's sheets for a secretary, in a constant number of queries."""
    seats = seats_of(round_page)
    assignments = {
        (found.candidate_id, found.seat_id): found.excuse
        for found in Assignment.objects.filter(candidate__round_id=round_page.pk)
    }
    copies = defaultdict(list)
    for copy in PaperCopy.objects.open().filter(candidate__round_id=round_page.pk):
        copies[copy.candidate_id, copy.seat_id].append(copy)
    sealed = {
        (candidate, seat): source
        for candidate, seat, source in ScoreSheet.objects.counted()
        .filter(round_id=round_page.pk, part_key="", reopening__allowed_at=None)
        .values_list("candidate", "seat", "source")
    }
    candidates = Candidate.objects.filter(round_id=round_page.pk).select_related("entry").order_by("number")

    def cell(candidate: Candidate, seat: Seat) -> PaperCell | None:
        key = (candidate.pk, seat.pk)
        if key not in assignments:
            return None
        typed = copies[key]
        left = candidate.state not in (CandidateState.IN, CandidateState.EXHIBITION)
        if key in sealed:
            state = PaperState.SEALED
        elif assignments[key] or left:
            state = PaperState.EXCUSED
        else:
            state = (PaperState.NOT_TYPED, PaperState.ONCE, PaperState.DIFFERS)[len(typed)]
        return PaperCell(
            SheetNumber(candidate.number, seat.number),
            state,
            any(copy.typed_by_id == reader.pk for copy in typed),
            sealed.get(key) == SheetSource.PAPER,
        )

    rows = [
        PaperRow(candidate, tuple(cell(candidate, found.seat) for found in seats)) for candidate in candidates
    ]
    return PaperTable(tuple(seats), tuple(rows))
