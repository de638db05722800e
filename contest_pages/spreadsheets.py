"""Lists from spreadsheets: all of a list is taken, or nothing, and every wrong cell is named."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import FileResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 2000
#: The whole country has 14,000 units, old and new.
MOST_ROWS_OF_UNITS = 20_000
#: Of a file as it is sent, and of what it unpacks to: a list of 20,000 rows has 2 and 20 megabytes.
MOST_BYTES = 10 * 1024**2
MOST_UNPACKED_BYTES = 40 * 1024**2
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
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


class NoSpreadsheet(Exception):
    """A file is not a workbook that we read; the message says what to do."""


def open_workbook(file, *, values: bool = True):
    """Return a workbook to be read row by row: the saved values of formulas, or with `values` off the formulas.

    Raises NoSpreadsheet for an old or protected Excel file, one that is too large, one that unpacks to far
    more than it is, and for anything else. What it unpacks to is read from its table of contents, before
    anything is unpacked; the table cannot say less than there is, since no more is read than it says.
    """
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    begins = file.read(len(_OLD_EXCEL))
    file.seek(0)
    if begins == _OLD_EXCEL:
        raise NoSpreadsheet(
            _(
                "This is an old Excel file (.xls), or one with a password, whatever its name says. In Excel choose “Save as” → “Excel Workbook (.xlsx)”, without a password, and send that file."
            )
        )
    if size > MOST_BYTES:
        raise NoSpreadsheet(
            _("The file is larger than %(megabytes)d MB.") % {"megabytes": MOST_BYTES // 1024**2}
        )
    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(file).infolist())
        if unpacked <= MOST_UNPACKED_BYTES:
            file.seek(0)
            return load_workbook(file, read_only=True, data_only=values)
    except Exception:
        raise NoSpreadsheet(_("This is not an Excel file (.xlsx). Please use the template.")) from None
    raise NoSpreadsheet(
        _("This file unpacks to far more than a list has. Please copy the list into the template.")
    )


def send_workbook(write, name: str) -> FileResponse:
    """Return what `write` writes into a file as an XLSX download of this name."""
    buffer = io.BytesIO()
    write(buffer)
    buffer.seek(0)
    response = FileResponse(buffer, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "private, no-store"
    return response


def harmless(value):
    """Return a cell's value so that no spreadsheet runs it: what citizens typed is text."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def rows_of(file, *, columns: int, reading: Reading, most: int = MOST_ROWS) -> Iterator[tuple[int, list]]:
    """Yield (row number, cells) of the first sheet below its headings; empty rows are passed over.

    Cells that are missing are empty texts. A file that is no list, too long a list and an empty one are
    noted in `reading`.
    """
    try:
        sheet = open_workbook(file).worksheets[0]
        rows = list(sheet.iter_rows(min_row=2, max_row=most + 2, max_col=columns, values_only=True))
    except NoSpreadsheet as refused:
        reading.refuse_list(str(refused))
        return
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
