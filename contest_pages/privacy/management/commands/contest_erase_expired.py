"""Erase personal data whose retention has ended; run it daily."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from contest_pages.privacy.domain.daily import note_run
from contest_pages.privacy.domain.retention import erase_expired


class Command(BaseCommand):
    """Drop unconfirmed registrations, purge identity numbers, anonymise what contests may keep no longer."""

    help = (
        "Drops registrations that nobody confirmed, purges identity numbers and erases the personal data "
        "of contests whose retention has ended. Counts and results stay. Safe to run twice."
    )

    def add_arguments(self, parser):
        """Add the option of a dry run."""
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done, and change nothing"
        )

    def handle(self, *args, dry_run: bool, **options):
        """Erase, or only count, and print the numbers."""
        now = timezone.now()
        for what, count in erase_expired(now=now, dry_run=dry_run).items():
            self.stdout.write(
                f"{what[0].upper()}{what[1:]} {'to be erased' if dry_run else 'erased'}: {count}"
            )
        if not dry_run:
            note_run(now)
