"""The empty list that people fill in, from the declaration of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from contest_pages.files.spreadsheets import new_list

from .columns import Column
from .reading import MOST_ROWS


def empty_list(columns: Sequence[Column]) -> Workbook:
    """Return a workbook with the headings, a choice of values where there is one, and what is to be written."""
    workbook = new_list([column.label for column in columns], tuple(column.width for column in columns))
    sheet = workbook.active
    for place, column in enumerate(columns, start=1):
        if column.is_text:
            sheet.column_dimensions[get_column_letter(place)].number_format = "@"
    add_choices(workbook, columns, first_column=1, first_row=2, last_row=MOST_ROWS + 1)
    return workbook


def add_choices(
    workbook: Workbook, columns: Sequence[Column], *, first_column: int, first_row: int, last_row: int
) -> None:
    """Let columns with a choice of values offer them, from a sheet of their own."""
    sheet, values = workbook.active, None
    for place, column in enumerate(columns, start=first_column):
        if not column.choices or column.is_many:
            continue
        if values is None:
            values = workbook.create_sheet(_("Values"))
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
        letter = get_column_letter(place)
        rule.add(f"{letter}{first_row}:{letter}{last_row}")
        sheet.add_data_validation(rule)
