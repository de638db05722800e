"""The list of who goes on from a round is closed, and opened again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction

from contest_pages.contests.models import ContestRoundPage
from contest_pages.entries.enums import AdvanceReason
from contest_pages.entries.models import AdvanceList, AdvanceRow, Entry
from contest_pages.publishing import page_cache

_AT_ONCE = 1000


@transaction.atomic
def close_advance_list(
    *,
    from_round: ContestRoundPage,
    entries: Iterable[Entry],
    actor,
    now: datetime.datetime,
    because: str = AdvanceReason.ACCEPTED,
) -> AdvanceList:
    """Close the list of the works that go on, a row for each in the order given, all for the same reason.

    Idempotent: a list that is closed already is returned as it is.
    """
    advance_list, is_new = AdvanceList.objects.get_or_create(
        from_round_id=from_round.pk, defaults={"closed_at": now, "closed_by": actor}
    )
    if is_new:
        AdvanceRow.objects.bulk_create(
            (AdvanceRow(list=advance_list, entry=entry, because=because) for entry in entries),
            batch_size=_AT_ONCE,
        )
        page_cache.changed()
    return advance_list


@transaction.atomic
def reopen_advance_list(*, from_round: ContestRoundPage) -> bool:
    """Delete the closed list of a round with its rows, and return whether there was one."""
    advance_list = AdvanceList.objects.select_for_update().filter(from_round=from_round.pk).first()
    if advance_list is None:
        return False
    advance_list.delete()
    page_cache.changed()
    return True
