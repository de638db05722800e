"""Queueing of tasks, atomic with the rows that they are about."""

from __future__ import annotations

from functools import partial

from django.db import DEFAULT_DB_ALIAS, router, transaction
from django_tasks import task_backends

from contest_pages import conf

#: Priority of jobs that many wait for together: those of one person who waits at the screen come first.
BEHIND = -10


def enqueue(task, *args, queue_name: str | None = None, priority: int = 0) -> None:
    """Queue a task at TASK_BACKEND, with a priority where that knows priorities.

    Where the queue is in the default database the task is written in the caller's transaction, so that rows and
    task are committed together. With any other queue it is sent after the commit.
    """
    alias = conf.get("TASK_BACKEND")
    ranked = {"priority": priority} if task_backends[alias].supports_priority else {}
    task = task.using(backend=alias, queue_name=queue_name, **ranked)
    if _is_in_our_database(alias):
        task.enqueue(*args)
    else:
        transaction.on_commit(partial(task.enqueue, *args))


def _is_in_our_database(alias: str) -> bool:
    backend = type(task_backends[alias])
    if not any(kind.__module__.startswith("django_tasks_db.") for kind in backend.__mro__):
        return False
    from django_tasks_db.models import DBTaskResult

    return router.db_for_write(DBTaskResult) == DEFAULT_DB_ALIAS
