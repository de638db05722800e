"""The one place where an entry's state and revision change."""

from __future__ import annotations

import datetime

from contest_pages.entries import logic
from contest_pages.entries.enums import SHOWN, EntryState
from contest_pages.entries.models import Entry
from contest_pages.entries.signals import entry_revised, entry_state_changed
from contest_pages.publishing import page_cache


def change_state(entry: Entry, to: EntryState, *, now: datetime.datetime) -> None:
    """Set the state of a locked entry if ALLOWED_TRANSITIONS has the transition; the caller saves.

    Sends `entry_state_changed`, inside the transaction, so that dependent rows change with it.
    Raises TransitionNotAllowed.
    """
    logic.check_transition(entry.state, to)
    if entry.state in SHOWN or to in SHOWN:
        page_cache.changed()
    entry.state = to
    entry_state_changed.send(Entry, entry=entry, to=to, now=now)


def revise_entry(entry: Entry, *, now: datetime.datetime) -> None:
    """Increase the revision of a locked entry that its contestant changed; the caller saves.

    A draft has no revisions: only its contestant has seen it.
    """
    if entry.state == EntryState.DRAFT:
        return
    entry.revision += 1
    entry_revised.send(Entry, entry=entry, now=now)
