"""The rows and columns of a roster's list, between a spreadsheet and the form of one person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from contest_pages.rosters.enums import RowState

from .cells import text_of
from .entered import Entered


def number_heading() -> str:
    """Return the heading of the column with running numbers."""
    return _("Running no.")


def code_heading() -> str:
    """Return the heading of the column with the codes of those who stand on the roster."""
    return _("Registration code")


def example_mark() -> str:
    """Return what the template's example row has for a number; such a row is passed over."""
    return _("Example")


@dataclass(frozen=True)
class Column:
    """A column of a list. `read` turns a cell into what a person would type into the form's field."""

    name: str
    label: str
    read: Callable = text_of
    width: int = 20
    required: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""
    is_text: bool = False
    is_many: bool = False
    is_yes_or_no: bool = False


@dataclass(frozen=True)
class Wrong:
    """A wrong cell: its address in the sheet, the heading, what stands there, and what to do."""

    cell: str
    heading: str
    value: str
    reason: str


@dataclass
class Line:
    """A row of a list: its texts by column, what is wrong with it, and what taking it would do."""

    row: int
    texts: dict[str, str]
    wrong: list[Wrong] = field(default_factory=list)
    entered: Entered | None = None
    state: RowState = RowState.WRONG

    def cells(self, columns: list[Column]) -> list[tuple[str, str]]:
        """Return (text, what is wrong with it) column by column."""
        reasons = {found.heading: found.reason for found in self.wrong}
        return [(self.texts[column.name], reasons.get(column.label, "")) for column in columns]


@dataclass
class RosterReading:
    """A list as it was read. With `refused` nothing of it could be.

    `places` says in which column, from 0, each heading stands; `unknown` are headings that nobody asked for.
    """

    columns: list[Column]
    lines: list[Line] = field(default_factory=list)
    refused: str = ""
    unknown: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def count(self, state: RowState) -> int:
        """Return how many rows are in this state."""
        return sum(line.state == state for line in self.lines)

    @property
    def wrong_lines(self) -> list[Line]:
        """Return the rows that are to be mended."""
        return [line for line in self.lines if line.state == RowState.WRONG]

    @property
    def good(self) -> list[Entered]:
        """Return what can be taken."""
        return [line.entered for line in self.lines if line.state != RowState.WRONG]
