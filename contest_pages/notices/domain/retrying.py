"""Letters of dead workers, and old ones."""

from __future__ import annotations

import datetime

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType

from contest_pages import conf
from contest_pages.notices.enums import NoticeState
from contest_pages.notices.logic.backoff import next_try
from contest_pages.notices.models import Notice

#: Why a letter waits again whose worker died.
WORKER_DIED = "worker-died"
_DELETED_AT_ONCE = 5000
_FREE = {"claim": None, "claimed_at": None, "begun_at": None}


def free_dead_claims(now: datetime.datetime) -> int:
    """Free the letters of claims older than LETTER_CLAIM_MINUTES; return how many. Idempotent, safe concurrently.

    Those that the worker had not begun are due at once. For the one in its hands nobody knows whether the server took it:
    it is sent again, under the same Message-ID, and counted in `unclear`; later than the others, lest a letter of which
    workers die hold them up.
    """
    limit = now - datetime.timedelta(minutes=conf.get("LETTER_CLAIM_MINUTES"))
    dead = Notice.objects.filter(state=NoticeState.SENDING, claimed_at__lt=limit)
    freed = dead.filter(begun_at=None).update(
        state=NoticeState.WAITING, due_at=now, reason=WORKER_DIED, **_FREE
    )
    for notice in dead.exclude(begun_at=None):
        freed += _free_begun(notice, now)
    return freed


def _free_begun(notice: Notice, now: datetime.datetime) -> int:
    attempts = notice.attempts + 1
    again = next_try(
        attempts - notice.attempts_before,
        created_at=notice.tried_since,
        now=now,
        hours=conf.get("LETTER_HOURS"),
    )
    changes = {"attempts": attempts, "unclear": notice.unclear + 1, "reason": WORKER_DIED, **_FREE}
    if again is None:
        changes |= {"state": NoticeState.GIVEN_UP, "address": ""}
    else:
        changes |= {"state": NoticeState.WAITING, "due_at": again}
    # The worker may have recorded its result meanwhile, or begun the letter only now.
    held = Notice.objects.held_by(notice.claim).filter(pk=notice.pk, claimed_at=notice.claimed_at)
    return held.update(**changes)


def forget_old(now: datetime.datetime) -> int:
    """Delete letters to users that were written LETTER_LOG_DAYS ago; return how many. Idempotent.

    Letters to contestants and units go with their recipients.
    """
    before = now - datetime.timedelta(days=conf.get("LETTER_LOG_DAYS"))
    users = ContentType.objects.get_for_model(get_user_model())
    old = Notice.objects.filter(recipient_type=users, created_at__lt=before).exclude(
        state=NoticeState.SENDING
    )
    return Notice.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:_DELETED_AT_ONCE])).delete()[0]
