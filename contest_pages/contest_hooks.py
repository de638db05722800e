"""Hooks of the root app: housekeeping."""

from __future__ import annotations

from . import hooks
from .http import counters


@hooks.register("housekeeping")
def housekeeping(now):
    """Delete the counts of requests whose period is over."""
    counters.delete_expired(now)
    return []
