"""The one place where an entry's state changes."""

from __future__ import annotations

from contest_pages.entries import logic
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry


def move_entry(entry: Entry, to: EntryState) -> None:
    """Set the state of a locked entry, if the table of moves allows it; the caller saves.

    Raises MoveNotAllowed.
    """
    logic.check_move(entry.state, to)
    entry.state = to
