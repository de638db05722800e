"""Withdrawal of entries: by their contestant, when the registration ends, when it is erased."""

from __future__ import annotations

import datetime

from django.db import transaction

from contest_pages import audit
from contest_pages.entries.enums import OPEN_TO_CONTESTANT, EntryState
from contest_pages.entries.models import Entry, VideoAsset
from contest_pages.files.private_storage import delete_after_commit
from contest_pages.privacy.enums import ErasedBecause

from .drafts import discard_draft
from .guards import lock_own
from .transitions import change_state
from .uploads import abandon_all
from .videos import delete_video, files_of


@transaction.atomic
def withdraw(*, entry: Entry, now: datetime.datetime) -> Entry:
    """Withdraw an entry for its contestant; its slot is free again. Idempotent.

    Raises TransitionNotAllowed once it was reviewed.
    """
    if Entry.objects.filter(pk=entry.pk, state=EntryState.WITHDRAWN).exists():
        return entry
    entry = lock_own(entry)
    change_state(entry, EntryState.WITHDRAWN, now=now)
    replacement, entry.slot, entry.replacement = entry.replacement, None, None
    entry.changes_wanted, entry.changes_until = "", None
    entry.save(update_fields=["state", "slot", "replacement", "changes_wanted", "changes_until"])
    if replacement is not None:
        delete_video(replacement)
    if entry.video is not None and entry.video.place:
        VideoAsset.objects.filter(pk=entry.video_id).update(place=None)
    abandon_all(entry)
    audit.record("contest.withdraw", entry, entry=entry.code)
    return entry


def on_registration_ends(sender, registration, now, **kwargs) -> None:
    """Withdraw undecided entries; decided ones stay on record and leave the gallery."""
    for entry in Entry.objects.filter(registration=registration, state__in=OPEN_TO_CONTESTANT):
        if entry.state == EntryState.DRAFT:
            discard_draft(entry=entry)
        else:
            withdraw(entry=entry, now=now)


def on_unconfirmed_dropped(sender, registration, **kwargs) -> None:
    """Delete the drafts of a registration that nobody confirmed, with their files: it goes in the same transaction."""
    for entry in Entry.objects.filter(registration=registration, state=EntryState.DRAFT):
        discard_draft(entry=entry)


def erase_entries(registration, because: str) -> None:
    """Delete drafts and videos: all on the person's request; when retention ends, all but published ones.

    An accepted entry keeps what visitors see. Numbers and awards stay in any case, the title only of an accepted
    entry, as part of the result, and only where it names nobody of the registration.
    """
    entries = Entry.objects.filter(registration=registration).select_related("video", "replacement")
    keeps_name = because == ErasedBecause.EXPIRED and registration.publish_name
    names = [] if keeps_name else list(registration.members.values_list("name_text", flat=True))
    audit.forget_texts(entries)
    for entry in entries:
        if entry.state == EntryState.DRAFT:
            discard_draft(entry=entry)
            continue
        published = because == ErasedBecause.EXPIRED and entry.state == EntryState.ACCEPTED
        replacement, script = entry.replacement, entry.script
        entry.replacement = None
        entry.script, entry.script_file_name = "", ""
        entry.link_evidence = {}
        entry.changes_wanted = ""
        if not published:
            entry.summary = entry.link = ""
            entry.subtitles.all().delete()
        if entry.state != EntryState.ACCEPTED:
            entry.title = ""
        elif any(name and name in entry.title_text for name in names):
            entry.title = entry.code
        entry.fold_search_text()
        entry.save()
        abandon_all(entry)
        if script:
            delete_after_commit(script)
        if replacement is not None:
            delete_video(replacement)
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
        video.frame_hashes = []
    for file in gone:
        delete_after_commit(file)
    video.original = ""
    video.save()
