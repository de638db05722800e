"""What a contestant may prepare before the registration is confirmed."""

from __future__ import annotations

import datetime

from contest_pages.contests.models.form_page import Fragment
from contest_pages.registrations.models import Registration


def preparations_of(registration: Registration, now: datetime.datetime) -> list[Fragment]:
    """Return a part of the page for each open round for which something can be prepared.

    A unit's contact prepares nothing: its persons take part.
    """
    if registration.is_roster:
        return []
    found = (
        round_page.specific.preparation(registration, now)
        for round_page in registration.contest.live_rounds
        if registration.for_round_id in (None, round_page.pk) and round_page.is_open(now)
    )
    return [part for part in found if part is not None]
