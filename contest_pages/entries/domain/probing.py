"""The look at a video: probe it in a cage, hold it against the live rules, move its entry."""

from __future__ import annotations

import datetime
import hashlib
import tempfile
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from contest_pages import audit, conf
from contest_pages.entries import logic
from contest_pages.entries.enums import OPEN_TO_CONTESTANT, EntryState, JobKind, VideoState
from contest_pages.entries.models import Entry, Likeness, Still, VideoAsset, VideoJob
from contest_pages.entries.models.video import narrower
from contest_pages.entries.signals import entry_checked

from . import caged, jobs
from .handing_in import SAME_FILE, claim_place, return_to_review
from .moves import move_entry, revise_entry
from .videos import forget_video

#: What the probe's short answers mean; stored in English, shown through gettext.
PROBLEMS = {
    "empty": gettext_noop("The file is empty."),
    "not_video": gettext_noop("The file is not a video in MP4 or MOV."),
    "truncated": gettext_noop("The file is incomplete: its end is missing. Please export or copy it again."),
    "no_picture": gettext_noop("The file has no picture."),
    "too_large_picture": gettext_noop("The picture is larger than 4096 × 2304 pixels."),
    "too_long": gettext_noop("The video claims to be longer than four hours."),
    "too_complicated": gettext_noop(
        "The file is built in a way that no camera or editing program builds it. Please export it again as MP4."
    ),
    "undecodable": gettext_noop(
        "The picture cannot be decoded. Please export the video again as MP4 (H.264)."
    ),
    "not_playable": gettext_noop(
        "Browsers cannot play this kind of video. Please export it again as MP4 (H.264, AAC)."
    ),
    "limits": gettext_noop("The file could not be examined within the limits of time and memory."),
    "same_file": SAME_FILE,
}
#: How far a look may go back for like films, so that one more entry costs the same in any contest.
MOST_COMPARED = 5000


def probe(*, job: VideoJob) -> None:
    """Examine the video of a job and move its entry on: to the reviewers if every rule is met, else back.

    Safe to run twice: a video that is examined already is left alone. Side effects in order: facts,
    verdict, stills and playable copy, the entry's state, the order of smaller copies, audit line;
    after the commit `entry_checked`. Raises JobTaken if another worker has taken over.
    """
    video = job.video
    if video.is_checked:
        return
    VideoAsset.objects.filter(pk=video.pk).update(state=VideoState.PROBING)
    with caged.local_file(video.original) as source, tempfile.TemporaryDirectory() as folder:
        found = caged.run(
            "probe",
            {
                "source": str(source),
                "folder": folder,
                "memory": conf.get("PROBE_MEMORY_BYTES"),
                "seconds": max(1, int(conf.get("PROBE_SECONDS"))),
            },
            seconds=2 * conf.get("PROBE_SECONDS"),
            heard=lambda percent: jobs.beat(job, percent=percent, now=timezone.now()),
        )
        # The contestant may have given another video while this one was looked at.
        checksum = _sha256(source) if source.exists() else ""
        _finish(video.pk, found, checksum, Path(folder), timezone.now())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@transaction.atomic
def _finish(video_pk: int, found: dict, checksum: str, folder: Path, now: datetime.datetime) -> None:
    # The entry before its video, as everybody who locks both.
    entry = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("contest", "video")
        .filter(models.Q(video=video_pk) | models.Q(replacement=video_pk))
        .first()
    )
    video = VideoAsset.objects.select_for_update().filter(pk=video_pk).first()
    if video is None or video.is_checked:  # replaced, or another worker was faster
        return
    video.sha256 = checksum
    rules = entry.contest.live_rules if entry else None
    if problem := found.get("problem"):
        _break(video, problem)
    else:
        _keep_facts(video, found["facts"], folder)
        _judge(video, rules)
    if video.passed and entry and entry.state != EntryState.DRAFT and not claim_place(video, entry):
        _break(video, "same_file")
    video.save()
    if entry is not None:
        if entry.replacement_id == video.pk:
            _settle_replacement(entry, video, now)
        elif entry.state == EntryState.CHECKING:
            _move_on(entry, video, now)
    if video.passed:
        _mark_likenesses(video, entry)
        jobs.order(video=video, kind=JobKind.RENDITIONS, now=now)


