"""When the daily run was last finished, so that a run that fails or never comes is seen."""

from __future__ import annotations

import datetime

from django.core.files.base import ContentFile

from contest_pages.files.private_storage import private_storage

_FILE = "daily/erase_expired"
#: The time after which a run is missing: a day, and some hours for a timer that waits or a server that was off.
LATE = datetime.timedelta(hours=30)


def note_run(now: datetime.datetime) -> None:
    """Write down that the daily run was finished at `now`."""
    storage = private_storage()
    storage.delete(_FILE)
    storage.save(_FILE, ContentFile(now.isoformat().encode()))


def last_run() -> datetime.datetime | None:
    """Return when the daily run was last finished, or None."""
    try:
        with private_storage().open(_FILE) as file:
            return datetime.datetime.fromisoformat(file.read().decode())
    except (FileNotFoundError, ValueError):
        return None


def missing_run(now: datetime.datetime) -> str:
    """Return a sentence for operators if the daily run is missing, else an empty text."""
    last = last_run()
    if last is None:
        return "contest_erase_expired was never finished: is contest-daily.timer enabled?"
    if now - last > LATE:
        return f"contest_erase_expired was last finished at {last.isoformat()}"
    return ""
