"""Closing of the list of a round: accepted entries advance, and the gallery may open."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages import audit
from contest_pages.entries.domain.advancing import close_advance_list, reopen_advance_list
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import AdvanceList, Entry, EntryRoundPage
from contest_pages.review.enums import UNDECIDED
from contest_pages.review.errors import ListNotReady, ReasonMissing
from contest_pages.review.logic.decisions import SHORTEST_REASON
from contest_pages.review.models import ReviewChain

from .recording import chain_of


def check_ready(round_page: EntryRoundPage, now: datetime.datetime) -> None:
    """Raise ListNotReady while the round accepts entries, or entries are not decided."""
    if not round_page.has_closed(now):
        raise ListNotReady(_("The round still takes entries. The list can be closed after its closing time."))
    waiting = Entry.objects.filter(round=round_page, state__in=UNDECIDED).count()
    if waiting:
        raise ListNotReady(
            ngettext(
                "%(count)d entry is not decided yet. Decide about it first, second looks and changes asked for too.",
                "%(count)d entries are not decided yet. Decide about them first, second looks and changes asked for too.",
                waiting,
            )
            % {"count": waiting}
        )


@transaction.atomic
def close_list(*, round_page: EntryRoundPage, actor, now: datetime.datetime) -> AdvanceList:
    """Close the list of accepted entries. The gallery opens with it, or at the later time of the round.

    The lock of the chain blocks decisions while the list is created. Idempotent.
    Raises ListNotReady.
    """
    chain_of(round_page.pk)
    chain = ReviewChain.objects.select_for_update().get(round_id=round_page.pk)
    if earlier := AdvanceList.objects.filter(from_round=round_page.pk).first():
        return earlier
    check_ready(round_page, now)
    accepted = Entry.objects.filter(round=round_page, state=EntryState.ACCEPTED).order_by("number").only("pk")
    closed = close_advance_list(from_round=round_page, entries=accepted, actor=actor, now=now)
    audit.record(
        "contest.close_list",
        round_page,
        actor=actor,
        count=closed.count,
        records=chain.length,
        last_hash=chain.last_hash,
    )
    return closed


@transaction.atomic
def reopen_list(*, round_page: EntryRoundPage, actor, reason: str) -> None:
    """Reopen a closed list, with a reason that stays on record. Raises ReasonMissing."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing(
            _("Write the reason in at least %(count)d letters: somebody will read it.")
            % {"count": SHORTEST_REASON}
        )
    if reopen_advance_list(from_round=round_page):
        audit.record("contest.reopen_list", round_page, actor=actor, reason=reason.strip())
