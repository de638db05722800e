"""The list of a roster as a workbook: empty, filled with the roster, or with the wrong rows."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from contest_pages import conf
from contest_pages.data import text_messages
from contest_pages.files.print_layout import lay_out
from contest_pages.files.spreadsheets import escape_formula
from contest_pages.lists.columns import Column
from contest_pages.lists.reading import MOST_ROWS
from contest_pages.lists.templates import add_choices
from contest_pages.registrations.logic.composition import per_unit
from contest_pages.registrations.logic.questions import answer_words
from contest_pages.registrations.models import Registration
from contest_pages.rosters.logic.lines import (
    Line,
    RosterReading,
    code_heading,
    example_mark,
    number_heading,
)
from contest_pages.vietnamese import closing_moment

_BOLD = Font(bold=True)
_HEADING = PatternFill("solid", fgColor="DCE6F1")
_EXAMPLE = PatternFill("solid", fgColor="F2F2F2")
_WRONG = PatternFill("solid", fgColor="FCE4D6")
#: Columns before those of the rules: number and code.
_BEFORE = 2


def write_template(
    roster: Registration, columns: list[Column], persons: Iterable[Registration], file
) -> None:
    """Write the list of a roster: instructions, headings, an example, allowed values, and the persons on it.

    Phones, numbers and dates are columns of text, so that a spreadsheet does not convert them.
    """
    book = Workbook()
    sheet = book.active
    header = _head(sheet, roster, columns)
    _example(sheet, header + 1, columns)
    for place, person in enumerate(persons, start=1):
        sheet.append([place, person.code, *(escape_formula(text) for text in texts_of(person, columns))])
    last = header + 1 + MOST_ROWS
    _guide_columns(book, sheet, columns, first=header + 2, last=last)
    _instructions(book, roster, columns)
    book.save(file)


def write_wrong_rows(roster: Registration, reading: RosterReading, file) -> None:
    """Write the wrong rows as a list of their own, each wrong cell with its reason."""
    columns = reading.columns
    book = Workbook()
    sheet = book.active
    header = _head(sheet, roster, columns)
    sheet.cell(header, len(columns) + _BEFORE + 1, _("What is wrong")).font = _BOLD
    sheet.column_dimensions[get_column_letter(len(columns) + _BEFORE + 1)].width = 60
    for row, line in enumerate(reading.wrong_lines, start=header + 1):
        _wrong_row(sheet, row, line, columns)
    _guide_columns(book, sheet, columns, first=header + 1, last=header + MOST_ROWS)
    book.save(file)


def texts_of(person: Registration, columns: list[Column]) -> list[str]:
    """Return the cells of a person, column by column. Identity numbers are stored as hashes: their cell is empty."""
    member = person.members.all()[0]
    values = {
        "full_name": member.full_name,
        "birth_date": str(member.birth or ""),
        "phone": person.phone,
        "email": person.email,
        "division": person.division,
        "guardian_name": member.guardian_name,
    } | {f"extra_{answer['name']}": answer_words(answer) for answer in person.answers}
    return [values.get(column.name, "") for column in columns]


def _head(sheet, roster: Registration, columns: list[Column]) -> int:
    """Write title, limits and headings; return the row of the headings."""
    sheet.title = _("List")
    width = len(columns) + _BEFORE
    page = roster.page
    lines = [
        (_("List of contestants: %(unit)s") % {"unit": roster.unit}, Font(bold=True, size=14)),
        (page.contest.title, _BOLD),
    ]
    limits = per_unit(page.composition)
    if closing := page.closing():
        limits = "; ".join(filter(None, [limits, _("until %(time)s") % {"time": closing_moment(closing)}]))
    if limits:
        lines.append((limits, Font(italic=True)))
    for row, (text, font) in enumerate(lines, start=1):
        cell = sheet.cell(row, 1, escape_formula(text))
        cell.font = font
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    header = len(lines) + 2
    headings = [
        number_heading(),
        code_heading(),
        *(f"{c.label}{' *' if c.required else ''}" for c in columns),
    ]
    for place, heading in enumerate(headings, start=1):
        cell = sheet.cell(header, place, heading)
        cell.font, cell.fill = _BOLD, _HEADING
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        width = (8, 14)[place - 1] if place <= _BEFORE else columns[place - _BEFORE - 1].width
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.cell(header, _BEFORE).comment = Comment(_("Leave empty for somebody new."), "–")
    lay_out(sheet, header=header, frozen_columns=_BEFORE + 1)
    return header


def _example(sheet, row: int, columns: list[Column]) -> None:
    texts = [column.example for column in columns]
    for place, text in enumerate([example_mark(), "", *texts], start=1):
        cell = sheet.cell(row, place, text)
        cell.fill, cell.font = _EXAMPLE, Font(italic=True, color="7F7F7F")


def _guide_columns(book, sheet, columns: list[Column], *, first: int, last: int) -> None:
    """Format columns with digits as text, and add lists of allowed values."""
    for place, column in enumerate(columns, start=_BEFORE + 1):
        if column.is_text:
            # The format of the column applies to cells that do not exist yet.
            sheet.column_dimensions[get_column_letter(place)].number_format = "@"
            for row in range(first, min(last, first + 200)):
                sheet.cell(row, place).number_format = "@"
    add_choices(book, columns, first_column=_BEFORE + 1, first_row=first, last_row=last)


def _instructions(book, roster: Registration, columns: list[Column]) -> None:
    sheet = book.create_sheet(_("Instructions"))
    lines = [
        _("How to fill in the list"),
        _("1. One person in a row, below the example. The example itself is not taken."),
        _("2. Columns with * must be filled in; of phone and e-mail one is enough: the person gets the way to take part there.")
        if text_messages.can_be_sent()
        else _("2. Columns with * must be filled in, and the e-mail address: the person gets the way to take part there."),
        _("3. Leave the registration code empty for somebody new. Keep it for those who have one: then the row mends what is said of them."),
        _("4. The same list sent again doubles nobody. Who is missing from a list stays on the roster; people are taken off in the page."),
        _("5. Each person must know that they are on this list and agree to it; for those under %(age)d a parent or guardian agrees.")
        % {"age": conf.get("GUARDIAN_BELOW_AGE")},
        "",
        _("The columns"),
    ]  # fmt: skip
    for line in lines:
        sheet.append([line])
    for column in columns:
        hint = column.hint
        if column.choices:
            hint = " ".join(
                filter(None, [hint, _("One of: %(values)s.") % {"values": ", ".join(column.choices)}])
            )
        if column.name == "birth_date":
            hint = _("Day/month/year, for example 05/8/1990.")
        sheet.append([f"– {column.label}{' *' if column.required else ''}: {hint}".rstrip(": ")])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.cell(len(lines), 1).font = _BOLD
    sheet.column_dimensions["A"].width = 110
    for row in sheet["A"]:
        row.alignment = Alignment(wrap_text=True, vertical="top")


def _wrong_row(sheet, row: int, line: Line, columns: list[Column]) -> None:
    sheet.cell(row, 1, line.row)
    sheet.cell(row, 2, escape_formula(line.texts.get("code", "")))
    for place, (text, reason) in enumerate(line.cells(columns), start=_BEFORE + 1):
        cell = sheet.cell(row, place, escape_formula(text))
        if reason:
            cell.fill, cell.comment = _WRONG, Comment(reason, "–")
    words = "; ".join(f"{wrong.heading}: {wrong.reason}" for wrong in line.wrong)
    sheet.cell(row, len(columns) + _BEFORE + 1, escape_formula(words)).alignment = Alignment(wrap_text=True)
