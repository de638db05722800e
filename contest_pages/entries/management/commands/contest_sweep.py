"""Put right what crashes and time leave behind: jobs of dead workers, unfinished uploads."""

from __future__ import annotations

import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from contest_pages import conf
from contest_pages.entries import tasks
from contest_pages.entries.domain import jobs, uploading


class Command(BaseCommand):
    """Sweep once, or every so many seconds. Safe to run at any time, and several times at once."""

    help = (
        "Queue video jobs again whose worker died, give up those that failed too often, finish or delete "
        "unfinished uploads, and ask the workers for a sign of life."
    )

    def add_arguments(self, parser):
        """Take --every."""
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on until stopped")

    def handle(self, *args, every, **options):
        """Sweep, and say what was found when there was something."""
        self.sweep(quiet=False)
        while every:
            time.sleep(every)
            close_old_connections()
            try:
                self.sweep(quiet=True)
            except OperationalError as error:
                self.stderr.write(f"The database does not answer: {error}")

    def sweep(self, *, quiet: bool) -> None:
        """Do it once."""
        now = timezone.now()
        again, given_up = jobs.sweep(now)
        for job in again:
            tasks.enqueue_job(job)
        for job in given_up:
            tasks.give_up(job)
        deleted = uploading.sweep_uploads(now)
        for queue in sorted({"default", conf.get("VIDEO_QUEUE")}):
            if not tasks.pulse_waits(queue):
                tasks.pulse.using(backend=conf.get("TASK_BACKEND"), queue_name=queue).enqueue()
        if not quiet or again or given_up or deleted:
            self.stdout.write(
                f"{len(again)} job(s) queued again, {len(given_up)} given up, {deleted} upload(s) deleted."
            )
