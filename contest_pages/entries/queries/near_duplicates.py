"""Near-duplicates: entries whose videos have scenes in common."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry, NearDuplicate


def has_near_duplicate(video: str) -> Exists:
    """Return the condition that the video at this path has a near-duplicate, for filters of lists."""
    return Exists(NearDuplicate.objects.filter(video=OuterRef(video)))


@dataclass(frozen=True)
class SimilarEntry:
    """An entry with a near-duplicate video; `percent` of the scenes are common."""

    entry: Entry
    percent: int


def near_duplicates_of(entry: Entry, most: int = 5) -> list[SimilarEntry]:
    """Return the entries whose videos are near-duplicates of this one's, the most similar first, at most `most`."""
    found = (
        NearDuplicate.objects.filter(video=entry.video_id, other__entry__isnull=False)
        .exclude(other__entry__state__in=[EntryState.DRAFT, EntryState.WITHDRAWN])
        .select_related("other__entry__registration", "other__entry__video")
    )
    rows = found[:most] if entry.video_id else []
    return [SimilarEntry(row.other.entry, round(row.share * 100)) for row in rows]
