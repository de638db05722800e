"""Writing of letters: rows in the transaction of what they tell, and the jobs that send them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from contest_pages import conf
from contest_pages.background.enqueue import BEHIND, enqueue
from contest_pages.background.waiting import waiting_tasks

from .domain.claiming import BATCH
from .domain.resending import renew
from .enums import Channel
from .kinds import checked_ids, kind_of
from .models import Notice
from .tasks import send_notice

#: Rows for each statement.
_AT_ONCE = 1000
#: A letter that waits this long has lost its job.
_LOST_AFTER = datetime.timedelta(minutes=2)
#: Jobs that the housekeeping adds at most, and beyond which it adds none: they would pile up for a dead worker.
_JOBS_AT_ONCE = 20


def notify(kind: str, to, /, *, address: str = "", contest=None, **ids) -> Notice:
    """Write a letter of a kind to a saved object, in the caller's transaction, and have it sent after the commit.

    `address` is given only where it stands nowhere else; `contest` where `to` has none of its own. `ids` are keys of rows
    and names of fixed choices that the kind's function gets when it composes the letter: raises ValueError for others, and
    UnknownKind.
    """
    notice = _unsaved(kind, to, address, contest, ids)
    notice.save(force_insert=True)
    _enqueue(notice.pk)
    return notice


@transaction.atomic
def notify_many(kind: str, recipients: Iterable, /, *, contest=None, **ids) -> int:
    """Write the same letter to many recipients, sent behind single letters; return to how many, raise what `notify` raises."""
    count, waiting = 0, iter(recipients)
    while some := list(islice(waiting, _AT_ONCE)):
        notices = Notice.objects.bulk_create([_unsaved(kind, to, "", contest, ids) for to in some])
        count += len(notices)
        for channel in Channel:
            of_channel = [notice.pk for notice in notices if notice.channel == channel]
            for pk in of_channel[::BATCH]:
                _enqueue(pk, priority=BEHIND)
    return count


@transaction.atomic
def send_again(notices: QuerySet[Notice], *, actor, now: datetime.datetime) -> int:
    """Have letters sent again that failed, were given up or left long ago; return how many go out.

    What `renew` says. Jobs for the first thousand are queued here, the housekeeping queues those for the others.
    """
    renewed = renew(notices, actor=actor, now=now)
    for channel in Channel:
        of_channel = [notice.pk for notice in renewed if notice.channel == channel]
        for pk in of_channel[: BATCH * _JOBS_AT_ONCE : BATCH]:
            _enqueue(pk)
    return len(renewed)


def enqueue_due(now: datetime.datetime) -> int:
    """Have the letters sent that wait for another attempt or have lost their job; return the number of jobs."""
    queue = conf.get("LETTER_QUEUE")
    due = Notice.objects.due(now - _LOST_AFTER) | Notice.objects.due(now).exclude(attempts=0, reason="")
    if not due.exists() or waiting_tasks(send_notice, queue) >= _JOBS_AT_ONCE:
        return 0
    jobs = 0
    for channel in Channel:
        pks = due.filter(channel=channel).order_by("due_at", "pk").values_list("pk", flat=True)
        for pk in list(pks[: BATCH * _JOBS_AT_ONCE])[::BATCH]:
            _enqueue(pk, priority=BEHIND)
            jobs += 1
    return jobs


def _enqueue(pk: int, *, priority: int = 0) -> None:
    enqueue(send_notice, pk, queue_name=conf.get("LETTER_QUEUE"), priority=priority)


def _unsaved(kind: str, to, address: str, contest, ids: dict) -> Notice:
    return Notice(
        kind=kind,
        ids=checked_ids(ids),
        recipient_type=ContentType.objects.get_for_model(to),
        recipient_id=to.pk,
        contest_id=contest.pk if contest is not None else getattr(to, "contest_id", None),
        channel=kind_of(kind).channel_to(to, address),
        address=address,
    )
