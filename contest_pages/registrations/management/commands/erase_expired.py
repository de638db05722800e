"""Erase personal data whose time is over; run it daily."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from contest_pages.registrations.domain.erasing import erase_expired
from contest_pages.registrations.forms.files import sweep_stash


class Command(BaseCommand):
    """Drop unconfirmed registrations, purge identity numbers, anonymise what contests may keep no longer."""

    help = (
        "Drops registrations that nobody confirmed, purges identity numbers and erases the personal data "
        "of contests whose retention has ended. Counts and results stay. Safe to run twice."
    )

    def add_arguments(self, parser):
        """Offer the dry run."""
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done, and change nothing"
        )

    def handle(self, *args, dry_run: bool, **options):
        """Do it, or say what would be done."""
        now = timezone.now()
        found = erase_expired(now=now, dry_run=dry_run)
        files = sweep_stash(now, dry_run=dry_run)
        would = "would be " if dry_run else ""
        self.stdout.write(f"Unconfirmed registrations {would}dropped: {found.unconfirmed}")
        self.stdout.write(f"Identity numbers {would}purged: {found.identities}")
        self.stdout.write(f"Registrations {would}erased: {found.registrations}")
        self.stdout.write(f"Committee members {would}deleted: {found.committee_members}")
        self.stdout.write(f"Files of unfinished forms {would}deleted: {files}")
