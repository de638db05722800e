"""Which other entries show much the same as one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry, Likeness


def is_like(video: str) -> Exists:
    """Return the condition that the video at this path is like another one, for lists."""
    return Exists(Likeness.objects.filter(video=OuterRef(video)))


def likenesses_of(entry: Entry, most: int = 5) -> list[Likeness]:
    """Return the entries whose videos are like this one's, the most alike first, each with `entry` and `percent`."""
    found = (
        Likeness.objects.filter(video=entry.video_id, other__entry__isnull=False)
        .exclude(other__entry__state__in=[EntryState.DRAFT, EntryState.WITHDRAWN])
        .select_related("other__entry__registration")
    )
    rows = list(found[:most]) if entry.video_id else []
    for row in rows:
        row.entry, row.percent = row.other.entry, round(row.share * 100)
        row.entry.video = row.other
    return rows
