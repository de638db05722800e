"""Move documents and original pictures out of the folder that everybody can fetch from."""

from __future__ import annotations

from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from contest_pages.files.originals import delete_drawn_again, move_originals, public_originals


class Command(BaseCommand):
    """Move every original to the private storage; idempotent, goes on after an interruption."""

    help = "Move documents, original pictures and pictures of users from MEDIA_ROOT to the private storage."

    def add_arguments(self, parser):
        """Add --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="say what would be moved, move nothing")

    def handle(self, *args, dry_run, **options):
        """Move, print counts and what lies nowhere, and fail where something is left."""
        outcomes: Counter[str] = Counter()
        for moved in move_originals(dry_run=dry_run):
            outcomes[moved.outcome] += 1
            if moved.outcome == "missing":
                self.stderr.write(f"{moved.name} lies nowhere.")
        words = "to be moved" if dry_run else "moved"
        self.stdout.write(f"{outcomes['moved']} files {words}, {outcomes['present']} in their place already.")
        if dry_run:
            return
        delete_drawn_again()
        if left := public_originals():
            raise CommandError(
                f"Files that no page knows are left below MEDIA_ROOT, in {', '.join(left)}: "
                "look them over and delete them."
            )
