"""Regular housekeeping of all features, run by one command, and when it was last done."""

from __future__ import annotations

import datetime

from contest_pages import hooks
from contest_pages.models import LastRun

_NAME = "housekeeping"
#: The time after which a run is missing; the command runs every minute, and one run may take a while.
LATE = datetime.timedelta(minutes=5)


def run(now: datetime.datetime) -> list[str]:
    """Call the hook `housekeeping` of every feature, note the run, and return sentences about what was done.

    Idempotent, and safe to run concurrently.
    """
    done = [sentence for sentences in hooks.call("housekeeping", now=now) for sentence in sentences]
    LastRun.objects.update_or_create(name=_NAME, defaults={"at": now})
    return done


def missing_run(now: datetime.datetime) -> str:
    """Return a sentence for operators if the housekeeping is missing, else an empty text."""
    last = LastRun.objects.filter(name=_NAME).values_list("at", flat=True).first()
    if last is None:
        return "contest_housekeeping was never through: is contest-housekeeping.service running?"
    if now - last > LATE:
        return f"contest_housekeeping was last through at {last.isoformat()}"
    return ""
