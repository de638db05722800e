"""Results of the sending: each is recorded at once, in a short transaction of its own, by the worker that holds the claim."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable

from django.db import transaction

from contest_pages import conf
from contest_pages.notices.enums import NoticeState
from contest_pages.notices.kinds import kind_of
from contest_pages.notices.logic.backoff import next_try
from contest_pages.notices.models import Notice

logger = logging.getLogger(__name__)

_FREE = {"claim": None, "claimed_at": None, "begun_at": None}


def _record(notice: Notice, **changes) -> bool:
    """Record a result and give up the claim; return False where the claim was lost meanwhile."""
    held = Notice.objects.held_by(notice.claim).filter(pk=notice.pk)
    recorded = bool(held.update(**_FREE, **changes))
    if not recorded:
        logger.warning("Letter %s (%s): its claim was lost, or it was deleted", notice.pk, notice.kind)
    return recorded


def sent(notice: Notice, *, recipient, now: datetime.datetime) -> None:
    """Record that a letter has left, and do what its kind does then; an error there does not take the record back."""
    left = {
        "state": NoticeState.SENT,
        "sent_at": now,
        "attempts": notice.attempts + 1,
        "address": "",
        "reason": "",
        "channel": notice.channel,
    }
    on_sent = kind_of(notice.kind).on_sent
    if on_sent is None:
        _record(notice, **left)
        return
    with transaction.atomic():
        if _record(notice, **left):
            try:
                with transaction.atomic():
                    on_sent(recipient, now=now, **notice.ids)
            except Exception:  # whatever it is, the letter has left
                logger.exception("Letter %s (%s): what follows it failed", notice.pk, notice.kind)


def dropped(notice: Notice) -> None:
    """Record that a letter is no longer wanted."""
    _record(notice, state=NoticeState.DROPPED, address="", reason="")


def given_up(notice: Notice, *, reason: str) -> None:
    """Record that a letter will never be taken."""
    logger.warning("Letter %s (%s) given up: %s", notice.pk, notice.kind, reason)
    _record(notice, state=NoticeState.GIVEN_UP, address="", reason=reason, attempts=notice.attempts + 1)


def failed(notice: Notice, *, reason: str, now: datetime.datetime) -> None:
    """Record a failed attempt: the letter is tried again by the back-off, and given up after LETTER_HOURS."""
    again = _next_try(notice, notice.attempts + 1, now)
    if again is None:
        given_up(notice, reason=reason)
        return
    logger.warning("Letter %s (%s) failed: %s", notice.pk, notice.kind, reason)
    _record(notice, state=NoticeState.FAILED, reason=reason, attempts=notice.attempts + 1, due_at=again)


def put_back(notices: Iterable[Notice], *, reason: str, now: datetime.datetime) -> None:
    """Let letters wait that were claimed and not tried, because the server could not be used; no attempt is counted."""
    for notice in notices:
        again = _next_try(notice, notice.attempts, now)
        if again is None:
            _record(notice, state=NoticeState.GIVEN_UP, address="", reason=reason)
        else:
            _record(notice, state=NoticeState.WAITING, reason=reason, due_at=again)


def _next_try(notice: Notice, attempts: int, now: datetime.datetime) -> datetime.datetime | None:
    return next_try(
        attempts - notice.attempts_before,
        created_at=notice.tried_since,
        now=now,
        hours=conf.get("LETTER_HOURS"),
    )
