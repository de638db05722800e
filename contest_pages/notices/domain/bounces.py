"""Letters that come back: the letter is marked, and features are told of the address."""

from __future__ import annotations

import datetime

from django.db import transaction

from contest_pages import hooks
from contest_pages.notices.enums import NoticeState
from contest_pages.notices.logic.delivery_reports import Report
from contest_pages.notices.logic.reasons import BOUNCED
from contest_pages.notices.models import Notice


@transaction.atomic
def record_bounce(report: Report, *, now: datetime.datetime, is_signed: bool = False) -> bool:
    """Record that a letter came back, and return whether that was news. Idempotent.

    Anybody can send a report: one that names no letter of ours changes nothing, unless a key of ours has signed it; then
    its address counts alone. Calls the hook `address_bounced` in the same transaction.
    """
    notice = _notice(report.message_id)
    if notice is None:
        if report.message_id or not is_signed:
            return False
        recipient = None
    else:
        recipient = notice.recipient
        sent = Notice.objects.filter(pk=notice.pk, state=NoticeState.SENT)
        marked = sent.filter(bounced_at=None).update(bounced_at=now, reason=f"{BOUNCED}{report.status}")
        if not marked and notice.bounced_at is not None:
            return False
        if recipient is None:
            return bool(marked)
    for address in report.addresses:
        hooks.call("address_bounced", address=address, recipient=recipient, now=now)
    return True


def record_complaint(*, message_id: str) -> bool:
    """Note at a letter that its recipient called it unwanted; return whether there is one. It arrived: no address is marked."""
    sent = Notice.objects.filter(state=NoticeState.SENT, bounced_at=None, message_id=message_id)
    return bool(message_id and sent.update(reason="complaint"))


def _notice(message_id: str) -> Notice | None:
    return Notice.objects.filter(message_id=message_id).first() if message_id else None
