"""Regular housekeeping of all features, run by one command."""

from __future__ import annotations

import datetime

from contest_pages import hooks


def run(now: datetime.datetime) -> list[str]:
    """Call the hook `housekeeping` of every feature and return sentences about what was done.

    Idempotent, and safe to run concurrently.
    """
    return [sentence for sentences in hooks.call("housekeeping", now=now) for sentence in sentences]
