"""What becomes of entries when their contestant leaves, or asks to be forgotten."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from contest_pages.entries.enums import OPEN_TO_CONTESTANT, EntryState
from contest_pages.entries.models import Entry, VideoAsset
from contest_pages.registrations.enums import ErasedBecause

from .intake import withdraw


def on_registration_ends(sender, registration, now, **kwargs) -> None:
    """Withdraw what is not decided yet; what was decided stays on record and leaves the gallery."""
    for entry in Entry.objects.filter(registration=registration, state__in=OPEN_TO_CONTESTANT):
        withdraw(entry=entry, now=now)


def on_registration_erased(sender, registration, because, **kwargs) -> None:
    """Delete the videos: all on the person's wish; when retention ends, all but what was published.

    An accepted entry keeps the copy that visitors see; titles, numbers and awards stay in any case.
    """
    for entry in Entry.objects.filter(registration=registration).select_related("video"):
        published = because == ErasedBecause.EXPIRED and entry.state == EntryState.ACCEPTED
        delete_files(entry.video, ["original"] if published else ["original", "playable", "poster"])
        if not published:
            Entry.objects.filter(pk=entry.pk).update(summary="")


def delete_files(video: VideoAsset, names: list[str]) -> None:
    """Empty the named file fields now and delete the files after the commit."""
    for name in names:
        if file := getattr(video, name):
            transaction.on_commit(partial(file.storage.delete, file.name))
            setattr(video, name, "")
    video.save(update_fields=names)
