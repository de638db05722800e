"""The chair declares a sealed sheet void: it stays in the record, counts no more, and another one is expected."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.judging.enums import SheetKind
from contest_pages.judging.errors import JudgingRefused, ReasonMissing
from contest_pages.judging.models import ScoreSheet, SeatTerm
from contest_pages.standings.domain.ranking import clear, record_step
from contest_pages.standings.enums import Step
from contest_pages.standings.models import Ranking

from .assigning import recuse
from .chain import append, lock_chain
from .gaps import open_due_cases
from .guards import check_may_decide


@transaction.atomic
def declare_void(
    *, sheet: ScoreSheet, reason: str, now: datetime.datetime, actor=None, chair: SeatTerm | None = None
) -> ScoreSheet:
    """Declare a sealed sheet void by a record of its own; return that record.

    `chair` is the term of the chair or deputy who decides; without one the organisers act on the decision of the jury.
    The seat is asked for another sheet, also while the round is being ranked, unless its person has a conflict of
    interest with the work: then it is excused. Side effects in order: the record; a ranking under way goes back to
    frozen, its computed rows and proposed prizes deleted, with a step that says why; the excuse; a case of differing
    jurors where the remaining sheets make one; an audit line. A published ranking stays: the next one corrects it.

    Raises ReasonMissing; JudgingRefused for a sheet that does not count, for the own sheet of who decides or a work
    with which that person has a conflict of interest, and where the round was frozen at this very moment.
    """
    if not reason.strip():
        raise ReasonMissing(_("Write why the sheet is void: it stands in the minutes."))
    # Before the record, in the order of ranking: else both would wait for each other.
    ranking = _under_way(sheet.round_id).select_for_update().first()
    chain = lock_chain(sheet.round_id)
    if ranking is None and _under_way(sheet.round_id).exists():
        raise JudgingRefused(_("The round has just been frozen. Please look again, and repeat it."))
    sheet = ScoreSheet.objects.select_related("candidate", "seat", "term", "plan", "round").get(pk=sheet.pk)
    if not sheet.is_live:
        raise JudgingRefused(_("This sheet does not count any more."))
    check_may_decide(sheet.candidate, sheet.seat, chair=chair, actor=actor)
    record = ScoreSheet(
        kind=SheetKind.VOID,
        part_key=sheet.part_key,
        candidate=sheet.candidate,
        seat=sheet.seat,
        term=sheet.term,
        plan=sheet.plan,
        source=sheet.source,
        supersedes=sheet,
        reason=reason.strip(),
        sealed_by=actor,
        is_live=False,
    )
    append(chain, record, now=now)
    if ranking is not None:
        clear(ranking)
        record_step(ranking, Step.EXCLUDE, actor, now, _words(sheet, record.reason))
    for term in SeatTerm.objects.filter(seat=sheet.seat, until_at=None).select_related("seat"):
        recuse(term, now=now)
    open_due_cases(round_id=sheet.round_id, candidate=sheet.candidate, now=now)
    audit.record(
        "contest.void_sheet",
        sheet.round,
        actor=actor,
        seat=sheet.seat.number,
        candidate=sheet.candidate.number,
        led_by=chair.seat.number if chair else None,
        ranking=ranking.number if ranking else None,
    )
    return record


def _under_way(round_id: int):
    return Ranking.objects.filter(round=round_id, published_at=None)


def _words(sheet: ScoreSheet, reason: str) -> str:
    return _("The sheet of juror %(seat)d for work %(number)d is void: %(reason)s") % {
        "seat": sheet.seat.number,
        "number": sheet.candidate.number,
        "reason": reason,
    }
