"""System checks of the video queue."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import Error, Tags, register

from contest_pages import conf


@register(Tags.compatibility)
def check_video_queue(app_configs, **kwargs):
    """E006: copies of videos are ordered in a queue that the task backend does not have."""
    alias, queue = conf.get("TASK_BACKEND"), conf.get("VIDEO_QUEUE")
    backend = getattr(settings, "TASKS", {}).get(alias, {})
    queues = backend.get("QUEUES", ["default"])
    if not queues or queue in queues:
        return []
    return [
        Error(
            f"TASKS[{alias!r}] has no queue {queue!r}, which CONTEST_PAGES['VIDEO_QUEUE'] names.",
            hint="Add it to QUEUES, and start a worker for it.",
            id="contest_pages.E006",
        )
    ]
