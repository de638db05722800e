"""Registrations and persons counted by unit, kind, division and day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from contest_pages.contests.models import ContestPage
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.models import Registration


@dataclass(frozen=True)
class CountRow:
    """One row of a table; `percent` is the length of its bar, by persons."""

    counted: str | datetime.date
    registrations: int
    persons: int
    percent: float

    @property
    def label(self) -> str:
        """Return what is counted in words."""
        return f"{self.counted:%d/%m/%Y}" if isinstance(self.counted, datetime.date) else self.counted


@dataclass(frozen=True)
class CountTable:
    """A table with its heading, and the heading of its first column."""

    title: str
    first: str
    rows: list[CountRow]


_COUNTS = {"registrations": Count("pk", distinct=True), "persons": Count("members")}


def tables_of(contest: ContestPage, page_id: int | None = None) -> list[CountTable]:
    """Return the four tables of a contest, or of one of its forms, in a query each."""
    counted = Registration.objects.contestants().filter(contest=contest).order_by()
    if page_id is not None:
        counted = counted.filter(page_id=page_id)
    kinds = dict(RegistrationKind.choices)
    by_unit = counted.values("unit__path", "unit__name").annotate(**_COUNTS).order_by("unit__path")
    by_kind = counted.values("kind").annotate(**_COUNTS).order_by("kind")
    by_division = counted.values("division").annotate(**_COUNTS).order_by("division")
    by_day = counted.annotate(day=TruncDate("confirmed_at")).values("day").annotate(**_COUNTS).order_by("day")
    return [
        _table(_("By unit"), _("Unit"), by_unit, lambda row: row["unit__name"] or _("Without a unit")),
        _table(_("By kind"), _("Kind"), by_kind, lambda row: str(kinds[row["kind"]])),
        _table(
            _("By division"),
            _("Division"),
            by_division,
            lambda row: row["division"] or _("Without a division"),
        ),
        _table(_("By day of confirmation"), _("Day"), by_day, lambda row: row["day"]),
    ]


def _table(title: str, first: str, counted_rows, label) -> CountTable:
    counted_rows = list(counted_rows)
    longest = max((row["persons"] for row in counted_rows), default=0) or 1
    rows = [
        CountRow(label(row), row["registrations"], row["persons"], round(100 * row["persons"] / longest, 1))
        for row in counted_rows
    ]
    return CountTable(title, first, rows)
