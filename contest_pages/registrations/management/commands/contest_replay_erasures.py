"""Repeat the erasures of the ledger, after a backup was restored."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from contest_pages.privacy.domain import ledger
from contest_pages.registrations.domain.replaying import replay


class Command(BaseCommand):
    """Erase again what was erased since the backup. Idempotent."""

    help = (
        "Reads the ledger of erasures (CONTEST_PAGES['ERASURE_LEDGER'], or the file that is given) and erases "
        "again what a restored backup has brought back. Run it before the site is opened again. Safe to run twice."
    )

    def add_arguments(self, parser):
        """Add the file."""
        parser.add_argument("file", nargs="?", help="the ledger; without it the one that the settings name")

    def handle(self, *args, file, **options):
        """Repeat the erasures and print the numbers."""
        path = Path(file) if file else ledger.ledger_path()
        if path is None:
            raise CommandError("Name the ledger: CONTEST_PAGES['ERASURE_LEDGER'] is empty.")
        try:
            counts = replay(path)
        except OSError as error:
            raise CommandError(f"The ledger {path} cannot be read: {error.strerror}.") from error
        self.stdout.write(
            f"Repeated: {counts['repeated']}. Erased already: {counts['present']}. "
            f"Not in this database: {counts['unknown']}."
        )
