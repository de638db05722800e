"""Claiming: each letter is in the hands of one worker at most."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction

from contest_pages.notices.enums import NoticeState
from contest_pages.notices.models import Notice

#: Letters that one task sends at most, through one connection.
BATCH = 50


@transaction.atomic
def claim(*, notice_pk: int, now: datetime.datetime) -> list[Notice]:
    """Claim a letter, and further ones of its channel that are due longest, 50 at most; return them in their order.

    Where the letter is not due, because another task sends it or it waits for its next attempt, others take its place: each
    task sends what one batch holds, so that the last letters do not wait for the housekeeping. Letters that another worker
    is about to claim are passed over (SKIP LOCKED); where the database has no row locks its writers follow each other.
    """
    due = Notice.objects.due(now).order_by()
    channel = Notice.objects.filter(pk=notice_pk).values_list("channel", flat=True).first()
    if channel is None:
        return []
    free = due.filter(channel=channel).select_for_update(skip_locked=True)
    own = list(free.filter(pk=notice_pk).values_list("pk", flat=True))
    others = free.exclude(pk=notice_pk).order_by("due_at", "pk").values_list("pk", flat=True)
    pks = own + list(others[: BATCH - len(own)])
    if not pks:
        return []
    token = uuid.uuid4()
    due.filter(pk__in=pks).update(state=NoticeState.SENDING, claim=token, claimed_at=now)
    claimed = Notice.objects.held_by(token).select_related("contest").order_by("due_at", "pk")
    return sorted(claimed, key=lambda notice: notice.pk != notice_pk)


def begin(notice: Notice, now: datetime.datetime) -> bool:
    """Note that a claimed letter is in hand now; return False where the claim was lost, or the letter is gone.

    A slow server can hold a batch longer than a claim is good for: then another worker has its later letters.
    """
    held = Notice.objects.held_by(notice.claim).filter(pk=notice.pk)
    return bool(held.update(begun_at=now, claimed_at=now))
