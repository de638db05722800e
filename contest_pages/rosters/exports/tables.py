"""The organisers' tables as workbooks."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from contest_pages.files.tables import Table, write_tables
from contest_pages.rosters.queries.quotas import QuotaRow, QuotaTable
from contest_pages.rosters.queries.statistics import CountTable


def write_quotas(table: QuotaTable, rows: Iterable[QuotaRow], file) -> None:
    """Write the units with their counts, a row for each."""
    headings = [
        _("Unit"),
        _("Above"),
        _("Contestants"),
        _("At least"),
        _("State"),
        _("Contact's registration"),
        _("E-mail"),
        _("Last reminder"),
    ]
    cells = (
        (
            row.name,
            row.above,
            row.count,
            table.page.least_per_unit,
            row.state.label,
            row.roster,
            row.address,
            row.reminded_at and row.reminded_at.replace(second=0, microsecond=0),
        )
        for row in rows
    )
    write_tables([Table(_("Units registered"), headings, cells)], file)


def write_statistics(tables: list[CountTable], file) -> None:
    """Write each table on a sheet of its own."""
    write_tables(
        [
            Table(
                table.title,
                [table.first, _("Registrations"), _("Persons")],
                [(row.counted, row.registrations, row.persons) for row in table.rows],
            )
            for table in tables
        ],
        file,
    )
