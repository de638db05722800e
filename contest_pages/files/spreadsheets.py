"""Writing of lists as spreadsheets."""

from __future__ import annotations

import io
import re

from django.http import FileResponse
from openpyxl import Workbook

from .downloads import name_download
from .print_layout import lay_out, print_heading

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\n]")


def send_workbook(write, name: str) -> FileResponse:
    """Return what `write` writes into a file as an XLSX download of this name."""
    buffer = io.BytesIO()
    write(buffer)
    buffer.seek(0)
    response = FileResponse(buffer, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "private, no-store"
    return name_download(response, f"{name}.xlsx")


def escape_formula(value):
    """Return a cell's value so that no spreadsheet runs it as a formula; `unescape_formula` undoes it."""
    if isinstance(value, str) and (value.startswith(_FORMULA_STARTS) or _ESCAPED.match(value)):
        return f"'{value}"
    return value


def unescape_formula(text: str) -> str:
    """Return a text as it was before `escape_formula`."""
    return text[1:] if _ESCAPED.match(text) else text


def new_list(headings: list[str], widths: tuple[int, ...]) -> Workbook:
    """Return a workbook whose first sheet has these headings over columns of these widths, in characters."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(headings)
    print_heading(sheet)
    lay_out(sheet, widths)
    return workbook
