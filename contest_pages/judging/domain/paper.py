"""Paper score sheets: two secretaries type each without seeing the other's copy; what agrees is sealed.

Edge cases of paper: unsigned, illegible, typed twice by one person, a wrong sum, a sheet that is sealed already.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.judging.enums import SheetSource
from contest_pages.judging.errors import (
    NotSeated,
    NotTypedTwice,
    OwnSumDiffers,
    PlanChanged,
    ReasonMissing,
    SheetUnsigned,
    TypedAlready,
)
from contest_pages.judging.logic.paper import SheetNumber, differing, written_sum
from contest_pages.judging.logic.points import Criterion, wants_remark
from contest_pages.judging.models import (
    Assignment,
    Candidate,
    JudgingPlan,
    JuryRoundPage,
    PaperCopy,
    ScoreSheet,
    Seat,
    SeatTerm,
    SheetDraft,
)
from contest_pages.vietnamese import points as written

from .chain import append, lock_chain
from .gaps import open_due_cases
from .guards import check_in_round, check_unfrozen
from .planning import plan_in_force
from .scoring import Filled, check_unsealed, new_sheet


@dataclass(frozen=True)
class Typed:
    """What a secretary read on paper: points and the juror's own sum in thousandths, and whether it is signed."""

    points: Mapping[str, int | None] = field(default_factory=dict)
    own_sum: int | None = None
    is_signed: bool = False


@transaction.atomic
def type_copy(
    *,
    round_page: JuryRoundPage,
    seat: Seat,
    candidate: Candidate,
    typed: Typed,
    actor,
    now: datetime.datetime,
) -> PaperCopy:
    """Keep what a secretary typed from a paper sheet; the second of two equal copies seals the sheet.

    The first to type gets copy 1, who follows copy 2; nobody types both. It may be done after the jurors' window,
    until the round is frozen. The signature covers the sentence on the sheet that there is no conflict of interest
    with this work, so that jurors without an account can judge on paper. Idempotent: the same person with the same
    points gets the same copy.

    Side effects: a copy; an audit line; where both agree a sealed sheet, the juror's draft deleted, a second audit
    line. Raises NotOpen, NotSeated, PointsRefused, SheetIncomplete, SheetUnsigned, OwnSumDiffers, SheetSealed,
    PlanChanged, TypedAlready.
    """
    chain = lock_chain(round_page.pk)
    check_unfrozen(round_page, seat, candidate)
    _check_no_juror(round_page, actor)
    term = _term_of(seat)
    _check_judged(seat, candidate)
    plan = plan_in_force(round_page, now=now)
    sheet = _new_sheet(term, candidate, plan, typed.points, None)
    if not typed.is_signed:
        raise SheetUnsigned(
            _("A sheet without a signature is worth nothing: give it back to the juror to be signed.")
        )
    _check_sum(typed)
    check_unsealed(term, candidate, "")
    copies = open_copies(seat, candidate)
    own = next((copy for copy in copies if copy.typed_by_id == actor.pk), None)
    if own is not None and own.points == sheet.points:
        return own
    _check_copies(copies, own, plan)
    copy = PaperCopy(
        candidate=candidate,
        seat=seat,
        nth=len(copies) + 1,
        plan=plan,
        points=sheet.points,
        own_sum=typed.own_sum,
        typed_by=actor,
        typed_at=now,
    )
    try:
        with transaction.atomic():
            copy.save(force_insert=True)
    except IntegrityError:
        raise TypedAlready(_("A colleague has just typed this sheet. Please open it again.")) from None
    _record("contest.type_paper", seat, candidate, actor, nth=copy.nth)
    if copies and not differing(copies[0].points, copy.points, plan.judging_rules.criteria):
        copy.sheet = _seal(chain, term, candidate, plan, copy.points, actor=actor, now=now)
    return copy


