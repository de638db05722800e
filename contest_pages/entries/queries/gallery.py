"""When a gallery changes by the clock alone."""

from __future__ import annotations

import datetime

from django.db.models import Min

from contest_pages.entries.models import EntryRoundPage


def next_gallery_opening(now: datetime.datetime) -> datetime.datetime | None:
    """Return the next moment at which the gallery of a round opens by the clock."""
    rounds = EntryRoundPage.objects.live().filter(gallery_opens_at__gt=now)
    return rounds.aggregate(at=Min("gallery_opens_at"))["at"]
