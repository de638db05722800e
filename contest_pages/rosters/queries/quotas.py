"""Units with their numbers of contestants against the number that the rules require."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils import timezone

from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.models import ContestRegistrationPage, Registration
from contest_pages.registrations.queries.per_unit import units_expected
from contest_pages.rosters.enums import QuotaState
from contest_pages.rosters.logic.quotas import Place, added_up, state_of
from contest_pages.rosters.models import Reminder
from contest_pages.units.models import Unit
from contest_pages.vietnamese import fold

_NOBODY = ("", "", None)


@dataclass(frozen=True)
class QuotaRow:
    """A unit: its count of contestants, its state, and its contact.

    `percent` is the length of its bar; `roster` the code of its contact's registration, or empty;
    `address` the contact's e-mail, else the unit's own, else empty.
    """

    pk: int
    name: str
    above: str
    count: int
    state: QuotaState
    percent: float
    roster: str
    roster_pk: int | None
    address: str
    reminded_at: datetime.datetime | None


@dataclass(frozen=True)
class QuotaTable:
    """All units that take part in a form, in tree order, and how many are in each state."""

    page: ContestRegistrationPage
    rows: list[QuotaRow]

    def counts(self) -> list[tuple[QuotaState, int]]:
        """Return (state, number of units) for each state."""
        return [(state, sum(row.state == state for row in self.rows)) for state in QuotaState]

    @property
    def contestants(self) -> int:
        """Return the number of contestants of these units."""
        return sum(row.count for row in self.rows)

    def rows_in(self, state: str, named: str = "") -> list[QuotaRow]:
        """Return the rows in a state (all for an empty one) whose names contain each word, ignoring diacritics."""
        words = fold(named).split()
        return [
            row
            for row in self.rows
            if (not state or row.state == state) and all(word in fold(row.name) for word in words)
        ]

    @property
    def missing(self) -> list[QuotaRow]:
        """Return the units below the required number."""
        return [row for row in self.rows if row.state != QuotaState.MET]


def quota_table(page: ContestRegistrationPage, today: datetime.date) -> QuotaTable:
    """Return the units of a form with their counts, in five queries for any number of units.

    Units are those of the day on which the form closed, or of today while it is open. Where the page
    names no kinds of units, units with contestants are shown.
    """
    counts = dict(
        Registration.objects.contestants()
        .filter(page=page, unit__isnull=False)
        .order_by()
        .values_list("unit__path")
        .annotate(Count("pk"))
    )
    rosters = {
        unit: (code, email, pk)
        for unit, code, email, pk in Registration.objects.active()
        .filter(page=page, kind=RegistrationKind.ROSTER)
        .order_by()
        .values_list("unit", "code", "email", "pk")
    }
    reminded = dict(
        Reminder.objects.filter(page=page, sent_at__isnull=False)
        .order_by()
        .values_list("unit")
        .annotate(Max("sent_at"))
    )
    closing = page.closing()
    day = min(today, timezone.localdate(closing)) if closing else today
    if page.unit_kinds:
        units = units_expected(page).valid_on(day)
    else:
        units = Unit.objects.filter(path__in=counts) | Unit.objects.filter(pk__in=rosters)
    unit_values = list(units.order_by("path").values_list("pk", "path", "name", "email"))
    totals = added_up([Place(pk, path) for pk, path, _name, _email in unit_values], counts, step=Unit.steplen)
    above = dict(
        Unit.objects.filter(path__in={path[: -Unit.steplen] for _pk, path, _n, _e in unit_values} - {""})
        .order_by()
        .values_list("path", "name")
    )
    longest = page.least_per_unit or max(totals.values(), default=0) or 1
    return QuotaTable(
        page,
        [
            QuotaRow(
                pk=pk,
                name=name,
                above=above.get(path[: -Unit.steplen], ""),
                count=totals[pk],
                state=state_of(totals[pk], page.least_per_unit),
                percent=min(100, round(100 * totals[pk] / longest, 1)),
                roster=rosters.get(pk, _NOBODY)[0],
                roster_pk=rosters.get(pk, _NOBODY)[2],
                address=rosters.get(pk, _NOBODY)[1] or email,
                reminded_at=reminded.get(pk),
            )
            for pk, path, name, email in unit_values
        ],
    )
