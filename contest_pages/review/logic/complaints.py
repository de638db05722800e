"""The term of an appeal."""

from __future__ import annotations

import datetime

from django.utils import timezone

from contest_pages.review.enums import Decision, Look
from contest_pages.vietnamese import local_midnight


def complaint_until(
    *, decision: str, look: int, decided_at: datetime.datetime, days: int
) -> datetime.datetime | None:
    """Return the end of the last day of an appeal, or None if there is no appeal.

    Only a rejection in the first review has one, and only if the rules set a number of days. The day of the decision is not counted, as the Civil Code counts terms in days (2015, article 147).
    """
    if not days or look != Look.FIRST or decision != Decision.REJECT:
        return None
    return local_midnight(timezone.localdate(decided_at) + datetime.timedelta(days=days + 1))
