"""The extension's settings: one dict, CONTEST_PAGES, read when it is asked for."""

from __future__ import annotations

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Alias in TASKS that runs our jobs. "default" is immediate in a plain Wagtail site.
    "TASK_BACKEND": "default",
    # Alias in STORAGES for files that only some may see. Must not be reachable under MEDIA_URL.
    "PRIVATE_STORAGE": "contest_private",
    # No rule may allow a file larger than this, in bytes.
    "MAX_VIDEO_BYTES": 2 * 1024**3,
    # Seconds and bytes that one look at a video may cost.
    "PROBE_SECONDS": 60,
    "PROBE_MEMORY_BYTES": 512 * 1024**2,
    # A probe whose worker died is tried again, this often at most.
    "PROBE_ATTEMPTS": 3,
}


def get(name: str) -> Any:
    """Return the host's value of `name`, or our default; KeyError for a name we do not know."""
    default = DEFAULTS[name]
    return getattr(settings, "CONTEST_PAGES", {}).get(name, default)
