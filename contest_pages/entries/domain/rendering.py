"""Smaller copies of a video, made in the background at low priority."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from contest_pages import conf
from contest_pages.entries.enums import SHOWN
from contest_pages.entries.models import Entry, Rendition, VideoAsset, VideoJob
from contest_pages.publishing import page_cache

from . import jobs, sandbox


class RenderingFailed(Exception):
    """The copies could not be made; the argument says why, for the staff."""


def render(*, job: VideoJob) -> None:
    """Make the copies of a job's video. Idempotent: earlier copies are replaced.

    They are made from the clean copy, so nothing that was appended to the original gets into them.
    Raises RenderingFailed, and JobTaken if another worker has taken over.
    """
    with sandbox.local_file(job.video.playable) as source, tempfile.TemporaryDirectory() as folder:
        answer = sandbox.run(
            "render",
            {
                "source": str(source),
                "folder": folder,
                "lines": list(conf.get("RENDITION_LINES")),
                "memory": conf.get("RENDER_MEMORY_BYTES"),
                "seconds": conf.get("RENDER_SECONDS"),
            },
            seconds=2 * conf.get("RENDER_SECONDS"),  # others use the processors too
            on_progress=lambda percent: jobs.heartbeat(job, percent=percent, now=timezone.now()),
        )
        if "facts" not in answer:
            raise RenderingFailed(answer["problem"])
        jobs.heartbeat(job, percent=99, now=timezone.now())
        for lines, name in answer["facts"]["made"]:
            _store(job.video, lines, Path(folder, name))


@transaction.atomic
def _store(video: VideoAsset, lines: int, path: Path) -> None:
    """Store one copy in place of an earlier one, unless the video was replaced meanwhile."""
    locked = VideoAsset.objects.select_for_update().filter(pk=video.pk).first()
    if locked is None:
        raise jobs.JobTaken
    old = Rendition.objects.filter(video=locked, lines=lines).first()
    if old is not None:
        old.file.delete(save=False)
        old.delete()
    rendition = Rendition(video=locked, lines=lines, size=path.stat().st_size)
    with path.open("rb") as file:
        rendition.file.save("copy", File(file), save=False)
    rendition.save()
    if Entry.objects.filter(video=locked, state__in=SHOWN).exists():
        page_cache.changed()  # its player offers one more quality
