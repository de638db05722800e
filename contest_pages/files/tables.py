"""Tables as files to be read, sorted and printed: rows are written as they come, so that memory stays flat."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment
from wagtail.admin.views.mixins import Echo

from .print_layout import BOLD, HEADING, lay_out
from .spreadsheets import escape_formula

DAY = "dd/mm/yyyy"
MOMENT = "dd/mm/yyyy hh:mm"
SECOND = "dd/mm/yyyy hh:mm:ss"
_TEXTS = {DAY: "%d/%m/%Y", MOMENT: "%d/%m/%Y %H:%M", SECOND: "%d/%m/%Y %H:%M:%S"}
#: Excel counts days from 1900 on, and has a day in February 1900 that there was not.
_FIRST_DAY = datetime.date(1900, 3, 1)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
#: So many rows are looked at to find how wide a column is; widths are in letters.
_SAMPLE = 200
_NARROWEST, _WIDEST = 8, 48
_LONGEST_TITLE = 31
_FORBIDDEN_IN_TITLES = dict.fromkeys(map(ord, "[]:*?/\\"), " ")


@dataclass(frozen=True)
class Table:
    """A table of a file: its title, its headings, its rows."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]


def write_tables(tables: Sequence[Table], file) -> None:
    """Write each table into a sheet of its own of an XLSX file, ready for printing."""
    book = Workbook(write_only=True)
    for table in tables:
        _write_sheet(book, table)
    book.save(file)


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield a table as CSV, with the mark by which spreadsheets recognise UTF-8."""
    writer = csv.writer(Echo())
    yield "\ufeff".encode()
    yield writer.writerow(headings)
    for row in rows:
        yield writer.writerow([escape_formula(text_of(value)) for value in row])


def text_of(value: object) -> str:
    """Return a value as it is read: dates day first, yes or no, nothing for what is empty."""
    value = _plain(value)
    return value.strftime(_TEXTS[_format_of(value)]) if isinstance(value, datetime.date) else str(value)


def _format_of(value: datetime.date) -> str:
    if not isinstance(value, datetime.datetime):
        return DAY
    return SECOND if value.second or value.microsecond else MOMENT


def _plain(value: object) -> object:
    """Return a value as a number, a date, a local time without zone, or words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal | datetime.date):
        return value
    if isinstance(value, list | tuple):
        return "; ".join(str(item) for item in value)
    return str(value)


def _write_sheet(book: Workbook, table: Table) -> None:
    sheet = book.create_sheet(table.title.translate(_FORBIDDEN_IN_TITLES)[:_LONGEST_TITLE])
    rows = iter(table.rows)
    sample = [list(row) for row in islice(rows, _SAMPLE)]
    widths = [
        _width(heading, [row[place] for row in sample if place < len(row)])
        for place, heading in enumerate(table.headings)
    ]
    lay_out(sheet, widths)
    sheet.append([_heading_cell(sheet, heading) for heading in table.headings])
    for row in chain(sample, rows):
        sheet.append([_cell(sheet, value, width) for value, width in zip(row, widths, strict=True)])


def _width(heading: str, values: Sequence[object]) -> int:
    longest_word = max((len(word) for word in heading.split()), default=0)
    longest = max((len(line) for value in values for line in text_of(value).split("\n")), default=0)
    return min(max(longest + 2, longest_word + 2, _NARROWEST), _WIDEST)


def _heading_cell(sheet, heading: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, heading)
    cell.font, cell.alignment = BOLD, HEADING
    return cell


def _cell(sheet, value: object, width: int):
    """Return a value as a cell: real dates, and long texts on several lines. Other cells have no style: it costs time."""
    value = _plain(value)
    if isinstance(value, datetime.date):
        day = value.date() if isinstance(value, datetime.datetime) else value
        if day < _FIRST_DAY:
            return text_of(value)
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = _format_of(value)
        return cell
    if not isinstance(value, str):
        return value
    text = escape_formula(ILLEGAL_CHARACTERS_RE.sub("", value))
    if len(text) <= width and "\n" not in text:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.alignment = _WRAPPED
    return cell
