"""Entries handed in while a round was open by mistake."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import ngettext

from contest_pages.contests.models import ContestRoundPage
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry

from .withdrawal import withdraw


@transaction.atomic
def discard_entries(
    *, round_page: ContestRoundPage, since: datetime.datetime, until: datetime.datetime
) -> list[str]:
    """Withdraw the entries handed in from `since` to `until`, and return how many there are in a sentence. Idempotent.

    Their places are free again: the contestants hand in once the round opens. Drafts stay drafts.
    """
    handed_in = Entry.objects.filter(round=round_page.pk, handed_in_at__gte=since, handed_in_at__lte=until)
    for entry in handed_in.filter(state__in=[EntryState.CHECKING, EntryState.SUBMITTED]).order_by("pk"):
        withdraw(entry=entry, now=until)
    if not (count := handed_in.count()):
        return []
    return [
        ngettext(
            "%(count)d entry was handed in in the meantime; it does not count.",
            "%(count)d entries were handed in in the meantime; they do not count.",
            count,
        )
        % {"count": count}
    ]
