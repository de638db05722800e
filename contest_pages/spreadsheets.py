"""Lists from spreadsheets: all of a list is taken, or nothing, and every wrong cell is named."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 2000
#: The whole country has 14,000 units, old and new.
MOST_ROWS_OF_UNITS = 20_000
_DATES = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


@dataclass
class Reading:
    """What was found wrong in a list: (cell, value, reason). With any of it nothing may be taken."""

    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def refuse(self, row: int, column: int, value: object, reason: str) -> None:
        """Name a wrong cell by its row and column, both counted from 1."""
        self.wrong.append((f"{get_column_letter(column)}{row}", str(value)[:60], reason))

    def refuse_list(self, reason: str) -> None:
        """Say what is wrong with the list as a whole."""
        self.wrong.append(("–", "", reason))


def rows_of(file, *, columns: int, reading: Reading, most: int = MOST_ROWS) -> Iterator[tuple[int, list]]:
    """Yield (row number, cells) of the first sheet below its headings; empty rows are passed over.

    Cells that are missing are empty texts. A file that is no list, too long a list and an empty one are
    noted in `reading`.
    """
    try:
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
        rows = list(sheet.iter_rows(min_row=2, max_row=most + 2, max_col=columns, values_only=True))
    except Exception:
        reading.refuse_list(_("This is not an Excel file (.xlsx). Please use the template."))
        return
    if len(rows) > most:
        reading.refuse_list(_("The list has more than %(most)d rows.") % {"most": most})
        return
    found = False
    for number, row in enumerate(rows, start=2):
        cells = [cell if cell is not None else "" for cell in (*row, *[""] * columns)[:columns]]
        if any(str(cell).strip() for cell in cells):
            found = True
            yield number, cells
    if not found:
        reading.refuse_list(_("The list is empty."))


def new_list(headings: list[str], widths: tuple[int, ...]) -> Workbook:
    """Return a workbook whose first sheet has these headings over columns of these widths, in characters."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(headings)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    return workbook


def read_date(cell) -> datetime.date | None:
    """Return the day that a cell names, however a spreadsheet or a person wrote it; None where it names none."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    for pattern in _DATES:
        try:
            return datetime.datetime.strptime(str(cell).strip(), pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
