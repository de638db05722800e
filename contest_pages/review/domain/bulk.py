"""Bulk acceptance of entries that passed the technical check; nothing is ever rejected in bulk."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from contest_pages.entries.queries.near_duplicates import has_near_duplicate
from contest_pages.review.eligibility import with_obstacles
from contest_pages.review.enums import Decision, Look
from contest_pages.review.errors import NotAllowed, ReviewRefused
from contest_pages.review.models import ReviewCase, ReviewStep

from .deciding import Verdict, decide, seen_now
from .planning import step_after

MOST_AT_ONCE = 500


def check_bulk(step: ReviewStep) -> None:
    """Raise NotAllowed unless works may pass this step in bulk: the plan allows it, and it is not the last step."""
    if not step.accepts_in_bulk or step_after(step) is None:
        raise NotAllowed(_("At this step every work is decided on its own."))


def passing_in_bulk(step: ReviewStep, moderator, now: datetime.datetime) -> list[ReviewCase]:
    """Return the cases at a step that meet every technical rule and have nothing that a person should check.

    Left for a person: works submitted as a link, silent videos, near-duplicates, appeals, claimed entries, and
    entries about which this moderator may not decide.
    """
    cases = (
        ReviewCase.objects.filter(step=step, look=Look.FIRST, entry__video__state="ready")
        .waiting()
        .free(moderator, now)
        .filter(expects=None)
        .exclude(has_near_duplicate("entry__video"))
        .select_related("entry__video", "step__plan")
    )
    cases = with_obstacles(cases, moderator).filter(obstacle="")
    return [
        case for case in cases[:MOST_AT_ONCE] if case.entry.video.passed and not case.entry.video.is_silent
    ]


def accept_in_bulk(*, step: ReviewStep, moderator, now: datetime.datetime) -> int:
    """Accept at this step all that passing_in_bulk returns, each with its own record; return their number.

    An entry that is changed concurrently is left out. Raises NotAllowed.
    """
    check_bulk(step)
    accepted = 0
    for case in passing_in_bulk(step, moderator, now):
        try:
            decide(
                entry=case.entry,
                moderator=moderator,
                verdict=Verdict(Decision.ACCEPT, in_bulk=True),
                seen=seen_now(case),
                now=now,
            )
        except ReviewRefused:
            continue
        accepted += 1
    return accepted
