"""The list of a roster as a workbook: empty to fill in, with those who stand on it, or with the rows to mend."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from contest_pages.registrations.logic.composition import per_unit
from contest_pages.registrations.models import Registration
from contest_pages.rosters.logic.lines import (
    Column,
    Line,
    RosterReading,
    code_heading,
    example_mark,
    number_heading,
)
from contest_pages.spreadsheets import MOST_ROWS, harmless
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
    """Write the list of a roster: instructions, headings, an example, allowed values, and who stands on it.

    Phones, numbers and dates are columns of text, so that a spreadsheet takes nothing away from them.
    """
    book = Workbook()
    sheet = book.active
    header = _head(sheet, roster, columns)
    _example(sheet, header + 1, columns)
    for place, person in enumerate(persons, start=1):
        sheet.append([place, person.code, *(harmless(text) for text in texts_of(person, columns))])
    last = header + 1 + MOST_ROWS
    _guide_columns(book, sheet, columns, first=header + 2, last=last)
    _instructions(book, roster, columns)
    book.save(file)


def write_wrong_rows(roster: Registration, reading: RosterReading, file) -> None:
    """Write the rows that are to be mended as a list of their own, each wrong cell with its reason."""
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
    """Return what a list says of a person, column by column. An identity number is kept as a fingerprint: none."""
    member = person.members.all()[0]
    answers = {answer["name"]: answer["value"] for answer in person.answers}
    values = {
        "full_name": member.full_name,
        "birth_date": f"{member.birth_date:%d/%m/%Y}" if member.birth_date else "",
        "phone": person.phone,
        "email": person.email,
        "division": person.division,
        "guardian_name": member.guardian_name,
    } | {f"extra_{name}": value for name, value in answers.items()}
    return [_text_of(values.get(column.name)) for column in columns]


def _text_of(value) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else str(value)


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
        cell = sheet.cell(row, 1, harmless(text))
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
    sheet.freeze_panes = sheet.cell(header + 1, _BEFORE + 2)
    return header


def _example(sheet, row: int, columns: list[Column]) -> None:
    examples = {
        "full_name": "Lò Thị Ví Dụ",
        "birth_date": "05/8/1990",
        "identity": "014190001234",
        "phone": "0912 345 678",
        "email": "ten@vidu.example",
    }
    texts = [column.choices[0] if column.choices else examples.get(column.name, "") for column in columns]
    for place, text in enumerate([example_mark(), "", *texts], start=1):
        cell = sheet.cell(row, place, text)
        cell.fill, cell.font = _EXAMPLE, Font(italic=True, color="7F7F7F")


def _guide_columns(book, sheet, columns: list[Column], *, first: int, last: int) -> None:
    """Make columns of text where digits matter, and lists where only some values are allowed."""
    values = None
    for place, column in enumerate(columns, start=_BEFORE + 1):
        letter = get_column_letter(place)
        if column.is_text:
            # A format for the column as a whole holds for cells that are not there yet.
            sheet.column_dimensions[letter].number_format = "@"
            for row in range(first, min(last, first + 200)):
                sheet.cell(row, place).number_format = "@"
        if column.choices and not column.is_many:
            if values is None:
                values = book.create_sheet(_("Values"))
            at = values.max_column + (1 if values["A1"].value is not None else 0)
            for row, choice in enumerate(column.choices, start=1):
                values.cell(row, at, choice)
            source = get_column_letter(at)
            rule = DataValidation(
                type="list",
                formula1=f"{quote_sheetname(values.title)}!${source}$1:${source}${len(column.choices)}",
                allow_blank=not column.required,
                showErrorMessage=True,
                errorTitle=column.label,
                error=_("Please choose one of the values in the list."),
            )
            rule.add(f"{letter}{first}:{letter}{last}")
            sheet.add_data_validation(rule)


def _instructions(book, roster: Registration, columns: list[Column]) -> None:
    sheet = book.create_sheet(_("Instructions"))
    lines = [
        _("How to fill in the list"),
        _("1. One person in a row, below the example. The example itself is not taken."),
        _("2. Columns with * must be filled in; of phone and e-mail one is enough: the person gets the way to take part there."),
        _("3. Leave the registration code empty for somebody new. Keep it for those who have one: then the row mends what is said of them."),
        _("4. The same list sent again doubles nobody. Who is missing from a list stays on the roster; people are taken off in the page."),
        _("5. Each person must know that they are on this list and agree to it; for minors a parent or guardian agrees."),
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
    sheet.cell(row, 2, harmless(line.texts.get("code", "")))
    for place, (text, reason) in enumerate(line.cells(columns), start=_BEFORE + 1):
        cell = sheet.cell(row, place, harmless(text))
        if reason:
            cell.fill, cell.comment = _WRONG, Comment(reason, "–")
    words = "; ".join(f"{found.heading}: {found.reason}" for found in line.wrong)
    sheet.cell(row, len(columns) + _BEFORE + 1, harmless(words)).alignment = Alignment(wrap_text=True)
