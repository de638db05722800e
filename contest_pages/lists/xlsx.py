"""Workbooks of Excel from 2007 on (.xlsx), with cells as they are shown."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from .cells import failed, of_text, of_value, unsaved
from .sheets import EMPTY, Cell, Merged, NoList, Row, Sheet

#: Names in the strict form of the standard, and in the usual one, which alone openpyxl knows.
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
_PLACES = {"superscript": "super", "subscript": "sub"}


class _Parser(WorkSheetParser):
    """The parser of a sheet; it leaves out what says nothing about a list, and marks formulas without a value."""

    def parse_extensions(self, element) -> None:
        """Leave extensions out: openpyxl would warn about them."""

    def parse_formatting(self, element) -> None:
        """Leave conditional formats out: they change no value."""

    def parse_cell(self, element) -> dict[str, Any]:
        """Return a cell; its data type is "f" where a formula has no saved value."""
        cell = super().parse_cell(element)
        if cell["value"] is None and element.get("t") != "str" and element.find(FORMULA_TAG) is not None:
            cell["data_type"] = "f"
        return cell


def read_xlsx(archive: zipfile.ZipFile, *, most_rows: int, most_columns: int) -> list[Sheet]:
    """Return the sheets of a workbook. Raises NoList for more rows than allowed."""
    file = _as_usual(archive)
    book = load_workbook(file, read_only=True, data_only=True, rich_text=True)
    sheets = []
    for worksheet in book.worksheets:
        with worksheet._get_source() as source:
            parser = _Parser(
                source,
                worksheet._shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
                rich_text=True,
            )
            rows = []
            for row in _rows(worksheet, parser, most_columns):
                if len(rows) >= most_rows:
                    raise NoList(_("The list has more than %(most)d rows.") % {"most": most_rows})
                rows.append(row)
        is_hidden = worksheet.sheet_state != "visible"
        sheets.append(Sheet(worksheet.title, rows, list(_merged(parser)), is_hidden))
    return sheets


def _as_usual(archive: zipfile.ZipFile):
    """Return the file of a workbook, one in the strict form with the usual names."""
    names = archive.namelist()
    with archive.open("xl/workbook.xml") as part:
        if not any(name in part.read(5000) for name in _STRICT):
            return archive.fp
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as usual:
        for name in names:
            content = archive.read(name)
            if name.endswith((".xml", ".rels")):
                for strict, transitional in _STRICT.items():
                    content = content.replace(strict, transitional)
            usual.writestr(name, content)
    return copy


def _rows(worksheet: ReadOnlyWorksheet, parser: _Parser, most_columns: int) -> Iterator[Row]:
    for number, found in parser.parse():
        cells = {}
        for values in found:
            if values["column"] <= most_columns:
                cell = _cell(worksheet, values)
                if cell.text or cell.problem:
                    cells[values["column"] - 1] = cell
        dimension = parser.row_dimensions.pop(str(number), {})
        if cells:
            yield Row(number, cells, dimension.get("hidden") in ("1", "true"))


def _merged(parser: _Parser) -> Iterator[Merged]:
    for cells in parser.merged_cells.mergeCell if parser.merged_cells else ():
        left, top, right, bottom = range_boundaries(cells.ref)
        if None not in (left, top, right, bottom):
            yield Merged(top, left - 1, bottom, right - 1)


def _cell(worksheet: ReadOnlyWorksheet, values: dict[str, Any]) -> Cell:
    value, kind = values["value"], values["data_type"]
    if kind == "f":
        return unsaved()
    if value is None:
        return EMPTY
    if kind == "e":
        return failed(str(value))
    if isinstance(value, CellRichText):
        return of_text(_parts(value))
    if isinstance(value, str):
        return of_text([(value, "")])
    return of_value(value, ReadOnlyCell(worksheet, **values).number_format)


def _parts(text: CellRichText) -> Iterator[tuple[str, str]]:
    for part in text:
        has_place = isinstance(part, TextBlock) and part.font is not None
        yield str(part), _PLACES.get(part.font.vertAlign or "", "") if has_place else ""
