"""Read a workbook of Excel up to 2003 (.xls).

The order: `source` (a path), `rows` and `columns` (the most that are read), `memory` (bytes), `seconds`. The answer:
`sheets`, each with `name`, `hidden`, `rows` ([number from 1, is hidden, [[column from 0, kind, value, format], …]]) and
`merged` ([first row, first column, last row, last column], rows from 1). Kinds are text (a list of [text, "super", "sub"
or ""]), number, bool and error; days and times are numbers with their format.
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "background", "sandbox"))
import harness
import xlrd
from harness import Problem

_ESCAPEMENTS = {1: "super", 2: "sub"}


def segments(book, sheet, row, column, text):
    """Return a text in parts of one formatting."""
    runs = sheet.rich_text_runlist_map.get((row, column), [])
    starts = [0, *(start for start, _font in runs), len(text)]
    fonts = [None, *(font for _start, font in runs)]
    parts = []
    for begin, end, font in zip(starts, starts[1:], fonts, strict=False):
        place = _ESCAPEMENTS.get(book.font_list[font].escapement, "") if font is not None else ""
        if begin < end:
            parts.append([text[begin:end], place])
    return parts


def cell(book, sheet, row, column):
    """Return (kind, value, format) of a cell, None for an empty one."""
    found = sheet.cell(row, column)
    if found.ctype == xlrd.XL_CELL_TEXT:
        return ("text", segments(book, sheet, row, column, found.value), "") if found.value.strip() else None
    if found.ctype == xlrd.XL_CELL_ERROR:
        return "error", xlrd.error_text_from_code.get(found.value, "#?"), ""
    if found.ctype == xlrd.XL_CELL_BOOLEAN:
        return "bool", bool(found.value), ""
    if found.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        code = book.format_map[book.xf_list[found.xf_index].format_key].format_str
        return "date" if found.ctype == xlrd.XL_CELL_DATE else "number", found.value, code
    return None


def rows(book, sheet, order):
    """Return the rows of a sheet that hold something."""
    found = []
    for row in range(sheet.nrows):
        last = min(sheet.row_len(row), order["columns"])
        cells = [(column, *values) for column in range(last) if (values := cell(book, sheet, row, column))]
        if cells:
            if len(found) == order["rows"]:
                raise Problem("rows")
            is_hidden = row in sheet.rowinfo_map and bool(sheet.rowinfo_map[row].hidden)
            found.append((row + 1, is_hidden, cells))
    return found


def read(order):
    """Return what the workbook holds."""
    harness.limit_resources(memory=order["memory"], seconds=order["seconds"], largest_output=0)
    try:
        book = xlrd.open_workbook(order["source"], formatting_info=True, ragged_rows=True)
    except xlrd.XLRDError as refused:
        raise Problem("password" if "encrypt" in str(refused).lower() else "no_workbook") from None
    return {
        "is_1904": bool(book.datemode),
        "sheets": [
            {
                "name": sheet.name,
                "hidden": bool(sheet.visibility),
                "rows": rows(book, sheet, order),
                "merged": [
                    (first + 1, left, last, right - 1) for first, last, left, right in sheet.merged_cells
                ],
            }
            for sheet in book.sheets()
        ],
    }


if __name__ == "__main__":
    harness.run(read)
