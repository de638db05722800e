"""Jobs: ordered, begun, kept alive, ended. The row decides; the task queue may lose or repeat its part."""

from __future__ import annotations

import datetime
import logging
from functools import partial

from django.db import models, transaction

from contest_pages import audit, conf
from contest_pages.entries.enums import JobKind, JobState
from contest_pages.entries.models import VideoAsset, VideoJob
from contest_pages.entries.signals import job_ordered

logger = logging.getLogger(__name__)

#: A worker that has been silent for so long is dead.
SILENCE = datetime.timedelta(minutes=2)


class JobTaken(Exception):
    """The job belongs to another worker now, or its video is gone: stop."""


def order(*, video: VideoAsset, kind: JobKind, now: datetime.datetime) -> VideoJob:
    """Order a job; the same job of a video exists once. After the commit `job_ordered`."""
    job, created = VideoJob.objects.get_or_create(video=video, kind=kind, defaults={"ordered_at": now})
    if created:
        transaction.on_commit(partial(job_ordered.send, VideoJob, job_pk=job.pk))
    return job


def begin(*, job_pk: int, now: datetime.datetime) -> VideoJob | None:
    """Take a job that waits, or None if it does not: another worker has it, or it is done."""
    taken = VideoJob.objects.filter(pk=job_pk, state=JobState.WAITING).update(
        state=JobState.RUNNING, attempts=models.F("attempts") + 1, heartbeat_at=now, percent=0, last_error=""
    )
    return VideoJob.objects.select_related("video").get(pk=job_pk) if taken else None


def beat(job: VideoJob, *, percent: int, now: datetime.datetime) -> None:
    """Say that the work goes on; JobTaken if it is not ours any more."""
    alive = VideoJob.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts).update(
        heartbeat_at=now, percent=percent
    )
    if not alive:
        raise JobTaken


def finish(job: VideoJob, *, now: datetime.datetime) -> None:
    """End a job that is done."""
    VideoJob.objects.filter(pk=job.pk, attempts=job.attempts).update(
        state=JobState.DONE, percent=100, finished_at=now, heartbeat_at=now
    )


def fail(job: VideoJob, *, error: str, now: datetime.datetime) -> bool:
    """Note why a job failed; return whether it will be tried again. After the last try it stays failed."""
    again = job.attempts < conf.get("JOB_ATTEMPTS")
    VideoJob.objects.filter(pk=job.pk, attempts=job.attempts, state=JobState.RUNNING).update(
        state=JobState.WAITING if again else JobState.FAILED,
        last_error=error[:2000],
        heartbeat_at=now,
        finished_at=None if again else now,
    )
    return again


@transaction.atomic
def run_again(*, job: VideoJob, actor) -> VideoJob:
    """Let a failed job begin anew, at somebody's wish; one that is under way is left alone."""
    job = VideoJob.objects.select_for_update().get(pk=job.pk)
    if job.state in (JobState.FAILED, JobState.DONE):
        VideoJob.objects.filter(pk=job.pk).update(
            state=JobState.WAITING, attempts=0, percent=0, finished_at=None, last_error=""
        )
        audit.record("contest.run_job_again", job, actor=actor, job=job.kind)
        transaction.on_commit(partial(job_ordered.send, VideoJob, job_pk=job.pk))
        job.refresh_from_db()
    return job


def sweep(now: datetime.datetime) -> tuple[list[VideoJob], list[VideoJob]]:
    """Find jobs whose worker was killed, and those that nobody took; return (to run again, given up).

    A job that waits longer than SILENCE may have lost its place in the queue: it is put there again,
    which does no harm, since only one worker can take it.
    """
    silent = now - SILENCE
    again, given_up = [], []
    for job in VideoJob.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=silent).select_related(
        "video"
    ):
        logger.warning("%s: its worker went silent", job)
        (again if fail(job, error="the worker went silent", now=now) else given_up).append(job)
    for job in VideoJob.objects.filter(state=JobState.WAITING, ordered_at__lt=silent).select_related("video"):
        if job.heartbeat_at is None or job.heartbeat_at < silent:
            again.append(job)
    return again, given_up


def silent_worker(now: datetime.datetime) -> VideoJob | None:
    """Return a job whose worker has been silent for too long, if there is one: for those who watch."""
    return VideoJob.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=now - 2 * SILENCE).first()
