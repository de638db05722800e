"""The moderators' queue."""

from __future__ import annotations

from contest_pages.entries.models import Entry


def waiting_count() -> int:
    """Return how many entries wait for a moderator."""
    return Entry.objects.awaiting_review().count()


def queue():
    """Return the waiting entries, oldest first, with what a row shows."""
    return Entry.objects.awaiting_review().select_related("contest", "unit", "registration", "video")


def next_after(entry: Entry) -> Entry | None:
    """Return the entry that waits longest, other than this one."""
    return Entry.objects.awaiting_review().exclude(pk=entry.pk).first()
