"""Workbooks of LibreOffice (.ods), whose cells hold what is shown (OpenDocument 1.3, part 3, chapter 9)."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from .cells import failed, of_text, of_value, unsaved
from .sheets import EMPTY, Cell, Merged, NoList, Row, Sheet

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_DURATION = re.compile(r"PT([0-9]+)H([0-9]+)M([0-9]+)(?:[.,][0-9]+)?S")


def read_ods(archive: zipfile.ZipFile, *, most_rows: int, most_columns: int) -> list[Sheet]:
    """Return the sheets of a workbook. Raises NoList for more rows than allowed."""
    reader = _Reader(most_rows, most_columns)
    with archive.open("content.xml") as part:
        for event, element in iterparse(part, events=("start", "end")):
            reader.take(event, element)
    return reader.sheets


class _Reader:
    """Collects sheets from the events of the parser; elements are dropped once they are read."""

    def __init__(self, most_rows: int, most_columns: int):
        self.sheets: list[Sheet] = []
        self.most_rows, self.most_columns = most_rows, most_columns
        self.raised: dict[str, str] = {}
        self.hidden_styles: set[str] = set()
        self.number = 0

    def take(self, event: str, element: Element) -> None:
        if element.tag == f"{_TABLE}table" and event == "start":
            style = element.get(f"{_TABLE}style-name", "")
            name = element.get(f"{_TABLE}name", "")
            self.sheets.append(Sheet(name, is_hidden=style in self.hidden_styles))
            self.number = 0
        elif event == "end" and element.tag == f"{_STYLE}style":
            self._style(element)
        elif event == "end" and element.tag == f"{_TABLE}table-row" and self.sheets:
            self._row(element)
            element.clear()

    def _style(self, element: Element) -> None:
        name = element.get(f"{_STYLE}name", "")
        for child in element:
            position = child.get(f"{_STYLE}text-position", "").split(" ")[0]
            if position and position not in ("0%",):
                is_raised = position == "super" or not position.startswith(("sub", "-"))
                self.raised[name] = "super" if is_raised else "sub"
            if child.get(f"{_TABLE}display") == "false":
                self.hidden_styles.add(name)

    def _row(self, element: Element) -> None:
        sheet = self.sheets[-1]
        times = int(element.get(f"{_TABLE}number-rows-repeated", 1))
        first, column, cells = self.number + 1, 0, {}
        self.number += times
        for child in element:
            if child.tag not in _CELLS:
                continue
            repeated = int(child.get(f"{_TABLE}number-columns-repeated", 1))
            cell = self._cell(child) if child.tag == _CELLS[0] else EMPTY
            if cell.text or cell.problem:
                last = min(column + repeated, self.most_columns)
                cells.update(dict.fromkeys(range(column, last), cell))
            self._merge(sheet, child, first, column)
            column += repeated
        if not cells:
            return
        if len(sheet.rows) + times > self.most_rows:
            raise NoList(_("The list has more than %(most)d rows.") % {"most": self.most_rows})
        is_hidden = element.get(f"{_TABLE}visibility", "visible") != "visible"
        sheet.rows += [Row(first + place, cells, is_hidden) for place in range(times)]

    def _merge(self, sheet: Sheet, cell: Element, row: int, column: int) -> None:
        columns = int(cell.get(f"{_TABLE}number-columns-spanned", 1))
        rows = int(cell.get(f"{_TABLE}number-rows-spanned", 1))
        if columns > 1 or rows > 1:
            sheet.merged.append(Merged(row, column, row + rows - 1, column + columns - 1))

    def _cell(self, cell: Element) -> Cell:
        kind = cell.get(f"{_OFFICE}value-type", "")
        parts = list(self._parts(cell))
        text = of_text(parts)
        if cell.get(f"{_CALC}value-type") == "error":
            return failed(text.text)
        if not kind:
            return unsaved() if cell.get(f"{_TABLE}formula") and not text.text else text
        if text.problem or kind == "string":
            return text
        return (
            Cell(text.text, _value(cell, kind)) if text.text else of_value(_value(cell, kind) or 0, "General")
        )

    def _parts(self, cell: Element) -> Iterator[tuple[str, str]]:
        paragraphs = [child for child in cell if child.tag == f"{_TEXT}p"]
        for place, paragraph in enumerate(paragraphs):
            if place:
                yield "\n", ""
            yield from self._runs(paragraph, "")

    def _runs(self, element: Element, place: str) -> Iterator[tuple[str, str]]:
        if element.text:
            yield element.text, place
        for child in element:
            if child.tag == f"{_TEXT}s":
                yield " " * min(int(child.get(f"{_TEXT}c", 1)), 100), place
            elif child.tag == f"{_TEXT}line-break":
                yield "\n", place
            elif child.tag == f"{_TEXT}tab":
                yield " ", place
            else:
                yield from self._runs(child, self.raised.get(child.get(f"{_TEXT}style-name", ""), place))
            if child.tail:
                yield child.tail, place


def _value(cell: Element, kind: str) -> bool | int | float | datetime.date | datetime.time | None:
    if kind == "date":
        written = cell.get(f"{_OFFICE}date-value", "")
        try:
            moment = datetime.datetime.fromisoformat(written)
        except ValueError:
            return None
        return moment if "T" in written else moment.date()
    if kind == "time":
        found = _DURATION.fullmatch(cell.get(f"{_OFFICE}time-value", ""))
        if not found or int(found[1]) > 23:
            return None
        return datetime.time(int(found[1]), int(found[2]), int(found[3]))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    number = float(cell.get(f"{_OFFICE}value", "0"))
    return int(number) if number.is_integer() else number
