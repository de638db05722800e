"""The list of a round is closed: what was accepted goes on, and the gallery may open."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages import audit, page_cache
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry, EntryRoundPage, FinalistList
from contest_pages.review.enums import UNDECIDED
from contest_pages.review.errors import ListNotReady, ReasonMissing
from contest_pages.review.logic.decisions import SHORTEST_REASON
from contest_pages.review.models import ReviewChain

from .recording import chain_of


def check_ready(round_page: EntryRoundPage, now: datetime.datetime) -> None:
    """Raise ListNotReady while the round takes entries, or entries are not decided."""
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
def close_list(*, round_page: EntryRoundPage, actor, now: datetime.datetime) -> FinalistList:
    """Close the list of those who passed. The gallery opens with it, or at the later time the round says.

    The chain's lock keeps decisions out while the list is counted. Twice is as good as once.
    Raises ListNotReady.
    """
    chain_of(round_page.pk)
    chain = ReviewChain.objects.select_for_update().get(round_id=round_page.pk)
    if earlier := FinalistList.objects.filter(round=round_page).first():
        return earlier
    check_ready(round_page, now)
    accepted = Entry.objects.filter(round=round_page, state=EntryState.ACCEPTED).count()
    closed = FinalistList.objects.create(round=round_page, closed_at=now, closed_by=actor, count=accepted)
    page_cache.changed()
    audit.record(
        "contest.close_list",
        round_page,
        actor=actor,
        count=accepted,
        records=chain.length,
        last_hash=chain.last_hash,
    )
    return closed


@transaction.atomic
def reopen_list(*, round_page: EntryRoundPage, actor, reason: str) -> None:
    """Open a closed list again, with a reason that stays on record. Raises ReasonMissing."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing(
            _("Write the reason in at least %(count)d letters: somebody will read it.")
            % {"count": SHORTEST_REASON}
        )
    if FinalistList.objects.filter(round=round_page).delete()[0]:
        page_cache.changed()
        audit.record("contest.reopen_list", round_page, actor=actor, reason=reason.strip())
