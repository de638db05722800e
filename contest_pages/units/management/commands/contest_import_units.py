"""Take units from a list."""

from __future__ import annotations

import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from contest_pages.units.domain.list_import import apply, preview
from contest_pages.units.enums import Difference
from contest_pages.units.errors import UnitRefused


class Command(BaseCommand):
    """The same as the screen does: a preview, then all of it or nothing."""

    help = (
        "Compare a list (.xlsx, .xls, .ods, .csv) of units with the tree and, with --apply, do what it says in one transaction. "
        "Wrong rows stop it. The same list twice changes nothing."
    )

    def add_arguments(self, parser):
        """Take the file, --apply and --on."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="do it; without this only the preview")
        parser.add_argument(
            "--on",
            type=datetime.date.fromisoformat,
            help="the day (2025-07-01) on which renamed and moved units begin anew; without it they are corrected",
        )

    def handle(self, *args, file, on, **options):
        """Compare, print, apply."""
        with file.open("rb") as opened:
            _reading, comparison = preview(opened)
        for difference in Difference:
            self.stdout.write(f"{difference.label}: {comparison.count(difference)}")
        for row, code, reason in comparison.wrong[:50]:
            self.stderr.write(f"row {row} {code}: {reason}")
        if comparison.wrong:
            raise CommandError(f"{len(comparison.wrong)} rows are wrong; nothing was done.")
        if options["apply"]:
            try:
                count = apply(comparison, on=on, progress=self._progress)
            except UnitRefused as refused:
                raise CommandError(refused.message) from None
            self.stdout.write(f"Done: {count} units.")

    def _progress(self, done: int, total: int) -> None:
        if done == total or done % 1000 == 0:
            self.stdout.write(f"{done}/{total}")
