"""Steps that many tests about entries take."""

from __future__ import annotations

from django.core.files.base import ContentFile, File

from contest_pages.entries import tasks
from contest_pages.entries.domain import drafts, submission, videos
from contest_pages.entries.enums import JobKind
from contest_pages.entries.models import Entry, VideoJob
from tests.factories.pages import NOW


def begin(stage, registration, now=NOW, **words) -> Entry:
    """Begin a draft and write its words."""
    entry = drafts.begin_draft(round_page=stage.round, registration=registration, now=now)
    return drafts.save_text(entry=entry, text=drafts.EntryText(**{"title": "Bản số", **words}), now=now)


def give(entry, source, now=NOW):
    """Give an entry a video: bytes, or the path of a file."""
    if isinstance(source, bytes):
        return videos.attach_file(entry=entry, file=ContentFile(source, name="../../etc/passwd.mp4"), now=now)
    with source.open("rb") as file:
        return videos.attach_file(entry=entry, file=File(file, name="phim.mp4"), now=now)


def hand_in(stage, registration, source=b"a video", now=NOW, **words) -> Entry:
    """Begin, write, give a video and hand in; nobody has looked at it yet."""
    entry = begin(stage, registration, now=now, **words)
    give(entry, source, now=now)
    return submission.submit_entry(entry=entry, declarations=stage.rules.declarations, now=now)


def run_probe(entry) -> Entry:
    """Run the probe of the video that was uploaded last, and return the entry afterwards."""
    entry.refresh_from_db()
    job = VideoJob.objects.get(video=entry.replacement_id or entry.video_id, kind=JobKind.PROBE)
    tasks.run_job.func(job.pk)
    return Entry.objects.select_related("video", "replacement").get(pk=entry.pk)
