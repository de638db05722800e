"""Extra time for contestants who need it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import F

from contest_pages import audit
from contest_pages.quizzes.models import Accommodation, Attempt


@transaction.atomic
def grant_extra_time(
    *, registration, minutes: int, reason: str, actor, now: datetime.datetime
) -> Accommodation:
    """Give a contestant more minutes for each attempt, including a running one. The last grant replaces earlier ones.

    Side effects in order: the grant, the end of a running attempt, audit line.
    """
    before = (
        Accommodation.objects.select_for_update()
        .filter(registration=registration)
        .values_list("extra_minutes", flat=True)
        .first()
        or 0
    )
    granted, _new = Accommodation.objects.update_or_create(
        registration=registration,
        defaults={"extra_minutes": minutes, "reason": reason, "by": actor, "at": now},
    )
    more = datetime.timedelta(minutes=minutes - before)
    if more > datetime.timedelta():
        Attempt.objects.running().filter(registration=registration, ends_at__gt=now).update(
            ends_at=F("ends_at") + more, extra_minutes=minutes, saves=F("saves") + 1
        )
    audit.record("contest.grant_extra_time", registration, actor=actor, minutes=minutes)
    return granted
