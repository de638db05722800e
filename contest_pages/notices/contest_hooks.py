"""Hooks of letters: settings, housekeeping."""

from __future__ import annotations

from contest_pages import hooks

from .domain.retrying import forget_old, free_dead_claims
from .notifying import enqueue_due


@hooks.register("default_settings")
def default_settings():
    """Declare the settings of this feature."""
    return {
        # Queue of TASK_BACKEND for letters and text messages, so that they need not wait for probes of videos.
        "LETTER_QUEUE": "default",
        # Hours for which a letter that fails is tried again.
        "LETTER_HOURS": 48,
        # Minutes after which a worker that has recorded no result counts as dead.
        "LETTER_CLAIM_MINUTES": 10,
        # Days for which letters to users stay recorded; those to contestants go with their registration.
        "LETTER_LOG_DAYS": 365,
    }


@hooks.register("housekeeping", order=10)
def housekeeping(now):
    """Free letters of dead workers, have those sent that are due, delete old ones."""
    freed, jobs, deleted = free_dead_claims(now), enqueue_due(now), forget_old(now)
    if not (freed or jobs or deleted):
        return []
    return [
        f"{freed} letter(s) of dead workers freed, {jobs} job(s) for letters queued, {deleted} old letter(s) deleted."
    ]
