"""Daily counters of views and clicks of partners' banners."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from contest_pages.banners.models import BannerCount, Partner
from contest_pages.contests.models import ContestPage


def count(*, contest: ContestPage, partner: Partner, size: str, what: str, now: datetime.datetime) -> None:
    """Count one more of `what` ("views" or "clicks") on the local day of `now`; safe against concurrent calls."""
    row = {"contest": contest, "partner": partner, "size": size, "day": timezone.localdate(now)}
    if _add(row, what):
        return
    try:
        with transaction.atomic():
            BannerCount.objects.create(**row, **{what: 1})
    except IntegrityError:  # a concurrent request has created the row
        _add(row, what)


def _add(row: dict, what: str) -> bool:
    return bool(BannerCount.objects.filter(**row).update(**{what: F(what) + 1}))
