"""Erasure of personal data when a contest's retention period has ended."""

from __future__ import annotations

import datetime
from collections import Counter

from django.utils import timezone

from contest_pages import conf, hooks
from contest_pages.contests.models import ContestPage
from contest_pages.privacy.logic.retention import erase_on


def expired_contests(today: datetime.date) -> list[ContestPage]:
    """Return the contests whose retention has ended by `today`."""
    months = conf.get("RETENTION_MONTHS")
    return [
        contest
        for contest in ContestPage.objects.order_by("pk")
        if (day := erase_on(contest.last_day, fixed=contest.erase_on, months=months)) and day <= today
    ]


def erase_expired(*, now: datetime.datetime, dry_run: bool = False) -> dict[str, int]:
    """Run the hook `erase_expired` of every feature and return the number of erased rows by their kind.

    Idempotent, and safe while the site runs: features erase in small transactions. With `dry_run` they only
    count. Upper features run first, so that rows are erased before the rows that they reference.
    """
    contests = expired_contests(timezone.localdate(now))
    counts: Counter[str] = Counter()
    for erased in hooks.call("erase_expired", contests=contests, now=now, dry_run=dry_run):
        counts.update(erased)
    return dict(counts)
