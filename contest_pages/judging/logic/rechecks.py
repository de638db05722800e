"""Until when contestants may ask for a check of the sum (JUDGING 4.1, `recheck_days`)."""

from __future__ import annotations

import datetime

from django.utils import timezone

from contest_pages.vietnamese import local_midnight


def recheck_until(published_at: datetime.datetime, days: int) -> datetime.datetime | None:
    """Return the end of the last day on which a check may be asked for; None where the rules allow none.

    The day of the publication does not count (Civil Code 2015, Article 147); the last day counts to its last minute.
    """
    if not days:
        return None
    return local_midnight(timezone.localdate(published_at) + datetime.timedelta(days=days + 1))
