"""The list of the works that go on from a jury round is closed by its ranking, and stands from then on."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.entries.domain.advancing import close_advance_list, reopen_advance_list
from contest_pages.entries.enums import AdvanceReason
from contest_pages.entries.models import AdvanceList
from contest_pages.judging.errors import JudgingRefused
from contest_pages.judging.models import Candidate, JuryRoundPage
from contest_pages.judging.queries.advancing import proposed

from .chain import lock_chain


@transaction.atomic
def close_list(*, round_page: JuryRoundPage, actor, now: datetime.datetime) -> AdvanceList:
    """Close the list of the works that go on by the ranking; a later correction of the ranking does not change it.

    Idempotent. Side effects: the list with its rows; an audit line. Raises JudgingRefused before the ranking, where
    the rules let nobody go on, and where nobody does.
    """
    lock_chain(round_page.pk)
    if present := AdvanceList.objects.filter(from_round=round_page.pk).first():
        return present
    found = proposed(round_page)
    if found.refusal or found.ranking is None:
        raise JudgingRefused(found.refusal)
    advance_list = close_advance_list(
        from_round=round_page,
        entries=[row.entry for row in found.rows],
        because=AdvanceReason.RANK,
        actor=actor,
        now=now,
    )
    audit.record(
        "contest.close_jury_list",
        round_page,
        actor=actor,
        ranking=found.ranking.number,
        works=[row.code for row in found.rows],
    )
    return advance_list


@transaction.atomic
def reopen_list(*, round_page: JuryRoundPage, reason: str, actor) -> None:
    """Open the list again, with a reason, as long as no round has taken its works. Raises JudgingRefused."""
    if not reason.strip():
        raise JudgingRefused(_("Write why the list is opened again: it stands in the record."))
    lock_chain(round_page.pk)
    taken = Candidate.objects.filter(entry__advances__list__from_round=round_page.pk).exclude(
        round_id=round_page.pk
    )
    if later := taken.select_related("round").first():
        raise JudgingRefused(
            _(
                "“%(round)s” has taken these works: the list stands. Add or withdraw a work there, with the reason."
            )
            % {"round": later.round.title}
        )
    if reopen_advance_list(from_round=round_page):
        audit.record("contest.reopen_jury_list", round_page, actor=actor, reason=reason.strip())
