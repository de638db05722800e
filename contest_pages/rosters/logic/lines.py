"""The rows and columns of a roster's list, between a spreadsheet and the form of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from contest_pages.lists.columns import Column
from contest_pages.lists.reading import ListReading, ListRow, WrongCell
from contest_pages.rosters.enums import RowState

from .entered import Entered


def number_heading() -> str:
    """Return the heading of the column with running numbers."""
    return _("Running no.")


def code_heading() -> str:
    """Return the heading of the column with the codes of the persons on the roster."""
    return _("Registration code")


def example_mark() -> str:
    """Return the mark of the template's example row."""
    return _("Example")


@dataclass
class Line:
    """A row of a list, where it stands: its texts by column, its wrong cells, and the effect of importing it."""

    found: ListRow
    address: str = ""
    wrong: list[WrongCell] = field(default_factory=list)
    entered: Entered | None = None
    state: RowState = RowState.WRONG

    @property
    def row(self) -> int:
        """Return the number of the row on its sheet."""
        return self.found.number

    @property
    def texts(self) -> dict[str, str]:
        """Return the texts of the row by column."""
        return self.found.texts

    def cells(self, columns: Sequence[Column]) -> list[tuple[str, str]]:
        """Return (text, error) column by column."""
        reasons = {wrong.heading: wrong.reason for wrong in self.wrong}
        return [(self.texts[column.name], reasons.get(column.label, "")) for column in columns]


@dataclass
class RosterReading:
    """A list as read from `found`, with the columns of its persons."""

    columns: list[Column]
    found: ListReading
    lines: list[Line] = field(default_factory=list)

    def count(self, state: RowState) -> int:
        """Return how many rows are in this state."""
        return sum(line.state == state for line in self.lines)

    @property
    def wrong_lines(self) -> list[Line]:
        """Return the rows with errors."""
        return [line for line in self.lines if line.state == RowState.WRONG]

    @property
    def good(self) -> list[Entered]:
        """Return the valid entries."""
        return [line.entered for line in self.lines if line.entered and line.state != RowState.WRONG]
