"""The job that writes the letters of a mailing."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from contest_pages import conf
from contest_pages.background.enqueue import enqueue
from contest_pages.background.waiting import waiting_tasks

from . import domain
from .models import Mailing


@task()
def write_mailing(mailing_pk: int) -> None:
    """Write the letters of a queued mailing. Idempotent."""
    domain.write_letters(mailing_pk=mailing_pk, now=timezone.now())


@transaction.atomic
def send_mailing(
    *, mailing: Mailing, confirmed: int, seen_at: datetime.datetime, actor, now: datetime.datetime
) -> Mailing:
    """Queue a mailing with the job that writes it; what `domain.queue` says and raises."""
    queued = domain.queue(mailing=mailing, confirmed=confirmed, seen_at=seen_at, actor=actor, now=now)
    if queued.queued_at == now:
        enqueue(write_mailing, queued.pk, queue_name=conf.get("LETTER_QUEUE"))
    return queued


def requeue_lost(now: datetime.datetime) -> int:
    """Queue again the mailings that were sent off and never written, unless jobs wait; return how many. Idempotent."""
    queue = conf.get("LETTER_QUEUE")
    pks = domain.lost(now)
    if not pks or waiting_tasks(write_mailing, queue):
        return 0
    for pk in pks:
        enqueue(write_mailing, pk, queue_name=queue)
    return len(pks)
