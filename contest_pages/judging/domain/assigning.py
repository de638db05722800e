"""Which seat judges which candidate: assigned by the rules, excused with a reason, recused by a declared conflict."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.judging.enums import AssignmentRule, Excuse
from contest_pages.judging.errors import JudgingRefused, PanelIncomplete, ReasonMissing
from contest_pages.judging.models import Assignment, Candidate, JuryRoundPage, ScoreSheet, Seat, SeatTerm
from contest_pages.judging.queries.conflicts import recused_from
from contest_pages.registrations.domain.conflicts import declare_conflict
from contest_pages.registrations.models import Registration
from contest_pages.units.models import Unit

from .chain import lock_chain
from .gaps import open_due_cases
from .notifying import tell_of_conflict
from .planning import plan_in_force


@transaction.atomic
def assign_everybody(*, round_page: JuryRoundPage, actor, now: datetime.datetime) -> int:
    """Let every seat judge every candidate, conflicts excused; return how many assignments are new. Idempotent.

    Raises PanelIncomplete where the panel has fewer counted seats than the rules ask for, JudgingRefused where the
    rules assign some jurors only.
    """
    lock_chain(round_page.pk)
    rules = plan_in_force(round_page, now=now).judging_rules
    if rules.assignment != AssignmentRule.ALL:
        raise JudgingRefused(_("The rules assign some jurors to each work: take the proposal instead."))
    seats = list(Seat.objects.filter(round_id=round_page.pk, removed_at=None))
    if (counted := sum(seat.counts for seat in seats)) < rules.seats_min:
        raise PanelIncomplete(
            _("The rules ask for at least %(least)d jurors; the jury has %(count)d.")
            % {"least": rules.seats_min, "count": counted}
        )
    candidates = Candidate.objects.judged().filter(round_id=round_page.pk)
    pairs = {(candidate, seat.pk) for candidate in candidates.values_list("pk", flat=True) for seat in seats}
    new = assign_pairs(round_page, pairs, actor=actor, now=now)
    if new:
        audit.record("contest.assign_jury", round_page, actor=actor, count=new)
    return new


def assign_pairs(
    round_page: JuryRoundPage, pairs: set[tuple[int, int]], *, actor, now: datetime.datetime
) -> int:
    """Create the assignments (candidate, seat) that are missing, and excuse those with a declared conflict."""
    known = set(Assignment.objects.filter(candidate__round_id=round_page.pk).values_list("candidate", "seat"))
    missing = sorted(pairs - known)
    Assignment.objects.bulk_create(
        (
            Assignment(candidate_id=candidate, seat_id=seat, made_at=now, made_by=actor)
            for candidate, seat in missing
        ),
        batch_size=1000,
    )
    for term in SeatTerm.objects.filter(round_id=round_page.pk, until_at=None).select_related("seat"):
        recuse(term, now=now)
    return len(missing)


def recuse(term: SeatTerm, *, now: datetime.datetime) -> int:
    """Excuse a seat from all candidates with which its person has a declared conflict, without a sheet there yet."""
    candidates = Candidate.objects.filter(recused_from(term), round_id=term.round_id)
    sealed = ScoreSheet.objects.counted().filter(seat=term.seat_id).values("candidate")
    return (
        Assignment.objects.filter(seat=term.seat_id, excuse="", candidate__in=candidates)
        .exclude(candidate__in=sealed)
        .update(excuse=Excuse.CONFLICT, excused_at=now)
    )


@transaction.atomic
def declare_conflicts(
    *,
    term: SeatTerm,
    units: tuple[Unit, ...] = (),
    registrations: tuple[Registration, ...] = (),
    nature: str = "",
    actor=None,
    now: datetime.datetime,
) -> SeatTerm:
    """Record which conflicts of interest a juror has, or that there are none; then works can be scored.

    May be repeated: what is declared later is added, works with it close, drafts there are deleted. A sealed sheet
    stays until the chair declares it void. Secretaries and organisers are told which works have closed.
    """
    lock_chain(term.round_id)
    term = (
        SeatTerm.objects.select_for_update(of=("self",))
        .select_related("seat__round", "member")
        .get(pk=term.pk)
    )
    for unit in units:
        declare_conflict(member=term.member, unit=unit, nature=nature, actor=actor, now=now)
    for registration in registrations:
        declare_conflict(member=term.member, registration=registration, nature=nature, actor=actor, now=now)
    if term.conflicts_declared_at is None:
        term.conflicts_declared_at = now
        term.save(update_fields=["conflicts_declared_at"])
    recuse(term, now=now)
    excused = Assignment.objects.filter(seat=term.seat_id, excuse=Excuse.CONFLICT, excused_at=now)
    if candidates := list(excused.values_list("candidate", flat=True)):
        tell_of_conflict(term, candidates, actor=actor)
    term.seat.drafts.filter(candidate__assignments__seat=term.seat_id).filter(
        candidate__in=Assignment.objects.filter(seat=term.seat_id, excuse=Excuse.CONFLICT).values("candidate")
    ).delete()
    audit.record(
        "contest.declare_jury_conflicts",
        term.seat.round,
        actor=actor,
        seat=term.seat.number,
        units=len(units),
        contestants=len(registrations),
    )
    return term


@transaction.atomic
def excuse(*, assignment: Assignment, excuse: str, reason: str, actor, now: datetime.datetime) -> Assignment:
    """Record why a seat gives no sheet for a candidate, so that it blocks no ranking. Raises ReasonMissing, JudgingRefused."""
    if not reason.strip():
        raise ReasonMissing(_("Write why there is no sheet: it stands in the minutes."))
    lock_chain(assignment.candidate.round_id)
    assignment = Assignment.objects.select_related("candidate__round", "seat").get(pk=assignment.pk)
    if ScoreSheet.objects.counted().filter(candidate=assignment.candidate, seat=assignment.seat).exists():
        raise JudgingRefused(_("There is a sealed sheet. Declare it void first."))
    assignment.excuse, assignment.excused_because = excuse, reason.strip()
    assignment.excused_at, assignment.excused_by = now, actor
    assignment.save()
    audit.record(
        "contest.excuse_seat",
        assignment.candidate.round,
        actor=actor,
        seat=assignment.seat.number,
        candidate=assignment.candidate.number,
        excuse=excuse,
    )
    open_due_cases(round_id=assignment.candidate.round_id, candidate=assignment.candidate, now=now)
    return assignment


@transaction.atomic
def lift_excuse(*, assignment: Assignment, actor, now: datetime.datetime) -> Assignment:
    """Let an excused seat judge a candidate after all; a declared conflict is withdrawn first. Raises JudgingRefused."""
    assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("candidate__round", "seat")
        .get(pk=assignment.pk)
    )
    term = SeatTerm.objects.filter(seat=assignment.seat, until_at=None).first()
    if term is not None and Candidate.objects.filter(recused_from(term), pk=assignment.candidate_id).exists():
        raise JudgingRefused(_("The declared conflict of interest is still in force."))
    if assignment.excuse:
        assignment.excuse, assignment.excused_because = "", ""
        assignment.excused_at = assignment.excused_by = None
        assignment.save()
        audit.record(
            "contest.lift_excuse",
            assignment.candidate.round,
            actor=actor,
            seat=assignment.seat.number,
            candidate=assignment.candidate.number,
        )
    return assignment
