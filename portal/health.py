"""Two addresses for the machines that watch this one.

`/healthz` says that the process answers; `/readyz` says whether it can do its work: database,
migrations, storage and the age of the oldest waiting task, each named with what is wrong.
"""

from __future__ import annotations

import datetime
import logging
import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import timezone

logger = logging.getLogger(__name__)

#: A task that waits longer than this means that no worker runs.
MAX_TASK_WAIT = datetime.timedelta(minutes=10)


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


def tasks_problem() -> str:
    """Return how long the oldest task has waited if that is longer than MAX_TASK_WAIT."""
    if "django_tasks_db" not in settings.INSTALLED_APPS:
        return ""
    from django_tasks_db.models import DBTaskResult

    oldest = (
        DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    )
    if oldest is None:
        return ""
    waited = timezone.now() - oldest
    return f"the oldest task waits since {oldest.isoformat()}" if waited > MAX_TASK_WAIT else ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": database_problem,
    "migrations": migrations_problem,
    "storage": storage_problem,
    "tasks": tasks_problem,
}


def healthz() -> HttpResponse:
    """Answer that the process lives, without touching anything else."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz() -> JsonResponse:
    """Answer 200 if every check passes, else 503; each check by name with "ok" or what is wrong."""
    found = {}
    for name, check in CHECKS.items():
        try:
            found[name] = check() or "ok"
        except (DatabaseError, OSError) as error:
            logger.warning("readyz: %s failed: %s", name, error)
            found[name] = type(error).__name__
    ready = all(value == "ok" for value in found.values())
    return JsonResponse(found, status=200 if ready else 503)


class HealthMiddleware:
    """Answer both addresses before host names, sessions or redirects are looked at.

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
