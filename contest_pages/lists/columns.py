"""The declaration of a list: its columns, under which headings they are found, and how a cell is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from .headings_known import NEUTRAL
from .sheets import Cell
from .texts import heading
from .values import text_of


@dataclass(frozen=True)
class Column:
    """A column of a list.

    `read` turns a cell into the text for a form's field, and raises ValueError with a sentence for one that it cannot
    read. `also` are other headings of the column; `parts` the headings of columns into which people divide it, in
    the order in which their texts are joined by `joint`. `example` stands in the template's example row.
    """

    name: str
    label: str
    also: tuple[str, ...] = ()
    read: Callable[[Cell], str] = text_of
    width: int = 20
    required: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""
    example: str = ""
    parts: tuple[tuple[str, ...], ...] = ()
    joint: str = " "
    is_text: bool = False
    is_many: bool = False
    is_yes_or_no: bool = False

    @cached_property
    def headings(self) -> set[str]:
        """Return the column's headings as they are compared."""
        return {words for text in (self.label, *self.also) if (words := heading(text))}

    def is_headed(self, text: str) -> bool:
        """Say whether a text is a heading of this column: one of its own, or with words that change nothing."""
        words = heading(text)
        return words in self.headings or " ".join(NEUTRAL.sub(" ", words).split()) in self.headings

    def part(self, text: str) -> int | None:
        """Return which part of the column a text is the heading of, counted from 0; None for none."""
        words = heading(text)
        places = (
            place for place, names in enumerate(self.parts) if words in {heading(name) for name in names}
        )
        return next(places, None)
