"""What every format of a list is read into: sheets of rows of cells, as a person sees them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field


class NoList(Exception):
    """A file cannot be read as a list; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the text that is shown, the value behind it, and why it cannot be read, if so.

    `is_exact` is off where the format of the file does not say how a number or a time is shown.
    """

    text: str
    value: str | bool | int | float | datetime.date | datetime.time | None = None
    problem: str = ""
    is_exact: bool = True


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it: its number from 1 and its cells by column, counted from 0."""

    number: int
    cells: dict[int, Cell]
    is_hidden: bool = False

    def cell(self, column: int) -> Cell:
        """Return the cell of a column, an empty one where there is none."""
        return self.cells.get(column, EMPTY)

    @property
    def texts(self) -> list[str]:
        """Return what stands in the row."""
        return [cell.text for cell in self.cells.values() if cell.text]


@dataclass(frozen=True, slots=True)
class Merged:
    """A range of merged cells: its rows from 1 and its columns from 0, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Sheet:
    """A sheet without its empty rows."""

    name: str
    rows: list[Row] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    is_hidden: bool = False
