"""Probing of a video: run the probe in the sandbox, check the live rules, change the state of the entry."""

from __future__ import annotations

import datetime
import hashlib
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from contest_pages import audit, conf
from contest_pages.entries import logic
from contest_pages.entries.enums import OPEN_TO_CONTESTANT, EntryState, JobKind, VideoState
from contest_pages.entries.models import Entry, NearDuplicate, Still, VideoAsset, VideoJob
from contest_pages.entries.models.video import narrower
from contest_pages.notices.notifying import notify

from . import jobs, sandbox
from .submission import SAME_FILE, claim_file, return_to_review
from .transitions import change_state, revise_entry
from .videos import delete_video

#: The sentences for the probe's problem keys; stored in English, shown through gettext.
PROBLEMS = {
    "empty": gettext_noop("The file is empty."),
    "not_video": gettext_noop("The file is not a video in MP4 or MOV."),
    "truncated": gettext_noop("The file is incomplete: its end is missing. Please export or copy it again."),
    "no_picture": gettext_noop("The file has no picture."),
    "too_large_picture": gettext_noop("The picture is larger than %(width)d × %(height)d pixels."),
    "too_long": gettext_noop("The video claims to be longer than %(longest)s."),
    "too_complicated": gettext_noop(
        "The file is built in a way that no camera or editing program builds it. Please export it again as MP4."
    ),
    "undecodable": gettext_noop(
        "The picture cannot be decoded. Please export the video again as MP4 (H.264)."
    ),
    "undecodable_sound": gettext_noop(
        "The sound cannot be decoded. Please export the video again as MP4 (H.264, AAC)."
    ),
    "not_playable": gettext_noop(
        "Browsers cannot play this kind of video. Please export it again as MP4 (H.264, AAC)."
    ),
    "not_copied": gettext_noop(
        "No copy for visitors can be made of this video. Please export it again as MP4 (H.264, AAC)."
    ),
    "limits": gettext_noop("The file could not be examined within the limits of time and memory."),
    "same_file": SAME_FILE,
}
#: Videos that a new one is compared with at most, the newest first: the cost of an entry stays bounded.
MAX_COMPARED = 5000


def probe(*, job: VideoJob) -> None:
    """Probe the video of a job and change the state of its entry: to the reviewers if every rule is met, else failed.

    Idempotent: a video that is checked already is left alone. Side effects in order: facts,
    verdict, stills and playable copy, the entry's state, the order of smaller copies, audit line, letter. Raises JobTaken if another worker has taken over.
    """
    video = job.video
    if video.is_checked:
        return
    VideoAsset.objects.filter(pk=video.pk).update(state=VideoState.PROBING)
    with sandbox.local_file(video.original) as source, tempfile.TemporaryDirectory() as folder:
        found = sandbox.run(
            "probe",
            {
                "source": str(source),
                "folder": folder,
                "memory": conf.get("PROBE_MEMORY_BYTES"),
                "seconds": max(1, int(conf.get("PROBE_SECONDS"))),
            },
            seconds=2 * conf.get("PROBE_SECONDS"),
            on_progress=lambda percent: jobs.heartbeat(job, percent=percent, now=timezone.now()),
        )
        # The contestant may have replaced the video while the probe ran.
        checksum = _sha256(source) if source.exists() else ""
        _finish(video.pk, found, checksum, Path(folder), timezone.now())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@transaction.atomic
def _finish(video_pk: int, found: dict, checksum: str, folder: Path, now: datetime.datetime) -> None:
    # Locks are taken in one order everywhere: the entry, then its video.
    entry = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("contest", "video")
        .filter(models.Q(video=video_pk) | models.Q(replacement=video_pk))
        .first()
    )
    video = VideoAsset.objects.select_for_update().filter(pk=video_pk).first()
    if video is None or video.is_checked:  # it was replaced, or another worker was faster
        return
    video.sha256 = checksum
    rules = entry.contest.live_rules if entry else None
    if problem := found.get("problem"):
        _mark_broken(video, problem)
    else:
        _store_facts(video, found["facts"], folder)
        _check_rules(video, rules)
    if video.passed and entry and entry.state != EntryState.DRAFT and not claim_file(video, entry):
        _mark_broken(video, "same_file")
    video.save()
    if entry is not None:
        if entry.replacement_id == video.pk:
            _settle_replacement(entry, video, now)
        elif entry.state == EntryState.CHECKING:
            _finish_check(entry, video, now)
    if video.passed:
        _record_near_duplicates(video, entry)
        jobs.request_job(video=video, kind=JobKind.RENDITIONS, now=now)


