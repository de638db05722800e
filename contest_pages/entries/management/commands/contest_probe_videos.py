"""Look again at videos whose look never began or was cut short."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from contest_pages.entries.domain.probing import stale_videos
from contest_pages.entries.tasks import enqueue_probe


class Command(BaseCommand):
    """Queue stale videos again. Safe to run at any time; run it every ten minutes."""

    help = "Queue videos again whose examination never began or whose worker died."

    def handle(self, *args, **options):
        """Queue each stale video and say how many there were."""
        keys = list(stale_videos(timezone.now()).values_list("pk", flat=True))
        for pk in keys:
            enqueue_probe(pk)
        self.stdout.write(f"{len(keys)} video(s) queued again.")
