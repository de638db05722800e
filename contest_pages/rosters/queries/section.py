"""What the contact of a unit sees of the roster."""

from __future__ import annotations

import datetime

from contest_pages.contests.models.form_page import Fragment
from contest_pages.registrations.domain.eligibility import open_rules
from contest_pages.registrations.errors import RegistrationClosed
from contest_pages.registrations.logic.composition import per_unit
from contest_pages.registrations.models import Registration
from contest_pages.registrations.queries.per_unit import contestants_of, counting_unit
from contest_pages.rosters.enums import QuotaState
from contest_pages.rosters.logic.quotas import state_of

from .persons import persons_of


def closed_words(roster: Registration, now: datetime.datetime) -> str:
    """Return the sentence that says why a roster cannot be changed now; empty while it can."""
    try:
        open_rules(roster.page, now)
    except RegistrationClosed as refused:
        return refused.message
    return ""


def standing_of(roster: Registration, now: datetime.datetime) -> dict:
    """Return where a roster stands: persons on it, all who count for its unit, what is asked, until when."""
    page = roster.page
    counted = contestants_of(page, counting_unit(page, roster.unit)).count()
    return {
        "persons": persons_of(roster).count(),
        "counted": counted,
        "asked": per_unit(page.composition),
        "missing": max(0, (page.least_per_unit or 0) - counted),
        "is_met": state_of(counted, page.least_per_unit) == QuotaState.MET,
        "percent": min(100, round(100 * counted / page.least_per_unit)) if page.least_per_unit else None,
        "closes_at": page.closing(),
        "closed": closed_words(roster, now),
    }


def roster_section(registration: Registration, now: datetime.datetime) -> Fragment | None:
    """Return the section about the roster on its contact's own page; None for anybody else."""
    if not registration.is_roster:
        return None
    return Fragment(
        "contest_rosters/_section.html", {"roster": registration, "standing": standing_of(registration, now)}
    )
