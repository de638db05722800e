"""Tasks of entries: they take ids, load rows and call the domain."""

from __future__ import annotations

import datetime
import logging

from django.utils import timezone
from django_tasks import task

from contest_pages import conf
from contest_pages.background.enqueue import enqueue
from contest_pages.background.waiting import waiting_tasks
from contest_pages.entries.domain import jobs, link_evidence, probing, reminding, rendering, uploads
from contest_pages.entries.enums import JobKind
from contest_pages.entries.models import VideoJob
from contest_pages.http.exception_texts import exception_words

logger = logging.getLogger(__name__)

_WORK = {JobKind.PROBE: probing.probe, JobKind.RENDITIONS: rendering.render}


@task()
def run_job(job_pk: int) -> None:
    """Run a job if it waits. Idempotent: a second copy of the task finds it claimed and does nothing."""
    job = jobs.start_job(job_pk=job_pk, now=timezone.now())
    if job is None:
        return
    try:
        _WORK[JobKind(job.kind)](job=job)
    except jobs.JobTaken:
        logger.info("%s was taken over or its video is gone", job)
    except Exception as error:  # any error of a library must be recorded in the row
        logger.exception("%s failed", job)
        if jobs.fail_job(job, error=exception_words(error), now=timezone.now()):
            enqueue_job(job)
        else:
            give_up(job)
    else:
        jobs.finish_job(job, now=timezone.now())


def give_up(job: VideoJob) -> None:
    """Notify the contestant of a video that could not be probed; a missing copy concerns the staff only."""
    if job.kind == JobKind.PROBE:
        probing.give_up(video_pk=job.video_id, now=timezone.now())


@task()
def pulse() -> None:
    """Do nothing; that it ran shows that a worker is alive."""


@task()
def fetch_link_evidence(entry_pk: int) -> None:
    """Ask the host of a work's address what it says of it."""
    link_evidence.fetch_evidence(entry_pk=entry_pk, now=timezone.now())


def enqueue_job(job: VideoJob) -> None:
    """Queue a job: probes in the default queue, copies in VIDEO_QUEUE."""
    enqueue(run_job, job.pk, queue_name=queue_of(job.kind))


def queue_of(kind: str) -> str:
    """Return the queue of a kind of job."""
    return conf.get("VIDEO_QUEUE") if kind == JobKind.RENDITIONS else "default"


def on_job_requested(sender, job_pk: int, **kwargs) -> None:
    """Queue the requested job."""
    if job := VideoJob.objects.filter(pk=job_pk).first():
        enqueue_job(job)


def on_link_submitted(sender, entry_pk: int, **kwargs) -> None:
    """Queue the request to the host."""
    enqueue(fetch_link_evidence, entry_pk)


def run_housekeeping(now: datetime.datetime) -> list[str]:
    """Queue jobs of dead workers again, delete expired uploads, queue a pulse for every worker, remind of drafts."""
    again, given_up = jobs.find_stale_jobs(now)
    for job in again:
        enqueue_job(job)
    for job in given_up:
        give_up(job)
    deleted = uploads.clean_up_uploads(now)
    for queue in sorted({"default", conf.get("LETTER_QUEUE"), conf.get("VIDEO_QUEUE")}):
        if not waiting_tasks(pulse, queue):  # they would pile up for a dead worker
            enqueue(pulse, queue_name=queue)
    reminded = reminding.remind_of_drafts(now)
    if not (again or given_up or deleted or reminded):
        return []
    return [
        f"{len(again)} job(s) queued again, {len(given_up)} given up, {deleted} upload(s) deleted, {reminded} reminded."
    ]
