"""Put right what crashes and time leave behind."""

from __future__ import annotations

import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from contest_pages.sweeping import sweep


class Command(BaseCommand):
    """Sweep once, or every so many seconds. Safe to run at any time, and several times at once."""

    help = (
        "Queue jobs again whose worker died, finish or delete unfinished uploads, send the letters and "
        "reminders that are due, return entries whose time for changes is over, ask the workers for a sign of life."
    )

    def add_arguments(self, parser):
        """Take --every."""
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on until stopped")

    def handle(self, *args, every, **options):
        """Sweep, and say what was found."""
        self.sweep(nothing="Nothing to do.")
        while every:
            time.sleep(every)
            close_old_connections()
            try:
                self.sweep()
            except OperationalError as error:
                self.stderr.write(f"The database does not answer: {error}")

    def sweep(self, nothing: str = "") -> None:
        """Do it once, and write what was found."""
        for sentence in sweep(timezone.now()) or filter(None, [nothing]):
            self.stdout.write(sentence)
