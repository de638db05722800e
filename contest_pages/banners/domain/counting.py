"""A banner was seen or followed: one more on its day, and nothing else is kept."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from contest_pages.banners.models import BannerCount, Partner
from contest_pages.contests.models import ContestPage


def count(*, contest: ContestPage, partner: Partner, size: str, what: str, now: datetime.datetime) -> None:
    """Count one more of `what` ("views" or "clicks") on the local day of `now`; two at once are two."""
    row = {"contest": contest, "partner": partner, "size": size, "day": timezone.localdate(now)}
    if _add(row, what):
        return
    try:
        with transaction.atomic():
            BannerCount.objects.create(**row, **{what: 1})
    except IntegrityError:  # somebody else has begun the day in this moment
        _add(row, what)


def _add(row: dict, what: str) -> bool:
    return bool(BannerCount.objects.filter(**row).update(**{what: F(what) + 1}))
