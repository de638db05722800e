"""The look at a video: probe it in a cage, hold it against the live rules, move its entry."""

from __future__ import annotations

import datetime
import hashlib
import json
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contest_pages import audit, conf
from contest_pages.entries import logic
from contest_pages.entries.enums import EntryState, VideoState
from contest_pages.entries.models import Entry, VideoAsset
from contest_pages.entries.signals import entry_checked

from .moves import move_entry

_SCRIPT = Path(__file__).resolve().parent.parent / "probe_script.py"

#: What the probe's short answers mean; stored in English, shown through gettext.
PROBLEMS = {
    "empty": gettext_noop("The file is empty."),
    "not_video": gettext_noop("The file is not a video in MP4 or MOV."),
    "truncated": gettext_noop("The file is incomplete: its end is missing. Please export or copy it again."),
    "no_picture": gettext_noop("The file has no picture."),
    "too_large_picture": gettext_noop("The picture is larger than 4096 × 2304 pixels."),
    "undecodable": gettext_noop(
        "The picture cannot be decoded. Please export the video again as MP4 (H.264)."
    ),
    "not_playable": gettext_noop(
        "Browsers cannot play this kind of video. Please export it again as MP4 (H.264, AAC)."
    ),
    "limits": gettext_noop("The file could not be examined within the limits of time and memory."),
}


def probe(*, video_pk: int, now: datetime.datetime) -> VideoAsset | None:
    """Examine a video and move its entry on: to the reviewers if every live rule is met, else back.

    Safe to run twice: a video that is examined already is left alone, and one that is gone gives
    None. Side effects in order:
    attempt and heartbeat, poster and playable copy, facts and verdict, the entry's state, audit
    line; after the commit `entry_checked`.
    """
    begun = _begin(video_pk, now)
    video = VideoAsset.objects.filter(pk=video_pk).first()
    if video is None or not begun:
        return video
    with _local_file(video) as source, tempfile.TemporaryDirectory() as folder:
        poster, playable = Path(folder, "poster.webp"), Path(folder, "playable.mp4")
        found = _run_script(source, poster, playable)
        # The contestant may have given another video while this one was looked at.
        checksum = _sha256(source) if source.exists() else ""
        return _finish(video_pk, found, checksum, poster, playable, now)


def _begin(video_pk: int, now: datetime.datetime) -> bool:
    return bool(
        VideoAsset.objects.filter(pk=video_pk)
        .exclude(state__in=[VideoState.READY, VideoState.BROKEN])
        .update(state=VideoState.PROBING, attempts=models.F("attempts") + 1, heartbeat_at=now)
    )


@contextmanager
def _local_file(video: VideoAsset):
    """Yield the path of the original on this machine, copied here if its storage is elsewhere."""
    try:
        path = video.original.path
    except NotImplementedError:
        with tempfile.NamedTemporaryFile() as copy:
            for chunk in video.original.chunks():
                copy.write(chunk)
            copy.flush()
            yield Path(copy.name)
    else:
        yield Path(path)


def _run_script(source: Path, poster: Path, playable: Path) -> dict:
    """Run the probe in a process of its own, with limits on time, memory and what it may write."""
    order = {
        "source": str(source),
        "poster": str(poster),
        "playable": str(playable),
        "memory": conf.get("PROBE_MEMORY_BYTES"),
        "seconds": conf.get("PROBE_SECONDS"),
    }
    try:
        run = subprocess.run(  # noqa: S603  (our own script, no shell, no citizen's words in it)
            [sys.executable, "-I", str(_SCRIPT)],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            timeout=conf.get("PROBE_SECONDS") * 2,
            check=False,
            env={},
        )
        return json.loads(run.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {"problem": "limits"}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@transaction.atomic
def _finish(
    video_pk: int, found: dict, checksum: str, poster: Path, playable: Path, now: datetime.datetime
) -> VideoAsset | None:
    # The entry before its video, as everybody who locks both.
    entry = (
        Entry.objects.select_for_update(of=("self",)).select_related("contest").filter(video=video_pk).first()
    )
    video = VideoAsset.objects.select_for_update().filter(pk=video_pk).first()
    if video is None or video.state != VideoState.PROBING:  # replaced, or another worker was faster
        return video
    video.sha256 = checksum
    video.heartbeat_at = now
    if problem := found.get("problem"):
        video.state, video.problem = VideoState.BROKEN, PROBLEMS.get(problem, PROBLEMS["limits"])
        passed = False
    else:
        facts = logic.VideoFacts(**found["facts"])
        rules = entry.contest.live_rules if entry else None
        # The verdict's words are for the contestant, whatever language this process happens to speak.
        with translation.override(settings.LANGUAGE_CODE):
            checks = logic.video_verdict(facts, limits_of(rules)) if rules else []
        video.state, video.facts = VideoState.READY, found["facts"]
        video.verdict = [check.as_json() for check in checks]
        video.rules_revision = rules.live_revision_id if rules else None
        passed = logic.passes(checks)
        with poster.open("rb") as file:
            video.poster.save("poster", File(file), save=False)
        with playable.open("rb") as file:
            video.playable.save("playable", File(file), save=False)
    video.save()
    if entry is not None and entry.state == EntryState.CHECKING:
        move_entry(entry, EntryState.SUBMITTED if passed else EntryState.FAILED)
        entry.submitted_at = now if passed else None
        entry.save(update_fields=["state", "submitted_at"])
        audit.record("contest.check_video", entry, entry=entry.code, passed=passed)
        transaction.on_commit(partial(entry_checked.send, Entry, entry_pk=entry.pk, state=entry.state))
    return video


def limits_of(rules) -> logic.VideoLimits:
    """Return what a rules page asks of a video."""
    return logic.VideoLimits(
        minimum_seconds=rules.minimum_seconds,
        maximum_seconds=rules.maximum_seconds,
        formats=tuple(rules.video_formats),
        minimum_width=rules.minimum_width,
        minimum_height=rules.minimum_height,
        maximum_bytes=rules.maximum_bytes,
    )


def give_up(*, video_pk: int, now: datetime.datetime) -> VideoAsset | None:
    """End the look at a video that has used up its attempts: the contestant is told and may give another."""
    VideoAsset.objects.filter(pk=video_pk, state=VideoState.WAITING).update(state=VideoState.PROBING)
    nothing = Path()
    return _finish(video_pk, {"problem": "limits"}, "", nothing, nothing, now)


def stale_videos(now: datetime.datetime):
    """Return the videos whose look never began or whose worker went silent."""
    silent_since = now - datetime.timedelta(seconds=conf.get("PROBE_SECONDS") * 4)
    return VideoAsset.objects.filter(
        state__in=[VideoState.WAITING, VideoState.PROBING],
        uploaded_at__lt=silent_since,
    ).filter(models.Q(heartbeat_at=None) | models.Q(heartbeat_at__lt=silent_since))


def problem_words(video: VideoAsset) -> str:
    """Return why a broken video could not be read, in the reader's language."""
    return _(video.problem) if video.problem else ""
