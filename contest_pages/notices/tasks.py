"""The job that sends letters."""

from __future__ import annotations

from django_tasks import task

from .domain.sending import send_batch


@task()
def send_notice(notice_pk: int) -> None:
    """Send a letter, and others that are due. Idempotent."""
    send_batch(notice_pk=notice_pk)
