"""The roster as its contact sees it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from contest_pages.contests.models.form_page import Fragment
from contest_pages.registrations.domain.eligibility import open_rules
from contest_pages.registrations.errors import RegistrationClosed
from contest_pages.registrations.logic.composition import per_unit
from contest_pages.registrations.models import Registration
from contest_pages.registrations.queries.per_unit import contestants_of, counting_unit
from contest_pages.rosters.enums import QuotaState
from contest_pages.rosters.logic.quotas import state_of

from .persons import persons_of


@dataclass(frozen=True)
class RosterStatus:
    """The state of a roster: its persons, all contestants counted for its unit, the required number, the closing time.

    `required` is the number of the rules in words; `percent` None where the rules set none; `closed` the
    sentence that says why the roster cannot be changed, or empty.
    """

    persons: int
    counted: int
    required: str
    missing: int
    is_met: bool
    percent: int | None
    closes_at: datetime.datetime | None
    closed: str


def closed_words(roster: Registration, now: datetime.datetime) -> str:
    """Return why a roster cannot be changed now; empty if it can."""
    try:
        open_rules(roster.page, now)
    except RegistrationClosed as refused:
        return refused.message
    return ""


def roster_status(roster: Registration, now: datetime.datetime) -> RosterStatus:
    """Return the status of a roster."""
    page = roster.page
    counted = contestants_of(page, counting_unit(page, roster.unit)).count()
    return RosterStatus(
        persons=persons_of(roster).count(),
        counted=counted,
        required=per_unit(page.composition),
        missing=max(0, (page.least_per_unit or 0) - counted),
        is_met=state_of(counted, page.least_per_unit) == QuotaState.MET,
        percent=min(100, round(100 * counted / page.least_per_unit)) if page.least_per_unit else None,
        closes_at=page.closing(),
        closed=closed_words(roster, now),
    )


def roster_section(registration: Registration, now: datetime.datetime) -> Fragment | None:
    """Return the section about the roster on its contact's own page; None for other registrations."""
    if not registration.is_roster:
        return None
    return Fragment(
        "contest_rosters/_section.html",
        {"roster": registration, "roster_status": roster_status(registration, now)},
    )
