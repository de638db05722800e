"""Video jobs from request to end. The row is authoritative; the task queue may lose or repeat a message."""

from __future__ import annotations

import datetime
import logging
from functools import partial

from django.db import models, transaction

from contest_pages import audit, conf
from contest_pages.entries.enums import JobKind, JobState
from contest_pages.entries.models import VideoAsset, VideoJob
from contest_pages.entries.signals import job_requested

logger = logging.getLogger(__name__)

#: A worker without a heartbeat for so long counts as dead.
HEARTBEAT_TIMEOUT = datetime.timedelta(minutes=2)


class JobTaken(Exception):
    """Another worker has taken the job over, or its video was deleted: stop."""


def request_job(*, video: VideoAsset, kind: JobKind, now: datetime.datetime) -> VideoJob:
    """Request a job; idempotent, since a video has one job of each kind. Sends `job_requested` after the commit."""
    job, created = VideoJob.objects.get_or_create(video=video, kind=kind, defaults={"ordered_at": now})
    if created:
        transaction.on_commit(partial(job_requested.send, VideoJob, job_pk=job.pk))
    return job


def start_job(*, job_pk: int, now: datetime.datetime) -> VideoJob | None:
    """Claim a waiting job and return it; None if another worker has it or it is done."""
    taken = VideoJob.objects.filter(pk=job_pk, state=JobState.WAITING).update(
        state=JobState.RUNNING, attempts=models.F("attempts") + 1, heartbeat_at=now, percent=0, last_error=""
    )
    return VideoJob.objects.select_related("video").get(pk=job_pk) if taken else None


def heartbeat(job: VideoJob, *, percent: int, now: datetime.datetime) -> None:
    """Record progress and a heartbeat; raises JobTaken if another worker has the job."""
    alive = VideoJob.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts).update(
        heartbeat_at=now, percent=percent
    )
    if not alive:
        raise JobTaken


def finish_job(job: VideoJob, *, now: datetime.datetime) -> None:
    """Mark a job as done."""
    VideoJob.objects.filter(pk=job.pk, attempts=job.attempts).update(
        state=JobState.DONE, percent=100, finished_at=now, heartbeat_at=now
    )


def fail_job(job: VideoJob, *, error: str, now: datetime.datetime) -> bool:
    """Record why a job failed and return whether it is retried; after JOB_ATTEMPTS attempts it stays failed."""
    again = job.attempts < conf.get("JOB_ATTEMPTS")
    VideoJob.objects.filter(pk=job.pk, attempts=job.attempts, state=JobState.RUNNING).update(
        state=JobState.WAITING if again else JobState.FAILED,
        last_error=error[:2000],
        heartbeat_at=now,
        finished_at=None if again else now,
    )
    return again


@transaction.atomic
def restart_job(*, job: VideoJob, actor) -> VideoJob:
    """Restart a failed or finished job on request of staff; a waiting or running one is left alone."""
    job = VideoJob.objects.select_for_update().get(pk=job.pk)
    if job.state in (JobState.FAILED, JobState.DONE):
        VideoJob.objects.filter(pk=job.pk).update(
            state=JobState.WAITING, attempts=0, percent=0, finished_at=None, last_error=""
        )
        audit.record("contest.run_job_again", job, actor=actor, job=job.kind)
        transaction.on_commit(partial(job_requested.send, VideoJob, job_pk=job.pk))
        job.refresh_from_db()
    return job


def find_stale_jobs(now: datetime.datetime) -> tuple[list[VideoJob], list[VideoJob]]:
    """Fail jobs whose worker died, find waiting jobs that no worker took; return (jobs to queue again, jobs given up).

    A job that waits longer than HEARTBEAT_TIMEOUT may have lost its message in the queue. Queueing it twice
    does no harm: only one worker can claim it.
    """
    limit = now - HEARTBEAT_TIMEOUT
    again, given_up = [], []
    for job in VideoJob.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=limit).select_related(
        "video"
    ):
        logger.warning("%s: its worker went silent", job)
        (again if fail_job(job, error="the worker went silent", now=now) else given_up).append(job)
    for job in VideoJob.objects.filter(state=JobState.WAITING, ordered_at__lt=limit).select_related("video"):
        if job.heartbeat_at is None or job.heartbeat_at < limit:
            again.append(job)
    return again, given_up


def stale_job(now: datetime.datetime) -> VideoJob | None:
    """Return a running job without a heartbeat for twice HEARTBEAT_TIMEOUT, for the health check; None without one."""
    return VideoJob.objects.filter(
        state=JobState.RUNNING, heartbeat_at__lt=now - 2 * HEARTBEAT_TIMEOUT
    ).first()
