"""Health checks for monitoring.

`/healthz` says that the process answers; `/readyz` says whether it can do its work: database,
migrations, storage and the age of the oldest waiting task, each named with what is wrong. It also shows
whether letters leave, whether the housekeeping runs, and whether the daily run, which erases what may be kept
no longer, was finished.
"""

from __future__ import annotations

import datetime
import logging
import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, connection, models
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from contest_pages import conf
from contest_pages.background import housekeeping
from contest_pages.entries.domain.jobs import stale_job
from contest_pages.entries.enums import JobKind, JobState
from contest_pages.entries.models import VideoJob
from contest_pages.entries.tasks import queue_of
from contest_pages.files.originals import public_originals
from contest_pages.notices.queries import are_being_sent, held_up_by_server, untouched_since
from contest_pages.privacy.domain.daily import missing_run

logger = logging.getLogger(__name__)

#: A task that waits longer than this while nothing gives a sign of life means that no worker runs.
#: The housekeeping puts a small one into each queue every minute, so that an idle site finds out as well.
MAX_TASK_WAIT = datetime.timedelta(minutes=4)

#: A letter that nobody has tried for so long after its time, or that the mail server has held up for so long, is named.
MAX_LETTER_WAIT = datetime.timedelta(minutes=15)


def database_problem() -> str:
    """Return what is wrong with the database, or an empty text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def migrations_problem() -> str:
    """Return the names of migrations that the code has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in plan[:5])


def storage_problem() -> str:
    """Write, read and delete a small file where the videos go."""
    storage = storages["contest_private"]
    name = storage.save(f"readyz/{uuid.uuid4().hex}", ContentFile(b"ok"))
    try:
        with storage.open(name) as file:
            return "" if file.read() == b"ok" else "what was written does not read back"
    finally:
        storage.delete(name)


def originals_problem() -> str:
    """Return in which public folders files lie that should be private."""
    folders = ", ".join(public_originals())
    return f"lie below MEDIA_ROOT: {folders}; run contest_move_originals" if folders else ""


def tasks_problem() -> str:
    """Return which queue no worker serves: its oldest task waits, and none of its jobs has a heartbeat."""
    if "django_tasks_db" not in settings.INSTALLED_APPS:
        return ""
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    late = (
        DBTaskResult.objects.ready()
        .order_by()
        .values("queue_name")
        .annotate(oldest=models.Min("enqueued_at"))
    )
    problems = [
        f"no worker serves the queue {row['queue_name']}: a task waits since {row['oldest'].isoformat()}"
        for row in late
        if now - row["oldest"] > MAX_TASK_WAIT and not _is_busy(row["queue_name"], now)
    ]
    if (job := stale_job(now)) is not None:
        problems.append(f"the worker of {job} is silent since {job.heartbeat_at.isoformat()}")
    return "; ".join(problems)


def _is_busy(queue: str, now: datetime.datetime) -> bool:
    """Say whether a worker of this queue runs a long job with a recent heartbeat, or sends many letters."""
    if queue == conf.get("LETTER_QUEUE") and are_being_sent(now - MAX_TASK_WAIT):
        return True
    kinds = [kind for kind in JobKind if queue_of(kind) == queue]
    return VideoJob.objects.filter(
        kind__in=kinds, state=JobState.RUNNING, heartbeat_at__gt=now - MAX_TASK_WAIT
    ).exists()


def letters_problem() -> str:
    """Return how many letters no worker has tried in time, and how many wait because the mail server cannot be used."""
    limit, problems = timezone.now() - MAX_LETTER_WAIT, []
    late, since = untouched_since(limit)
    if since is not None:
        problems.append(f"{late} letter(s) not tried, the first was due at {since.isoformat()}")
    waiting, reason = held_up_by_server(limit)
    if waiting:
        problems.append(f"the mail server cannot be used ({reason}): {waiting} letter(s) wait")
    return "; ".join(problems)


def housekeeping_problem() -> str:
    """Return since when the housekeeping has not been through."""
    return housekeeping.missing_run(timezone.now())


def daily_problem() -> str:
    """Return since when the daily run was not finished."""
    return missing_run(timezone.now())


CHECKS: dict[str, Callable[[], str]] = {
    "database": database_problem,
    "migrations": migrations_problem,
    "storage": storage_problem,
    "originals": originals_problem,
    "tasks": tasks_problem,
}
#: Shown only: what they find is no reason to send visitors elsewhere.
NOTES: dict[str, Callable[[], str]] = {
    "letters": letters_problem,
    "housekeeping": housekeeping_problem,
    "daily": daily_problem,
}


def healthz() -> HttpResponse:
    """Answer 200 without using anything else."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz() -> JsonResponse:
    """Answer 200 if every check passes, else 503; each check and each note by name with "ok" or what is wrong."""
    found = {name: _answer(name, check) for name, check in CHECKS.items()}
    ready = all(value == "ok" for value in found.values())
    found |= {name: _answer(name, check) for name, check in NOTES.items()}
    return JsonResponse(found, status=200 if ready else 503)


def _answer(name: str, check: Callable[[], str]) -> str:
    try:
        return check() or "ok"
    except (DatabaseError, OSError) as error:
        logger.warning("readyz: %s failed: %s", name, error)
        return type(error).__name__


class HealthMiddleware:
    """Answer both addresses before host names, sessions or redirects are processed.

    A load balancer asks by IP address and without TLS, which ALLOWED_HOSTS and the redirect to
    https would refuse.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer a health address, pass everything else on."""
        if request.path_info == "/healthz":
            return healthz()
        if request.path_info == "/readyz":
            return readyz()
        return self.get_response(request)