def _mark_broken(video: VideoAsset, problem: str) -> None:
    video.state, video.problem = VideoState.BROKEN, PROBLEMS.get(problem, PROBLEMS["limits"])


def _store_facts(video: VideoAsset, facts: dict, folder: Path) -> None:
    video.frame_hashes = facts.pop("frame_hashes")
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


def _check_rules(video: VideoAsset, rules) -> None:
    # The verdict is written for the contestant, in the site's language and not that of this process.
    with translation.override(settings.LANGUAGE_CODE):
        facts = video.probe_facts
        checks = logic.video_verdict(facts, limits_of(rules)) if rules and facts is not None else []
    video.verdict = [check.as_json() for check in checks]
    video.rules_revision = rules.live_revision_id if rules else None


def _finish_check(entry: Entry, video: VideoAsset, now: datetime.datetime) -> None:
    change_state(entry, EntryState.SUBMITTED if video.passed else EntryState.FAILED, now=now)
    entry.submitted_at = now if video.passed else None
    entry.save(update_fields=["state", "submitted_at"])
    audit.record("contest.check_video", entry, entry=entry.code, passed=video.passed)
    notify("entries.checked", entry.registration, entry=entry.pk)


def _settle_replacement(entry: Entry, video: VideoAsset, now: datetime.datetime) -> None:
    """Replace the video if the new one meets the rules and the entry is not decided; else keep the old one.

    An entry that was resubmitted with it goes to the reviewers, or back to its contestant.
    """
    if video.passed and entry.state in OPEN_TO_CONTESTANT:
        old, entry.video, entry.replacement = entry.video, video, None
        revise_entry(entry, now=now)
        entry.save(update_fields=["video", "replacement", "revision"])
        delete_video(old)
    if entry.state == EntryState.CHECKING:
        if video.passed:
            return_to_review(entry, now=now)
        else:
            change_state(entry, EntryState.CHANGES_ASKED, now=now)
            entry.save(update_fields=["state"])
        notify("entries.checked", entry.registration, entry=entry.pk)
    audit.record("contest.check_video", entry, entry=entry.code, passed=video.passed)


def _record_near_duplicates(video: VideoAsset, entry: Entry | None) -> None:
    """Record which earlier videos of the contest are near-duplicates, for the moderators."""
    if entry is None or not video.frame_hashes:
        return
    others = (
        VideoAsset.objects.filter(entry__contest=entry.contest_id, state=VideoState.READY)
        .exclude(pk=video.pk)
        .exclude(entry__state__in=[EntryState.DRAFT, EntryState.WITHDRAWN])
        .order_by("-pk")
        .values_list("pk", "frame_hashes")[:MAX_COMPARED]
    )
    rows = []
    for pk, hashes in others.iterator():
        share = max(
            logic.scene_similarity(video.frame_hashes, hashes),
            logic.scene_similarity(hashes, video.frame_hashes),
        )
        if share >= logic.NEAR_DUPLICATE_FROM:
            rows += [
                NearDuplicate(video=video, other_id=pk, share=share),
                NearDuplicate(video_id=pk, other=video, share=share),
            ]
    NearDuplicate.objects.bulk_create(rows, ignore_conflicts=True)


def limits_of(rules) -> logic.VideoLimits:
    """Return the limits that a rules page sets for a video."""
    return logic.VideoLimits(
        minimum_seconds=rules.minimum_seconds,
        maximum_seconds=rules.maximum_seconds,
        formats=tuple(rules.video_formats),
        minimum_width=rules.minimum_width,
        minimum_height=rules.minimum_height,
        maximum_bytes=rules.maximum_bytes,
    )


def give_up(*, video_pk: int, now: datetime.datetime) -> None:
    """Mark a video as broken whose probe has used up its attempts; the contestant is notified and may replace it."""
    _finish(video_pk, sandbox.LIMITS, "", Path(), now)
