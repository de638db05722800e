"""The minutes as a workbook: numbers, accepted and rejected entries."""

from __future__ import annotations

import datetime
import io

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from contest_pages.files.print_layout import lay_out, print_heading
from contest_pages.files.spreadsheets import escape_formula
from contest_pages.review.queries.minutes import Minutes
from contest_pages.vietnamese import moment

from . import words

_WIDTHS = (12, 42, 32, 28, 60)


def minutes_as_xlsx(minutes: Minutes, now: datetime.datetime) -> bytes:
    """Return the minutes as an XLSX file with a sheet for each list."""
    with translation.override(settings.LANGUAGE_CODE):
        book = Workbook()
        _summary(book.active, minutes, now)
        for title, lines in (
            (_("Passed the review"), minutes.accepted),
            (_("Did not pass the review"), minutes.rejected),
            (_("Disqualified later"), minutes.disqualified),
        ):
            _list(book.create_sheet(title), lines)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _summary(sheet, minutes: Minutes, now: datetime.datetime) -> None:
    sheet.title = _("Numbers")
    lines = [
        _("Minutes of the preliminary review"),
        *words.opening(minutes),
        *words.counts(minutes),
        words.record_sentence(minutes),
        minutes.last_hash,
        _("Drawn up: %(time)s") % {"time": moment(now)},
    ]
    if minutes.closed_at is None:
        lines.append(words.draft_note(minutes))
    for line in lines:
        sheet.append([escape_formula(line)])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 110
    for row in sheet["A"]:
        row.alignment = Alignment(wrap_text=True, vertical="top")


def _list(sheet, lines) -> None:
    sheet.append(words.columns())
    for line in lines:
        sheet.append([escape_formula(cell) for cell in words.cells(line)])
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    print_heading(sheet)
    lay_out(sheet, _WIDTHS)
