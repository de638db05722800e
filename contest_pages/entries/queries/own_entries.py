"""A contestant's own entries, with the status of their videos."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Prefetch

from contest_pages import hooks
from contest_pages.art.choice import Choice, choice_for_entry
from contest_pages.entries.enums import JobKind, JobState
from contest_pages.entries.models import Entry, Upload, VideoAsset, VideoJob


@dataclass(frozen=True)
class VideoStatus:
    """The status of a video for its contestant: progress of the probe, result, copies under way."""

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


def _status_of(video: VideoAsset | None) -> VideoStatus:
    if video is None:
        return VideoStatus(None)
    jobs = {job.kind: job for job in video.jobs.all()}
    probe, copies = jobs.get(JobKind.PROBE), jobs.get(JobKind.RENDITIONS)
    making = copies if copies and copies.state in (JobState.WAITING, JobState.RUNNING) else None
    return VideoStatus(
        video,
        problem=video.problem_words,
        percent=probe.percent if probe else 0,
        is_under_way=not video.is_checked,
        copies_percent=making.percent if making else None,
    )


def video_status(entry: Entry) -> VideoStatus:
    """Return the status of the video that the contestant uploaded last."""
    return _status_of(entry.replacement or entry.video)


@dataclass(frozen=True)
class OwnEntry:
    """An entry as its contestant's page shows it.

    `upload` is the unfinished one, or None; `notes` are the fragments of the hook `entry_notes`; `can_change`
    says whether the contestant may change or withdraw it at this moment.
    """

    entry: Entry
    video_status: VideoStatus
    replacement_status: VideoStatus
    upload: Upload | None
    notes: list
    can_change: bool

    @property
    def poster(self) -> Choice:
        """Return the picture of the entry by its words."""
        kinds = self.entry.round.contest.kinds
        return choice_for_entry(f"entry-{self.entry.pk}", self.entry.title, kinds[0] if kinds else "")


def own_entries(
    registration, round_page, now: datetime.datetime, *, is_open: Callable[[Entry], bool]
) -> list[OwnEntry]:
    """Return a contestant's entries of a round in their order, in a fixed number of queries.

    `is_open` says of an entry whether its round takes changes of it at `now`.
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
        entry.round, entry.registration = round_page, registration
    notes_of_features = hooks.call("entry_notes", entries=entries, now=now)
    return [
        OwnEntry(
            entry,
            video_status=_status_of(entry.video),
            replacement_status=_status_of(entry.replacement),
            upload=next(iter(entry.open_uploads), None),
            notes=[notes[entry.pk] for notes in notes_of_features if entry.pk in notes],
            can_change=entry.is_open_to_contestant and is_open(entry),
        )
        for entry in entries
    ]
