"""What organisers and secretaries see of a jury: who has handed in what, never which points before the closing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contest_pages.committees.models import CommitteeMember
from contest_pages.contests.enums import Committee
from contest_pages.judging.enums import CandidateState, Excuse, SeatKind
from contest_pages.judging.models import (
    Assignment,
    Candidate,
    JuryRoundPage,
    Reopening,
    ScoreSheet,
    Seat,
    SeatTerm,
    SheetDraft,
)
from contest_pages.units.models import Unit

#: How far a seat is with a work, as a table shows it: key of the state → words.
CELL_WORDS = {
    "none": _("Does not judge it"),
    "waiting": _("Not begun"),
    "draft": _("Being judged"),
    "sealed": _("Sealed"),
    "again": _("To be written again"),
    Excuse.CONFLICT.value: pgettext_lazy("score sheet", "Conflict"),
    Excuse.ABSENT.value: Excuse.ABSENT.label,
    Excuse.DAMAGED.value: pgettext_lazy("score sheet", "Damaged or lost"),
    "out": _("Out of the round"),
}


def units_of_candidates(round_id: int):
    """Return the units whose works or teams are judged in a round, by name."""
    candidates = Candidate.objects.filter(round_id=round_id)
    return (
        Unit.objects.filter(
            Q(pk__in=candidates.values("entry__unit"))
            | Q(pk__in=candidates.values("entry__registration__unit"))
            | Q(pk__in=candidates.values("registration__unit"))
        )
        .distinct()
        .order_by("name")
    )


def sheets_left(round_id: int) -> dict[int, int]:
    """Return how many works each seat has still to seal, by its key; 0 for one that has sealed all."""
    sealed = ScoreSheet.objects.counted().filter(round_id=round_id)
    done = set(sealed.values_list("candidate", "seat"))
    assigned = Assignment.objects.filter(
        candidate__in=Candidate.objects.judged().filter(round_id=round_id), seat__removed_at=None, excuse=""
    )
    left: Counter[int] = Counter()
    for candidate, seat in assigned.values_list("candidate", "seat"):
        left[seat] += (candidate, seat) not in done
    return dict(left)


def works_with_too_few_seats(round_id: int, least: int) -> list[int]:
    """Return the numbers of ranked works for which fewer than `least` counted seats can still give a sheet.

    Told when an absence or a conflict is recorded, not first when the round is ranked.
    """
    expected = Q(
        assignments__seat__kind=SeatKind.JUROR, assignments__seat__removed_at=None, assignments__excuse=""
    )
    candidates = Candidate.objects.ranked().filter(round_id=round_id, assignments__isnull=False)
    counted = candidates.annotate(expected=Count("assignments", filter=expected, distinct=True))
    return list(counted.filter(expected__lt=least).order_by("number").values_list("number", flat=True))


def is_over(round_page: JuryRoundPage, now: datetime.datetime) -> bool:
    """Say whether points may be seen: the round has closed, and no juror with more time has works left to seal."""
    if not round_page.has_closed(now):
        return False
    longer = SeatTerm.objects.filter(
        round_id=round_page.pk, until_at=None, closes_at__gt=now, seat__removed_at=None
    )
    seats = list(longer.values_list("seat", flat=True))
    return not seats or not any(sheets_left(round_page.pk).get(seat) for seat in seats)


def free_members(round_page: JuryRoundPage):
    """Return the members of the contest's jury who have no seat in a round, by name."""
    seated = SeatTerm.objects.filter(round_id=round_page.pk, until_at=None).values("member")
    return CommitteeMember.objects.filter(
        contest=round_page.contest.original.pk, committee=Committee.JURY, erased_at=None
    ).exclude(pk__in=seated)


@dataclass(frozen=True)
class SeatRow:
    """A seat with the person on it now, and how many works it judges, has sealed and has left."""

    seat: Seat
    term: SeatTerm | None
    works: int
    left: int

    @property
    def sealed(self) -> int:
        """Return how many works are sealed."""
        return self.works - self.left

    @property
    def is_reachable(self) -> bool:
        """Say whether there is an address to write to."""
        return self.term is not None and bool(self.term.member.email or self.term.member.phone)


