"""Sending again what failed, what was given up, and what left long ago."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.db.models import F, Q, QuerySet

from contest_pages import audit
from contest_pages.notices.enums import OPEN, NoticeState
from contest_pages.notices.kinds import kinds
from contest_pages.notices.models import Notice, in_trouble

RESEND, RESEND_SEVERAL = "contest.resend_letter", "contest.resend_letters"
#: A letter that has just left, or was just written again, is not sent again: a second click finds nothing to do.
JUST_NOW = datetime.timedelta(minutes=10)
_AT_ONCE = 1000


def sendable(notices: QuerySet[Notice], now: datetime.datetime) -> QuerySet[Notice]:
    """Return those that can be sent again: with trouble, or sent more than JUST_NOW ago.

    Not those whose address was emptied when they ended: it stands nowhere else.
    """
    sent = Q(state=NoticeState.SENT, sent_at__lt=now - JUST_NOW)
    without_address = Q(address="", kind__in=[kind.key for kind in kinds() if kind.needs_address])
    return notices.filter(in_trouble(now) | sent).exclude(without_address)


@transaction.atomic
def renew(notices: QuerySet[Notice], *, actor, now: datetime.datetime) -> list[Notice]:
    """Let letters that can be sent again wait for a worker, and return them; others are left alone. Idempotent.

    One with trouble is due at once and is tried for another LETTER_HOURS, under its Message-ID. Of one that was sent a copy
    is written, with a Message-ID of its own, so that mail programs show both; the first stays as it was. Whether a letter is
    still wanted is decided when it is composed. Side effects: one line in the log, about the letter or about several.
    """
    rows = sendable(notices, now).order_by("pk").select_related(None).prefetch_related(None)
    found = list(rows.select_for_update())
    sent = [notice for notice in found if notice.state == NoticeState.SENT]
    failed = [notice for notice in found if notice.state != NoticeState.SENT]
    for some in _parts(failed):
        Notice.objects.filter(pk__in=[notice.pk for notice in some]).update(
            state=NoticeState.WAITING, due_at=now, renewed_at=now, attempts_before=F("attempts")
        )
    copies = [_copy(notice, now) for notice in sent if not _was_just_written_again(notice, now)]
    Notice.objects.bulk_create(copies, batch_size=_AT_ONCE)
    _log(failed, sent, len(failed) + len(copies), actor)
    return failed + copies


def _parts(notices: list[Notice]) -> Iterator[list[Notice]]:
    for start in range(0, len(notices), _AT_ONCE):
        yield notices[start : start + _AT_ONCE]


def _was_just_written_again(notice: Notice, now: datetime.datetime) -> bool:
    same = Notice.objects.filter(
        kind=notice.kind,
        recipient_type=notice.recipient_type_id,
        recipient_id=notice.recipient_id,
        ids=notice.ids,
    )
    return same.exclude(pk=notice.pk).filter(Q(state__in=OPEN) | Q(created_at__gt=now - JUST_NOW)).exists()


def _copy(notice: Notice, now: datetime.datetime) -> Notice:
    return Notice(
        kind=notice.kind,
        ids=notice.ids,
        recipient_type_id=notice.recipient_type_id,
        recipient_id=notice.recipient_id,
        contest_id=notice.contest_id,
        channel=notice.channel,
        created_at=now,
        due_at=now,
    )


def _log(failed: list[Notice], sent: list[Notice], count: int, actor) -> None:
    if not count:
        return
    if len(failed) + len(sent) == 1:
        notice = (failed or sent)[0]
        audit.record(RESEND, notice, actor=actor, state=notice.state, attempts=notice.attempts)
    else:
        audit.record(RESEND_SEVERAL, actor, actor=actor, count=count)
