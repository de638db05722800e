"""Steps that many tests about entries take."""

from __future__ import annotations

from django.core.files.base import ContentFile, File

from contest_pages.entries import tasks
from contest_pages.entries.domain import drafts, handing_in, videos
from contest_pages.entries.enums import JobKind
from contest_pages.entries.models import Entry, VideoJob
from tests.factories.pages import NOW


def begin(stage, registration, now=NOW, **words) -> Entry:
    """Begin a draft and write its words."""
    entry = drafts.begin_draft(round_page=stage.round, registration=registration, now=now)
    return drafts.save_words(entry=entry, words=drafts.Words(**{"title": "Bản số", **words}), now=now)


def give(entry, source, now=NOW):
    """Give an entry a video: bytes, or the path of a file."""
    if isinstance(source, bytes):
        return videos.take_file(entry=entry, file=ContentFile(source, name="../../etc/passwd.mp4"), now=now)
    with source.open("rb") as file:
        return videos.take_file(entry=entry, file=File(file, name="phim.mp4"), now=now)


def hand_in(stage, registration, source=b"a video", now=NOW, **words) -> Entry:
    """Begin, write, give a video and hand in; nobody has looked at it yet."""
    entry = begin(stage, registration, now=now, **words)
    give(entry, source, now=now)
    return handing_in.hand_in(entry=entry, declarations=stage.rules.declarations, now=now)


def look(entry) -> Entry:
    """Let the worker look at the video that was given last, and return the entry as it is then."""
    entry.refresh_from_db()
    job = VideoJob.objects.get(video=entry.replacement_id or entry.video_id, kind=JobKind.PROBE)
    tasks.run_job.func(job.pk)
    return Entry.objects.select_related("video", "replacement").get(pk=entry.pk)