@transaction.atomic
def settle(
    *,
    round_page: JuryRoundPage,
    seat: Seat,
    candidate: Candidate,
    decided: Mapping[str, int | None],
    reason: str,
    actor,
    now: datetime.datetime,
) -> ScoreSheet:
    """Decide by the paper each criterion in which two copies differ, and seal the sheet; return it.

    `decided` are thousandths by criterion; the sum must be the one that stands on the paper. Both copies stay with
    the sheet, and the reason is part of its record. Raises NotOpen, NotSeated, NotTypedTwice, ReasonMissing,
    PointsRefused, SheetIncomplete, OwnSumDiffers, SheetSealed, PlanChanged.
    """
    if not reason.strip():
        raise ReasonMissing(_("Write what the paper shows: it stands in the minutes."))
    chain = lock_chain(round_page.pk)
    check_unfrozen(round_page, seat, candidate)
    _check_no_juror(round_page, actor)
    term = _term_of(seat)
    _check_judged(seat, candidate)
    plan = plan_in_force(round_page, now=now)
    copies = open_copies(seat, candidate)
    if len(copies) < 2:
        raise NotTypedTwice(_("This sheet has not been typed a second time yet."))
    _check_plan(copies, plan)
    open_cells = {
        criterion.key
        for criterion in differing(copies[0].points, copies[1].points, plan.judging_rules.criteria)
    }
    points = {**copies[0].points, **{key: decided.get(key) for key in open_cells}}
    _new_sheet(term, candidate, plan, points, None)
    if written_sum(points) not in {copy.own_sum for copy in copies}:
        raise OwnSumDiffers(
            _("These points make %(sum)s, which is the sum on neither copy. Look at the paper again.")
            % {"sum": written(written_sum(points))}
        )
    sheet = _seal(chain, term, candidate, plan, points, actor=actor, now=now, reason=reason.strip())
    _record("contest.settle_paper", seat, candidate, actor, cells=len(open_cells))
    return sheet


@transaction.atomic
def give_back(*, seat: Seat, candidate: Candidate, reason: str, actor, now: datetime.datetime) -> int:
    """Let a sheet that is not sealed go back to the juror, who has to write it again; return how many copies count no more.

    What was typed stays with the reason, and both secretaries type again. Side effects: the copies marked; an audit
    line. Raises ReasonMissing, NotTypedTwice where nothing was typed.
    """
    if not reason.strip():
        raise ReasonMissing(_("Write why the sheet goes back to the juror: it stands in the minutes."))
    lock_chain(seat.round_id)
    copies = open_copies(seat, candidate)
    if not copies:
        raise NotTypedTwice(_("Nobody has typed this sheet."))
    PaperCopy.objects.filter(pk__in=[copy.pk for copy in copies]).update(
        discarded_at=now, discarded_by=actor, discarded_because=reason.strip()
    )
    _record("contest.discard_paper", seat, candidate, actor, copies=len(copies))
    return len(copies)


@dataclass(frozen=True)
class Compared:
    """A criterion of a sealed sheet beside the paper that came after it, in thousandths."""

    criterion: Criterion
    sealed: int
    paper: int | None

    @property
    def differs(self) -> bool:
        """Say whether the paper says something else."""
        return self.sealed != self.paper


def compare_with_sealed(*, sheet: ScoreSheet, typed: Typed, actor) -> list[Compared]:
    """Return a sealed sheet beside a paper one that was typed in full. Side effect: an audit line, as points are shown.

    Nothing is changed: where they differ, the chair lets the juror write the sheet again.
    """
    _record("contest.compare_paper", sheet.seat, sheet.candidate, actor)
    return [
        Compared(criterion, sheet.points[criterion.key], typed.points.get(criterion.key))
        for criterion in sheet.plan.judging_rules.criteria
    ]


def open_copies(seat: Seat, candidate: Candidate) -> list[PaperCopy]:
    """Return the copies of a sheet that is not sealed, the first one first."""
    found = PaperCopy.objects.open().filter(seat=seat, candidate=candidate, part_key="")
    return list(found.order_by("nth"))


def _term_of(seat: Seat) -> SeatTerm:
    """Return the term of the person on the seat, or who sat there last: paper may come in late."""
    term = SeatTerm.objects.filter(seat=seat).select_related("seat").order_by("-from_at", "-pk").first()
    if term is None:
        raise NotSeated(_("Nobody has sat on this seat."))
    return term


