"""Look again at videos whose look never began or was cut short."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from contest_pages import conf
from contest_pages.entries.domain.probing import give_up, stale_videos
from contest_pages.entries.tasks import enqueue_probe


class Command(BaseCommand):
    """Queue stale videos again. Safe to run at any time; run it every ten minutes."""

    help = (
        "Queue videos again whose examination never began or whose worker died; give up after some attempts."
    )

    def handle(self, *args, **options):
        """Queue each stale video that has attempts left, end the others, and say how many there were."""
        now = timezone.now()
        queued = ended = 0
        for pk, attempts in stale_videos(now).values_list("pk", "attempts"):
            if attempts < conf.get("PROBE_ATTEMPTS"):
                enqueue_probe(pk)
                queued += 1
            else:
                give_up(video_pk=pk, now=now)
                ended += 1
        self.stdout.write(f"{queued} video(s) queued again, {ended} given up.")
