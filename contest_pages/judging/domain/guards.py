"""Guards of what jurors do: the window is open, the person sits on the seat, the seat judges the candidate."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from contest_pages import hooks
from contest_pages.judging.enums import CandidateState, Excuse, SheetKind
from contest_pages.judging.errors import ConflictsNotDeclared, JudgingRefused, NotOpen, NotSeated
from contest_pages.judging.models import Assignment, Candidate, JuryRoundPage, ScoreSheet, Seat, SeatTerm
from contest_pages.judging.queries.conflicts import recused_from
from contest_pages.vietnamese import closing_moment, moment


def check_unfrozen(
    round_page: JuryRoundPage, seat: Seat | None = None, candidate: Candidate | None = None
) -> None:
    """Raise NotOpen for a round that is not published, or is being ranked.

    The sheet of a seat for a candidate that was declared void is written again even then: the ranking waits for it.
    """
    if not round_page.live:
        raise NotOpen(_("This round is not published."))
    if any(hooks.call("round_is_frozen", round_page=round_page)) and not _was_declared_void(seat, candidate):
        raise NotOpen(_("The round is being ranked: sheets can no longer be written."))


def _was_declared_void(seat: Seat | None, candidate: Candidate | None) -> bool:
    """Say whether a sheet of the seat for the candidate was declared void, and none has come in its place."""
    if seat is None or candidate is None:
        return False
    sheets = ScoreSheet.objects.filter(seat=seat, candidate=candidate)
    return sheets.filter(kind=SheetKind.VOID).exists() and not sheets.counted().exists()


def check_window(
    round_page: JuryRoundPage,
    term: SeatTerm | None,
    now: datetime.datetime,
    candidate: Candidate | None = None,
) -> None:
    """Raise NotOpen outside the jurors' window; `term` may have an extension of its own."""
    check_unfrozen(round_page, term.seat if term is not None else None, candidate)
    if round_page.opens_at is None or now < round_page.opens_at:
        if round_page.opens_at is None:
            raise NotOpen(_("The time of the judging is not set yet."))
        raise NotOpen(_("The judging begins at %(time)s.") % {"time": moment(round_page.opens_at)})
    closes_at = term.closing(round_page.closes_at) if term is not None else round_page.closes_at
    if closes_at is not None and now >= closes_at:
        raise NotOpen(
            _("The judging ended at %(time)s. Please call the secretary.")
            % {"time": closing_moment(closes_at)}
        )


def check_term(term: SeatTerm, now: datetime.datetime) -> None:
    """Raise NotSeated where the person sits on the seat no more, ConflictsNotDeclared before the declaration."""
    if term.until_at is not None and now >= term.until_at:
        raise NotSeated(_("You are no longer on this jury. Please call the secretary."))
    if term.conflicts_declared_at is None:
        raise ConflictsNotDeclared(
            _("Say first whether you belong to a unit or are close to a contestant; then the works open.")
        )


def check_assigned(seat: Seat, candidate: Candidate) -> Assignment:
    """Lock and return the assignment of a seat to a candidate that is to be judged. Raises NotSeated.

    The lock lets a draft be saved before its sheet is sealed, where it goes with the sealing, or be refused after it.
    """
    # In no order: the usual one joins the candidates and seats, while the round's record is locked.
    assignments = Assignment.objects.select_for_update().filter(seat=seat, candidate=candidate)
    assignment = assignments.order_by().first()
    if assignment is None or seat.round_id != candidate.round_id:
        raise NotSeated(_("This work is not among those that you judge."))
    if assignment.excuse == Excuse.CONFLICT:
        raise NotSeated(_("You declared a conflict of interest, so others judge this work."))
    if assignment.excuse:
        raise NotSeated(_("It is on record that you do not judge this work. Please call the secretary."))
    check_in_round(candidate)
    return assignment


def check_in_round(candidate: Candidate) -> None:
    """Raise NotSeated for a work that has left the round."""
    if candidate.state not in (CandidateState.IN, CandidateState.EXHIBITION):
        raise NotSeated(
            _("This work has left the round (%(state)s); nothing more is scored.")
            % {"state": candidate.get_state_display()}
        )


def check_may_decide(candidate: Candidate, seat: Seat, *, chair: SeatTerm | None, actor) -> None:
    """Raise JudgingRefused where who decides about the sheet of a seat has a conflict of interest, or gave it.

    `chair` is the term of the chair or deputy who acts, `actor` the account: one that belongs to a juror of the round
    is that juror, whichever screen it uses. JUDGING: a chair with a conflict acts by the deputy.
    """
    for term in _terms_of(candidate.round_id, chair, actor):
        check_no_conflict(candidate, term)
        if term.seat_id == seat.pk:
            raise JudgingRefused(
                _(
                    "This is your own sheet: the other one who leads the jury decides, or the organisers on the "
                    "written decision of the jury."
                )
            )


def check_no_conflict(candidate: Candidate, term: SeatTerm) -> None:
    """Raise JudgingRefused where the person of a term has a conflict of interest with a candidate."""
    if Candidate.objects.filter(recused_from(term), pk=candidate.pk).exists():
        raise JudgingRefused(
            _(
                "You have a conflict of interest with work %(number)d: the other one who leads the jury decides, "
                "or the organisers on the written decision of the jury."
            )
            % {"number": candidate.number}
        )


def _terms_of(round_id: int, chair: SeatTerm | None, actor) -> list[SeatTerm]:
    if chair is not None:
        return [chair]
    if actor is None or actor.pk is None:
        return []
    return list(SeatTerm.objects.filter(round_id=round_id, until_at=None, member__user=actor))