def seat_rows(round_id: int) -> list[SeatRow]:
    """Return the seats of a round by number, in a constant number of queries."""
    terms = {
        term.seat_id: term
        for term in SeatTerm.objects.filter(round_id=round_id, until_at=None).select_related("member")
    }
    works = Counter(
        Assignment.objects.filter(
            candidate__in=Candidate.objects.judged().filter(round_id=round_id), excuse=""
        ).values_list("seat", flat=True)
    )
    left = sheets_left(round_id)
    seats = Seat.objects.filter(round_id=round_id, removed_at=None).order_by("number")
    return [SeatRow(seat, terms.get(seat.pk), works[seat.pk], left.get(seat.pk, 0)) for seat in seats]


@dataclass(frozen=True)
class Cell:
    """How far a seat is with a work: a key of CELL_WORDS, and the rows behind it, without points."""

    seat: Seat
    candidate: Candidate
    state: str
    assignment: Assignment | None = None
    sheet: ScoreSheet | None = None

    @property
    def words(self):
        """Return the state in words."""
        return CELL_WORDS[self.state]

    @property
    def address(self) -> str:
        """Return the query by which a screen names the cell."""
        return f"work={self.candidate.number}&seat={self.seat.number}"


@dataclass(frozen=True)
class ProgressRow:
    """A work with a cell for each seat."""

    candidate: Candidate
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Progress:
    """The table of works by seats. Sheets and drafts are read without their points."""

    seats: Sequence[SeatRow]
    rows: Sequence[ProgressRow]

    def cell(self, work: int, seat: int) -> Cell | None:
        """Return the cell of the numbers of a work and a seat."""
        cells = (cell for row in self.rows if row.candidate.number == work for cell in row.cells)
        return next((cell for cell in cells if cell.seat.number == seat), None)


def progress_of(round_id: int) -> Progress:
    """Return who has sealed what, in a constant number of queries."""
    rows = seat_rows(round_id)
    assignments = {
        (found.candidate_id, found.seat_id): found
        for found in Assignment.objects.filter(candidate__round_id=round_id)
    }
    sheets = {
        (sheet.candidate_id, sheet.seat_id): sheet
        for sheet in ScoreSheet.objects.counted()
        .filter(round_id=round_id)
        .select_related("reopening")
        .defer("points", "total", "remark")
    }
    drafts = set(SheetDraft.objects.filter(candidate__round_id=round_id).values_list("candidate", "seat"))
    candidates = (
        Candidate.objects.filter(round_id=round_id)
        .select_related("entry", "registration")
        .order_by("is_sample", "number")
    )

    def cell(candidate: Candidate, seat: Seat) -> Cell:
        pair = (candidate.pk, seat.pk)
        assignment, sheet = assignments.get(pair), sheets.get(pair)
        state = _state(candidate, assignment, sheet, has_draft=pair in drafts)
        return Cell(seat, candidate, state, assignment, sheet)

    return Progress(
        rows,
        [ProgressRow(candidate, [cell(candidate, row.seat) for row in rows]) for candidate in candidates],
    )


def _state(
    candidate: Candidate, assignment: Assignment | None, sheet: ScoreSheet | None, *, has_draft: bool
) -> str:
    if candidate.state not in (CandidateState.IN, CandidateState.EXHIBITION):
        return "out"
    if sheet is not None:
        reopening = getattr(sheet, "reopening", None)
        return "again" if reopening is not None and reopening.allowed_at is not None else "sealed"
    if assignment is None:
        return "none"
    return assignment.excuse or ("draft" if has_draft else "waiting")


def open_requests(round_id: int) -> list[Reopening]:
    """Return the requests to write a sealed sheet again that nobody has answered, the first first."""
    waiting = Reopening.objects.filter(
        sheet__round=round_id, sheet__is_live=True, allowed_at=None, refused_at=None
    )
    return list(waiting.select_related("sheet__seat", "sheet__candidate").order_by("asked_at"))


def own_rounds(user) -> list[tuple[SeatTerm, JuryRoundPage]]:
    """Return the terms of an account's person in published rounds with their pages, in two queries; the last one closes first."""
    terms = SeatTerm.objects.filter(member__user=user, until_at=None, seat__removed_at=None)
    by_round = {term.round_id: term for term in terms.select_related("seat")}
    if not by_round:
        return []
    pages = JuryRoundPage.objects.live().filter(pk__in=by_round).order_by("-closes_at")
    return [(by_round[page.pk], page) for page in pages]
