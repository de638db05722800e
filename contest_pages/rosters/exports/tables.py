"""The organisers' tables as workbooks."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl import Workbook

from contest_pages.rosters.queries.quotas import QuotaRow, QuotaTable
from contest_pages.rosters.queries.statistics import CountTable
from contest_pages.spreadsheets import harmless, new_list


def write_quotas(table: QuotaTable, rows: Iterable[QuotaRow], file) -> None:
    """Write where units stand, a row for each."""
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
    book = new_list(headings, (36, 28, 12, 10, 18, 22, 30, 20))
    for row in rows:
        reminded = f"{row.reminded_at:%d/%m/%Y %H:%M}" if row.reminded_at else ""
        cells = [row.name, row.above, row.count, table.page.least_per_unit or "", row.state.label]
        book.active.append(
            [harmless(str(c)) if not isinstance(c, int) else c for c in cells]
            + [row.roster, harmless(row.address), reminded]
        )
    book.save(file)


def write_statistics(tables: list[CountTable], file) -> None:
    """Write each table on a sheet of its own."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(table.title[:31])
        sheet.append([table.first, _("Registrations"), _("Persons")])
        for row in table.rows:
            sheet.append([harmless(row.label), row.registrations, row.persons])
        sheet.column_dimensions["A"].width = 40
    book.save(file)
