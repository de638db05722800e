"""Jobs for the workers: one that is about new rows is there if and only if they are."""

from __future__ import annotations

from functools import partial

from django.db import DEFAULT_DB_ALIAS, router, transaction
from django_tasks import task_backends

from . import conf


def enqueue(job, *args, queue_name: str | None = None) -> None:
    """Let a worker of TASK_BACKEND do the job.

    Where the queue lies in our own database the job is written in the caller's transaction: a process that dies
    at the commit leaves either both, rows and job, or neither. Any other queue is told after the commit.
    """
    alias = conf.get("TASK_BACKEND")
    job = job.using(backend=alias, queue_name=queue_name)
    if _is_in_our_database(alias):
        job.enqueue(*args)
    else:
        transaction.on_commit(partial(job.enqueue, *args))


def _is_in_our_database(alias: str) -> bool:
    backend = type(task_backends[alias])
    if not any(kind.__module__.startswith("django_tasks_db.") for kind in backend.__mro__):
        return False
    from django_tasks_db.models import DBTaskResult

    return router.db_for_write(DBTaskResult) == DEFAULT_DB_ALIAS
