"""The page of a submitted form with its related rows, cached for a moment.

At an opening hour thousands send the same form with the same page, rules, rounds and notice. Each process
reads them once in RULES_CACHE_SECONDS: a publication is enforced at most that much later, while opening
and closing times are compared with the clock at every request.
"""

from __future__ import annotations

import datetime
import time

from django.db.models import Min

from contest_pages import conf
from contest_pages.contests.models.visibility import published, with_restriction
from contest_pages.registrations.models import ContestRegistrationPage

_kept: dict[int, tuple[float, ContestRegistrationPage]] = {}
_MOST = 100


def page_with_form(page_id: int) -> ContestRegistrationPage | None:
    """Return the registration page if it is published, with its contest; shared between requests: never modify it.

    It has `is_restricted`: whether only some visitors may see it.
    """
    seconds = conf.get("RULES_CACHE_SECONDS")
    moment = time.monotonic()
    kept = _kept.get(page_id)
    if kept is not None and moment < kept[0]:
        return kept[1]
    pages = with_restriction(published(ContestRegistrationPage.objects.for_form()))
    page = pages.filter(pk=page_id).first()
    if page is not None and seconds:
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[page_id] = (moment + seconds, page)
    return page


def next_opening_or_closing(now: datetime.datetime) -> datetime.datetime | None:
    """Return the next time of its own at which a form opens or closes; milestones and rounds have their own."""
    forms = ContestRegistrationPage.objects.live()
    coming = [
        forms.filter(opens_at__gt=now).aggregate(at=Min("opens_at"))["at"],
        forms.filter(closes_at__gt=now).aggregate(at=Min("closes_at"))["at"],
    ]
    return min((moment for moment in coming if moment is not None), default=None)
