"""Videos of entries: attach, replace, delete."""

from __future__ import annotations

import datetime

from django.core.files import File
from django.db import transaction

from contest_pages import audit
from contest_pages.entries import logic
from contest_pages.entries.enums import EntryState, JobKind
from contest_pages.entries.models import Entry, VideoAsset
from contest_pages.entries.models.video import original_name
from contest_pages.files.private_storage import delete_after_commit, private_storage

from .guards import lock_to_write, open_rules
from .jobs import request_job
from .transitions import change_state, revise_entry
from .unconfirmed import check_unconfirmed_room


def attach_video(*, entry: Entry, original: str, size: int, now: datetime.datetime) -> VideoAsset:
    """Attach the file `original` of the private storage to a locked entry.

    A video that meets the rules stays until the new one does too, so that a bad replacement does no harm. The caller has checked the round, and is in a transaction.
    """
    video = VideoAsset.objects.create(original=original, size=size, uploaded_at=now)
    keeps_old = entry.state in (EntryState.SUBMITTED, EntryState.CHANGES_ASKED)
    if keeps_old or entry.replacement_id is not None:
        old, entry.replacement = entry.replacement, video
    else:
        old, entry.video = entry.video, video
        if entry.state == EntryState.FAILED:
            revise_entry(entry, now=now)
            change_state(entry, EntryState.CHECKING, now=now)
    entry.save(update_fields=["video", "replacement", "state", "revision"])
    if old is not None:
        delete_video(old)
    if entry.state != EntryState.DRAFT:
        audit.record("contest.replace_video", entry, entry=entry.code)
    request_job(video=video, kind=JobKind.PROBE, now=now)
    return video


def attach_file(*, entry: Entry, file: File, now: datetime.datetime) -> VideoAsset:
    """Attach a video that was uploaded with a plain form.

    The file is stored before anything is locked, and removed again on a refusal.
    Raises RoundClosed, FileTooLarge, NoRoom, NotRegistered, EntryGone, TransitionNotAllowed (it was reviewed meanwhile).
    """
    rules = open_rules(entry.round, now, entry)
    logic.check_file_size(file.size, rules.maximum_bytes)
    check_unconfirmed_room(entry.registration, file.size, now)
    storage = private_storage()
    name = storage.save(original_name(None, ""), file)
    try:
        with transaction.atomic():
            return attach_video(entry=lock_to_write(entry), original=name, size=file.size, now=now)
    except BaseException:
        storage.delete(name)
        raise


def delete_video(video: VideoAsset) -> None:
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
