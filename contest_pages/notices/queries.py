"""Letters that others ask about."""

from __future__ import annotations

import datetime

from django.db.models import Q

from .enums import NoticeState
from .models import Notice


def are_being_sent(since: datetime.datetime) -> bool:
    """Say whether a worker has taken or sent a letter since then."""
    return Notice.objects.filter(
        Q(state=NoticeState.SENDING, claimed_at__gt=since) | Q(state=NoticeState.SENT, sent_at__gt=since)
    ).exists()
