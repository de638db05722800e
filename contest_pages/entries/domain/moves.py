"""The one place where an entry's state and revision change."""

from __future__ import annotations

import datetime

from contest_pages import page_cache
from contest_pages.entries import logic
from contest_pages.entries.enums import SHOWN, EntryState
from contest_pages.entries.models import Entry
from contest_pages.entries.signals import entry_moved, entry_revised


def move_entry(entry: Entry, to: EntryState, *, now: datetime.datetime) -> None:
    """Set the state of a locked entry, if the table of moves allows it; the caller saves.

    Sends `entry_moved`, so that what follows from a state is kept in the same transaction.
    Raises MoveNotAllowed.
    """
    logic.check_move(entry.state, to)
    if entry.state in SHOWN or to in SHOWN:
        page_cache.changed()
    entry.state = to
    entry_moved.send(Entry, entry=entry, to=to, now=now)


def revise_entry(entry: Entry, *, now: datetime.datetime) -> None:
    """Count one more revision of a locked entry that its contestant changed; the caller saves.

    A draft has no revisions: nobody but its contestant has seen it.
    """
    if entry.state == EntryState.DRAFT:
        return
    entry.revision += 1
    entry_revised.send(Entry, entry=entry, now=now)