def _check_no_juror(round_page: JuryRoundPage, actor) -> None:
    """Raise NotSeated for a juror of the round: who scores types no sheets."""
    if SeatTerm.objects.filter(round_id=round_page.pk, member__user=actor).exists():
        raise NotSeated(_("You sit on this jury. Sheets are typed by people who do not score."))


def _check_judged(seat: Seat, candidate: Candidate) -> None:
    assignment = Assignment.objects.filter(seat=seat, candidate=candidate).first()
    if assignment is None or seat.round_id != candidate.round_id:
        raise NotSeated(_("This juror does not judge this work. Please look at the number of the sheet."))
    if assignment.excuse:
        raise NotSeated(
            _("It is on record that this juror gives no sheet here: %(excuse)s.")
            % {"excuse": assignment.get_excuse_display()}
        )
    check_in_round(candidate)


def _check_sum(typed: Typed) -> None:
    if typed.own_sum is None:
        raise OwnSumDiffers(_("The sheet has no sum: give it back to the juror."))
    if typed.own_sum != (computed := written_sum(typed.points)):
        raise OwnSumDiffers(
            _(
                "The points make %(computed)s, the sum on the paper is %(own)s. Look at what you typed; if the paper "
                "says so, give it back to the juror."
            )
            % {"computed": written(computed), "own": written(typed.own_sum)}
        )


def _check_copies(copies: list[PaperCopy], own: PaperCopy | None, plan: JudgingPlan) -> None:
    if own is not None:
        raise TypedAlready(_("You have typed this sheet already. A colleague types it the second time."))
    if len(copies) > 1:
        raise TypedAlready(_("Two colleagues have typed this sheet, and their copies differ. Compare them."))
    _check_plan(copies, plan)


def _check_plan(copies: list[PaperCopy], plan: JudgingPlan) -> None:
    if any(copy.plan_id != plan.pk for copy in copies):
        raise PlanChanged(
            _("The rules of judging have changed since this sheet was typed: send it back, with the reason.")
        )


def _new_sheet(term, candidate, plan, points, supersedes: ScoreSheet | None, reason: str = "") -> ScoreSheet:
    """Return a sheet with these points that is not appended yet; a remark that the rules ask for stands on the paper."""
    given = {key: value for key, value in points.items() if value is not None}
    wanted = wants_remark(given, plan.judging_rules.criteria)
    filled = Filled(points, _("The remark stands on the paper sheet.") if wanted else "", reason)
    return new_sheet(
        term=term,
        candidate=candidate,
        plan=plan,
        filled=filled,
        source=SheetSource.PAPER,
        supersedes=supersedes,
    )


def _seal(chain, term, candidate, plan, points, *, actor, now, reason: str = "") -> ScoreSheet:
    """Append the sheet to the record; a sheet that may be written again is superseded, with the juror's reason."""
    before = check_unsealed(term, candidate, "")
    because = "; ".join(filter(None, [before.reopening.because if before else "", reason]))
    sheet = _new_sheet(term, candidate, plan, points, before, because)
    sheet.reason, sheet.sealed_by = because, actor
    append(chain, sheet, now=now)
    PaperCopy.objects.filter(pk__in=[copy.pk for copy in open_copies(term.seat, candidate)]).update(
        sheet=sheet
    )
    SheetDraft.objects.filter(candidate=candidate, seat=term.seat, part_key="").delete()
    if plan.judging_rules.may_confer:
        open_due_cases(round_id=chain.round_id, candidate=candidate, now=now)
    _record("contest.seal_paper", term.seat, candidate, actor, sheet=sheet.place)
    return sheet


def _record(verb: str, seat: Seat, candidate: Candidate, actor, **more) -> None:
    audit.record(
        verb,
        candidate.round,
        actor=actor,
        seat=seat.number,
        candidate=candidate.number,
        number=str(SheetNumber(candidate.number, seat.number)),
        **more,
    )
