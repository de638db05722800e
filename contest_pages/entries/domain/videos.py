"""A video finds its entry, gives way to a better one, and goes."""

from __future__ import annotations

import datetime

from django.core.files import File
from django.db import transaction

from contest_pages import audit
from contest_pages.entries import logic
from contest_pages.entries.enums import EntryState, JobKind
from contest_pages.entries.models import Entry, VideoAsset
from contest_pages.entries.models.video import original_name
from contest_pages.private_files import delete_after_commit, private_storage

from .jobs import order
from .moves import move_entry, revise_entry
from .taking import lock_own, open_rules


def give_video(*, entry: Entry, original: str, size: int, now: datetime.datetime) -> VideoAsset:
    """Give a locked entry the video whose file lies under `original` in the private storage.

    A video that already met the rules stays until the new one does too, so that nobody loses a
    place by a bad replacement. The caller has checked the round, and is in a transaction.
    """
    video = VideoAsset.objects.create(original=original, size=size, uploaded_at=now)
    keeps_old = entry.state in (EntryState.SUBMITTED, EntryState.CHANGES_ASKED)
    if keeps_old or entry.replacement_id is not None:
        old, entry.replacement = entry.replacement, video
    else:
        old, entry.video = entry.video, video
        if entry.state == EntryState.FAILED:
            revise_entry(entry, now=now)
            move_entry(entry, EntryState.CHECKING, now=now)
    entry.save(update_fields=["video", "replacement", "state", "revision"])
    if old is not None:
        forget_video(old)
    if entry.state != EntryState.DRAFT:
        audit.record("contest.replace_video", entry, entry=entry.code)
    order(video=video, kind=JobKind.PROBE, now=now)
    return video


def take_file(*, entry: Entry, file: File, now: datetime.datetime) -> VideoAsset:
    """Take a video that came with a plain form, in one piece.

    The file is stored before anything is locked, and removed again on a refusal.
    Raises RoundClosed, FileTooLarge, MoveNotAllowed (it was reviewed in the meantime).
    """
    rules = open_rules(entry.round, now, entry)
    logic.check_file_size(file.size, rules.maximum_bytes)
    storage = private_storage()
    name = storage.save(original_name(None, ""), file)
    try:
        with transaction.atomic():
            return give_video(entry=lock_own(entry), original=name, size=file.size, now=now)
    except BaseException:
        storage.delete(name)
        raise


def forget_video(video: VideoAsset) -> None:
    """Delete a video's row now and its files after the commit."""
    for file in files_of(video):
        delete_after_commit(file)
    video.delete()


def files_of(video: VideoAsset) -> list:
    """Return every stored file of a video, each once."""
    found = [video.original, video.playable, *video.widths_of(video.poster)]
    for still in video.stills.all():
        found += video.widths_of(still.picture)
    found += [rendition.file for rendition in video.renditions.all()]
    return list({file.name: file for file in found if file}.values())
