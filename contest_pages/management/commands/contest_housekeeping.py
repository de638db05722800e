"""Run the housekeeping of all features."""

from __future__ import annotations

import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from contest_pages.background import housekeeping


class Command(BaseCommand):
    """Run the housekeeping once, or every so many seconds. Idempotent, and safe to run concurrently."""

    help = (
        "Queue jobs again whose worker died, finish or delete unfinished uploads, send the letters and "
        "reminders that are due, return entries whose time for changes is over, queue a pulse for every worker."
    )

    def add_arguments(self, parser):
        """Add --every."""
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on until stopped")

    def handle(self, *args, every, **options):
        """Run and print what was done."""
        self.run(nothing="Nothing to do.")
        while every:
            time.sleep(every)
            close_old_connections()
            try:
                self.run()
            except OperationalError as error:
                self.stderr.write(f"The database does not answer: {error}")

    def run(self, nothing: str = "") -> None:
        """Run once and print what was done."""
        for sentence in housekeeping.run(timezone.now()) or filter(None, [nothing]):
            self.stdout.write(sentence)
