"""Add Vietnam's own map of units."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from contest_pages.units.domain.vietnam import load
from contest_pages.units.errors import UnitRefused


class Command(BaseCommand):
    """Both maps of a province: since 1 July 2025, and before, with what became of what."""

    help = (
        "Add the provinces and communes of today, the provinces, districts and communes until 30 June 2025, and the "
        "links between them, from the package vietnamadminunits (pip install --no-deps vietnamadminunits)."
    )

    def add_arguments(self, parser):
        """Take --province."""
        parser.add_argument("--province", default="", help="only this province of today, such as “Sơn La”")

    def handle(self, *args, province, **options):
        """Load, and say what was added."""
        try:
            loaded = load(province, progress=self.stdout.write)
        except UnitRefused as refused:
            raise CommandError(refused.message) from None
        self.stdout.write(f"Added: {loaded.new} of today, {loaded.old} of the old map, {loaded.links} links.")
