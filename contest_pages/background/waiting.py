"""Jobs that wait in a queue of the database."""

from __future__ import annotations

from django.apps import apps


def waiting_tasks(task, queue: str) -> int:
    """Return how many jobs of a task wait in a queue of django-tasks-db; 0 for any other queue."""
    if not apps.is_installed("django_tasks_db"):
        return 0
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.ready().filter(task_path=task.module_path, queue_name=queue).count()
