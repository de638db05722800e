"""Key the names that are kept again, after an upgrade that changed how names are compared."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from contest_pages import hooks
from contest_pages.registrations.domain.rekeying import rekey_names


class Command(BaseCommand):
    """Compute keys and search texts of names again, and name the registrations that are of one person."""

    help = (
        "Computes the keys of all names and all search texts again. Run it once after an upgrade that says so; running it "
        "again changes nothing. Registrations that turn out to be of one person are named, and stay as they are."
    )

    def handle(self, *args, **options):
        """Compute, and print the numbers."""
        result = rekey_names()
        self.stdout.write(
            f"Members: {result.members}, committee members: {result.committee_members} changed."
        )
        for counts in hooks.call("search_texts"):
            for what, count in counts.items():
                self.stdout.write(f"Search texts of {what}: {count} changed.")
        for code in result.doubled:
            self.stdout.write(f"The same person as another one: {code}")
