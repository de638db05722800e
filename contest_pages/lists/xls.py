"""Workbooks of Excel up to 2003 (.xls), read in a process of their own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from contest_pages.background.sandbox import runner

from .cells import failed, of_text, of_value
from .sheets import Cell, Merged, NoList, Row, Sheet

_SCRIPT = Path(__file__).with_name("parse_xls.py")
_MEMORY, _SECONDS = 512 * 1024**2, 20


def read_xls(file, *, most_rows: int, most_columns: int) -> list[Sheet]:
    """Return the sheets of a workbook. Raises NoList, also for one with a password or more rows than allowed."""
    with tempfile.NamedTemporaryFile() as copy:
        file.seek(0)
        for chunk in iter(lambda: file.read(1024**2), b""):
            copy.write(chunk)
        copy.flush()
        order = {
            "source": copy.name,
            "rows": most_rows,
            "columns": most_columns,
            "memory": _MEMORY,
            "seconds": _SECONDS,
        }
        answer = runner.run(_SCRIPT, order, seconds=2 * _SECONDS)
    problem = answer.get("problem")
    if problem == "rows":
        raise NoList(_("The list has more than %(most)d rows.") % {"most": most_rows})
    if problem == "password":
        raise NoList(_("This file has a password. Please save it without one and send it again."))
    if problem:
        raise NoList(
            _(
                "This file cannot be read. In Excel choose “Save as” → “Excel Workbook (.xlsx)” and send that file."
            )
        )
    epoch = CALENDAR_MAC_1904 if answer["facts"]["is_1904"] else CALENDAR_WINDOWS_1900
    return [
        Sheet(
            name=sheet["name"],
            rows=[
                Row(number, {column: _cell(*values, epoch=epoch) for column, *values in cells}, is_hidden)
                for number, is_hidden, cells in sheet["rows"]
            ],
            merged=[Merged(*sides) for sides in sheet["merged"]],
            is_hidden=sheet["hidden"],
        )
        for sheet in answer["facts"]["sheets"]
    ]


def _cell(kind: str, value, code: str, *, epoch) -> Cell:
    if kind == "text":
        return of_text(value)
    if kind == "error":
        return failed(value)
    if kind == "date":
        try:
            value = from_excel(value, epoch)
        except (OverflowError, ValueError):
            return failed(str(value))
    elif kind == "number" and float(value).is_integer():
        value = int(value)
    return of_value(value, code)
