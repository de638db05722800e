"""Jurors write drafts, seal sheets, ask to write one again; the chair allows that."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.judging.enums import SheetSource
from contest_pages.judging.errors import (
    JudgingRefused,
    PlanChanged,
    PointsRefused,
    ReasonMissing,
    SheetIncomplete,
    SheetSealed,
)
from contest_pages.judging.logic.points import missing_of, total_of, wants_remark
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.models import (
    Candidate,
    JudgingPlan,
    JuryRoundPage,
    Reopening,
    ScoreSheet,
    SeatTerm,
    SheetDraft,
)

from .chain import append, lock_chain
from .gaps import open_due_cases
from .guards import check_assigned, check_may_decide, check_term, check_window
from .planning import plan_in_force


@dataclass(frozen=True)
class Filled:
    """What a juror has filled in: points in thousandths by criterion (None: blank), a remark, the reason of a correction."""

    points: Mapping[str, int | None] = field(default_factory=dict)
    remark: str = ""
    reason: str = ""
    part_key: str = ""


@transaction.atomic
def save_draft(
    *,
    round_page: JuryRoundPage,
    term: SeatTerm,
    candidate: Candidate,
    filled: Filled,
    now: datetime.datetime,
    op_number: int = 0,
) -> SheetDraft:
    """Keep what a juror has written so far; a draft may be incomplete.

    An older `op_number` than the kept one changes nothing: requests may overtake each other on a bad line.
    Raises NotOpen, NotSeated, ConflictsNotDeclared, PointsRefused, SheetSealed.
    """
    check_window(round_page, term, now, candidate)
    check_term(term, now)
    # The plan comes first: where it is a new one the round's record is locked, and always before an assignment.
    plan = plan_in_force(round_page, now=now)
    check_assigned(term.seat, candidate)
    check_unsealed(term, candidate, filled.part_key)
    _check_points(filled, plan.judging_rules)
    values = {
        "plan": plan,
        "points": {key: points for key, points in filled.points.items() if points is not None},
        "remark": filled.remark.strip(),
        "reason": filled.reason.strip(),
        "saved_at": now,
        "op_number": op_number,
    }
    draft, is_new = SheetDraft.objects.select_for_update().get_or_create(
        candidate=candidate, seat=term.seat, part_key=filled.part_key, defaults=values
    )
    if not is_new and op_number >= draft.op_number:
        for name, value in values.items():
            setattr(draft, name, value)
        draft.save()
    return draft


@transaction.atomic
def seal_sheet(
    *,
    round_page: JuryRoundPage,
    term: SeatTerm,
    candidate: Candidate,
    filled: Filled,
    now: datetime.datetime,
    op_id: uuid.UUID,
    plan: JudgingPlan | None = None,
    source: str = SheetSource.DEVICE,
    signed_at: datetime.datetime | None = None,
    actor=None,
) -> ScoreSheet:
    """Seal a sheet: it is appended to the record of the round and never changes again.

    Idempotent by `op_id`: the same operation once more returns the sheet that it made. `plan` is the plan that the
    juror saw; `actor` the account, where there is one. Raises NotOpen, NotSeated, ConflictsNotDeclared,
    PointsRefused, SheetIncomplete, PlanChanged, and SheetSealed where another operation sealed it first.
    """
    chain = lock_chain(round_page.pk)
    known = ScoreSheet.objects.filter(op_id=op_id).first()
    if known is not None:
        if (known.candidate_id, known.seat_id) != (candidate.pk, term.seat_id):
            raise JudgingRefused(_("This operation belongs to another sheet."))
        return known
    check_window(round_page, term, now, candidate)
    check_term(term, now)
    check_assigned(term.seat, candidate)
    before = check_unsealed(term, candidate, filled.part_key)
    present = plan_in_force(round_page, now=now)
    if plan is not None and plan.pk != present.pk:
        raise PlanChanged(
            _("The rules of judging have changed (plan %(number)d). Please look at your points again.")
            % {"number": present.number}
        )
    sheet = new_sheet(
        term=term, candidate=candidate, plan=present, filled=filled, source=source, supersedes=before
    )
    sheet.op_id, sheet.signed_at, sheet.sealed_by = op_id, signed_at, actor
    append(chain, sheet, now=now)
    SheetDraft.objects.filter(candidate=candidate, seat=term.seat, part_key=filled.part_key).delete()
    if present.judging_rules.may_confer:
        open_due_cases(round_id=round_page.pk, candidate=candidate, now=now)
    return sheet


def new_sheet(
    *,
    term: SeatTerm,
    candidate: Candidate,
    plan: JudgingPlan,
    filled: Filled,
    source: str,
    supersedes: ScoreSheet | None,
) -> ScoreSheet:
    """Return a complete sheet that is not appended yet. Raises PointsRefused, SheetIncomplete, ReasonMissing."""
    rules = plan.judging_rules
    _check_points(filled, rules)
    given = {key: points for key, points in filled.points.items() if points is not None}
    _check_complete(filled, given, rules)
    if supersedes is not None and not filled.reason.strip():
        raise ReasonMissing(_("Write why you change a sealed sheet: it stands in the minutes."))
    video = candidate.entry.video if candidate.entry else None
    return ScoreSheet(
        part_key=filled.part_key,
        candidate=candidate,
        seat=term.seat,
        term=term,
        plan=plan,
        source=source,
        points=given,
        total=total_of(given, rules.criteria),
        remark=filled.remark.strip(),
        reason=filled.reason.strip() if supersedes is not None else "",
        supersedes=supersedes,
        video_sha256=video.sha256 if video else "",
    )


def _check_points(filled: Filled, rules: JudgingRules) -> None:
    known = {criterion.key: criterion for criterion in rules.criteria}
    wrong = {
        key: _("These points cannot be given.")
        for key, points in filled.points.items()
        if points is not None and (key not in known or not known[key].allows(points))
    }
    if wrong:
        raise PointsRefused(_("Please look at the points that are marked."), wrong)


def _check_complete(filled: Filled, given: Mapping[str, int], rules: JudgingRules) -> None:
    missing = {
        criterion.key: _("“%(name)s” has no points yet. Type 0 if it deserves none.")
        % {"name": criterion.name}
        for criterion in missing_of(given, rules.criteria)
    }
    if not filled.remark.strip():
        for criterion in wants_remark(given, rules.criteria):
            missing[criterion.key] = _("So few points for “%(name)s” need a remark.") % {
                "name": criterion.name
            }
    if missing:
        raise SheetIncomplete(_("The sheet is not complete yet."), missing)


def check_unsealed(term: SeatTerm, candidate: Candidate, part_key: str) -> ScoreSheet | None:
    """Return the sealed sheet that may be superseded, or None where there is none. Raises SheetSealed."""
    sheet = (
        ScoreSheet.objects.counted()
        .filter(candidate=candidate, seat=term.seat, part_key=part_key)
        .select_related("reopening")
        .first()
    )
    if sheet is None:
        return None
    reopening = getattr(sheet, "reopening", None)
    if reopening is None or reopening.allowed_at is None:
        raise SheetSealed(
            _("This sheet is sealed (%(code)s). To change it, ask the chair to let you write it again.")
            % {"code": sheet.check_code},
            sheet,
        )
    return sheet


@transaction.atomic
def ask_reopening(
    *, round_page: JuryRoundPage, term: SeatTerm, sheet: ScoreSheet, because: str, now: datetime.datetime
) -> Reopening:
    """Ask the chair to let a juror write an own sealed sheet again. Idempotent. Raises NotOpen, ReasonMissing, JudgingRefused."""
    check_window(round_page, term, now)
    if not because.strip():
        raise ReasonMissing(_("Write why: the chair decides by it, and it stands in the minutes."))
    if sheet.seat_id != term.seat_id or not sheet.is_live:
        raise JudgingRefused(_("This sheet is not the one that counts for you."))
    reopening, _is_new = Reopening.objects.get_or_create(
        sheet=sheet, defaults={"because": because.strip(), "asked_at": now}
    )
    return reopening


@transaction.atomic
def answer_reopening(
    *, reopening: Reopening, allow: bool, now: datetime.datetime, actor=None, chair: SeatTerm | None = None
) -> Reopening:
    """Allow or refuse that a sheet is written again; `chair` is the term of the chair or deputy, `actor` their account.

    The first answer stays. Raises JudgingRefused for a chair with a conflict of interest, and for the chair's own
    sheet: the deputy answers, or the organisers on behalf of the jury.
    """
    reopening = (
        Reopening.objects.select_for_update(of=("self",))
        .select_related("sheet__seat", "sheet__candidate", "sheet__round")
        .get(pk=reopening.pk)
    )
    if reopening.allowed_at or reopening.refused_at:
        return reopening
    check_may_decide(reopening.sheet.candidate, reopening.sheet.seat, chair=chair, actor=actor)
    if allow:
        reopening.allowed_at, reopening.allowed_by = now, actor
        reopening.allowed_by_seat = chair.seat if chair else None
    else:
        reopening.refused_at = now
    reopening.save()
    sheet = reopening.sheet
    audit.record(
        "contest.answer_reopening",
        sheet.round,
        actor=actor,
        seat=sheet.seat.number,
        candidate=sheet.candidate.number,
        allowed=allow,
    )
    return reopening
