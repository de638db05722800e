"""A contestant's own entries, with how far their videos have come."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Prefetch

from contest_pages.contests.models.form_page import Fragment
from contest_pages.entries.enums import JobKind, JobState
from contest_pages.entries.models import Entry, Upload, VideoAsset, VideoJob


@dataclass(frozen=True)
class VideoStanding:
    """How a video stands, for its contestant: where the look is, what it found, what comes next."""

    video: VideoAsset | None
    problem: str = ""
    percent: int = 0
    is_under_way: bool = False
    copies_percent: int | None = None

    @property
    def failed_checks(self):
        """Return the rules that the video breaks."""
        return self.video.failed_checks if self.video is not None else []

    @property
    def is_silent(self) -> bool:
        """Say whether nothing can be heard."""
        return self.video is not None and self.video.is_silent

    @property
    def is_bad(self) -> bool:
        """Say whether another video is needed."""
        return self.video is not None and self.video.is_checked and not self.video.passed


#: Features above say more to the contestant: each takes entries and `now`, returns fragments by entry number.
companions: list[Callable[[list[Entry], datetime.datetime], dict[int, Fragment]]] = []


def _standing(video: VideoAsset | None) -> VideoStanding:
    if video is None:
        return VideoStanding(None)
    jobs = {job.kind: job for job in video.jobs.all()}
    look, copies = jobs.get(JobKind.PROBE), jobs.get(JobKind.RENDITIONS)
    making = copies is not None and copies.state in (JobState.WAITING, JobState.RUNNING)
    return VideoStanding(
        video,
        problem=video.problem_words,
        percent=look.percent if look else 0,
        is_under_way=not video.is_checked,
        copies_percent=copies.percent if making else None,
    )


def state_of_video(entry: Entry) -> VideoStanding:
    """Return how the video stands that the contestant gave last."""
    return _standing(entry.replacement or entry.video)


def own_entries(registration, round_page, now: datetime.datetime) -> list[Entry]:
    """Return a contestant's entries of a round in their order, in a fixed number of queries.

    Each carries `video_state`, `replacement_state`, `upload` (unfinished, or None), and `notes`, what
    features above say of it.
    """
    jobs = Prefetch("video__jobs", VideoJob.objects.all())
    more = Prefetch("replacement__jobs", VideoJob.objects.all())
    open_uploads = Prefetch("uploads", Upload.objects.filter(completed_at=None), to_attr="open_uploads")
    entries = list(
        Entry.objects.filter(registration=registration, round=round_page)
        .select_related("video", "replacement", "round")
        .prefetch_related(jobs, more, open_uploads)
        .order_by("created_at", "pk")
    )
    for entry in entries:
        entry.round = round_page
        entry.video_state = _standing(entry.video)
        entry.replacement_state = _standing(entry.replacement)
        entry.upload = entry.open_uploads[0] if entry.open_uploads else None
    said = [companion(entries, now) for companion in companions]
    for entry in entries:
        entry.notes = [notes[entry.pk] for notes in said if entry.pk in notes]
    return entries
