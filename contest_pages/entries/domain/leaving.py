"""What becomes of entries when their contestant leaves, or asks to be forgotten."""

from __future__ import annotations

from contest_pages.entries.enums import OPEN_TO_CONTESTANT, EntryState
from contest_pages.entries.models import Entry, VideoAsset
from contest_pages.private_files import delete_after_commit
from contest_pages.registrations.enums import ErasedBecause

from .drafts import discard_draft
from .handing_in import withdraw
from .uploading import abandon_all
from .videos import files_of, forget_video


def on_registration_ends(sender, registration, now, **kwargs) -> None:
    """Withdraw what is not decided yet; what was decided stays on record and leaves the gallery."""
    for entry in Entry.objects.filter(registration=registration, state__in=OPEN_TO_CONTESTANT):
        if entry.state == EntryState.DRAFT:
            discard_draft(entry=entry)
        else:
            withdraw(entry=entry, now=now)


def on_registration_erased(sender, registration, because, **kwargs) -> None:
    """Delete the videos: all on the person's wish; when retention ends, all but what was published.

    An accepted entry keeps what visitors see; titles, numbers and awards stay in any case.
    """
    for entry in Entry.objects.filter(registration=registration).select_related("video", "replacement"):
        published = because == ErasedBecause.EXPIRED and entry.state == EntryState.ACCEPTED
        replacement, script = entry.replacement, entry.script
        entry.replacement = None
        entry.script, entry.script_file_name = "", ""
        entry.link_evidence = {}
        if not published:
            entry.summary = entry.link = ""
            entry.subtitles.all().delete()
        entry.save()
        abandon_all(entry)
        if script:
            delete_after_commit(script)
        if replacement is not None:
            forget_video(replacement)
        if entry.video is not None:
            _delete_files(entry.video, published=published)


def _delete_files(video: VideoAsset, *, published: bool) -> None:
    """Empty a video's row of its files now and delete them after the commit."""
    if published:
        gone = [video.original] if video.original else []
        others = video.stills.exclude(picture=video.poster.name)
        for still in others:
            gone += video.widths_of(still.picture)
        others.delete()
    else:
        gone = files_of(video)
        video.stills.all().delete()
        video.renditions.all().delete()
        video.playable = video.poster = ""
        video.frame_marks = []
    for file in gone:
        delete_after_commit(file)
    video.original = ""
    video.save()