def _break(video: VideoAsset, problem: str) -> None:
    video.state, video.problem = VideoState.BROKEN, PROBLEMS.get(problem, PROBLEMS["limits"])


def _keep_facts(video: VideoAsset, facts: dict, folder: Path) -> None:
    video.frame_marks = facts.pop("marks")
    stills = facts.pop("stills")
    video.state, video.facts = VideoState.READY, facts
    for number, (widths, second) in enumerate(stills):
        still = Still(video=video, second=second)
        *smaller, (_width, name) = widths
        with (folder / name).open("rb") as file:
            still.picture.save(name, File(file), save=False)
        for width, name in smaller:
            copy = narrower(still.picture, width)
            with (folder / name).open("rb") as file:
                copy.storage.save(copy.name, File(file))
        still.save()
        if number == 0:
            video.poster = still.picture.name
            facts["still_widths"] = [width for width, _name in widths]
    with (folder / "playable.mp4").open("rb") as file:
        video.playable.save("playable", File(file), save=False)


def _judge(video: VideoAsset, rules) -> None:
    # The verdict's words are for the contestant, whatever language this process happens to speak.
    with translation.override(settings.LANGUAGE_CODE):
        checks = logic.video_verdict(video.found, limits_of(rules)) if rules else []
    video.verdict = [check.as_json() for check in checks]
    video.rules_revision = rules.live_revision_id if rules else None


def _move_on(entry: Entry, video: VideoAsset, now: datetime.datetime) -> None:
    move_entry(entry, EntryState.SUBMITTED if video.passed else EntryState.FAILED, now=now)
    entry.submitted_at = now if video.passed else None
    entry.save(update_fields=["state", "submitted_at"])
    audit.record("contest.check_video", entry, entry=entry.code, passed=video.passed)
    transaction.on_commit(partial(entry_checked.send, Entry, entry_pk=entry.pk, state=entry.state))


def _settle_replacement(entry: Entry, video: VideoAsset, now: datetime.datetime) -> None:
    """Let a new video take over if it meets the rules and nobody has decided; else the old one stays.

    An entry that was handed back with it goes on to the reviewers, or back to its contestant.
    """
    if video.passed and entry.state in OPEN_TO_CONTESTANT:
        old, entry.video, entry.replacement = entry.video, video, None
        revise_entry(entry, now=now)
        entry.save(update_fields=["video", "replacement", "revision"])
        forget_video(old)
    if entry.state == EntryState.CHECKING:
        if video.passed:
            return_to_review(entry, now=now)
        else:
            move_entry(entry, EntryState.CHANGES_ASKED, now=now)
            entry.save(update_fields=["state"])
        transaction.on_commit(partial(entry_checked.send, Entry, entry_pk=entry.pk, state=entry.state))
    audit.record("contest.check_video", entry, entry=entry.code, passed=video.passed)


def _mark_likenesses(video: VideoAsset, entry: Entry | None) -> None:
    """Note which earlier videos of the contest show much the same, for the moderator."""
    if entry is None or not video.frame_marks:
        return
    others = (
        VideoAsset.objects.filter(entry__contest=entry.contest_id, state=VideoState.READY)
        .exclude(pk=video.pk)
        .exclude(entry__state__in=[EntryState.DRAFT, EntryState.WITHDRAWN])
        .order_by("-pk")
        .values_list("pk", "frame_marks")[:MOST_COMPARED]
    )
    rows = []
    for pk, marks in others.iterator():
        share = max(logic.likeness(video.frame_marks, marks), logic.likeness(marks, video.frame_marks))
        if share >= logic.LIKE_FROM:
            rows += [
                Likeness(video=video, other_id=pk, share=share),
                Likeness(video_id=pk, other=video, share=share),
            ]
    Likeness.objects.bulk_create(rows, ignore_conflicts=True)


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


def give_up(*, video_pk: int, now: datetime.datetime) -> None:
    """End the look at a video that has used up its attempts: the contestant is told and may give another."""
    _finish(video_pk, caged.LIMITS, "", Path(), now)
