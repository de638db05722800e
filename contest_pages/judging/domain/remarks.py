"""Who leads the jury lets contestants read remarks of sealed sheets, or holds them back, before the publication."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.judging.errors import JudgingRefused
from contest_pages.judging.models import JuryRoundPage, RemarkDecision, ScoreSheet, SeatTerm
from contest_pages.judging.queries.panel import is_over
from contest_pages.judging.queries.remarks import are_for_contestants, are_published, remarks_to_decide

from .chain import lock_chain
from .guards import check_no_conflict


@transaction.atomic
def decide_remark(
    *,
    round_page: JuryRoundPage,
    sheet: ScoreSheet,
    release: bool,
    chair: SeatTerm,
    now: datetime.datetime,
    actor=None,
) -> RemarkDecision:
    """Let the contestants read the remark of a sealed sheet after the publication, or hold it back.

    Recorded with the time and the seat of who decides; until the publication it may be decided otherwise. Idempotent.
    Side effect: an audit line. Raises JudgingRefused where the rules give remarks to nobody but the jury, before the
    judging is over, after the publication, for a sheet that does not count or has no remark, and for a work with
    which who decides has a conflict of interest.
    """
    lock_chain(round_page.pk)
    if not are_for_contestants(round_page.pk):
        raise JudgingRefused(_("By the rules of this round contestants read no remarks."))
    if not is_over(round_page, now):
        raise JudgingRefused(_("Remarks are released when the judging is over."))
    if are_published(round_page.pk):
        raise JudgingRefused(_("The results are published: what contestants read stays as it is."))
    found = remarks_to_decide(round_page.pk).filter(pk=sheet.pk).first()
    if found is None:
        raise JudgingRefused(_("This sheet counts no more, or has no remark."))
    check_no_conflict(found.candidate, chair)
    decision = RemarkDecision.objects.filter(sheet=found).first()
    if decision is not None and decision.is_released == release:
        return decision
    decision, _is_new = RemarkDecision.objects.update_or_create(
        sheet=found,
        defaults={
            "is_released": release,
            "decided_at": now,
            "decided_by_seat": chair.seat,
            "decided_by": actor,
        },
    )
    audit.record(
        "contest.decide_remark",
        round_page,
        actor=actor,
        seat=found.seat.number,
        candidate=found.candidate.number,
        released=release,
        led_by=chair.seat.number,
    )
    return decision
