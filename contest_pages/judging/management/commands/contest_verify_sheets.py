"""Verify that no sealed sheet was changed, removed or inserted."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from contest_pages.judging.domain.chain import verify
from contest_pages.judging.models import JuryRoundPage


class Command(BaseCommand):
    """Recompute the record of every judged round, or of one; fails and names the first record that does not match."""

    help = (
        "Verify the chained record of score sheets; ends with an error if one was changed, removed or added."
    )

    def add_arguments(self, parser):
        """Add the option --round."""
        parser.add_argument("--round", type=int, metavar="ID", help="only the round with this page number")

    def handle(self, *args, round, **options):
        """Verify, print the result, and fail if anything is wrong."""
        rounds = JuryRoundPage.objects.order_by("pk")
        if round:
            rounds = rounds.filter(pk=round)
            if not rounds:
                raise CommandError(f"There is no jury round with the number {round}.")
        broken = [found for found in map(self._verify, rounds) if not found]
        if broken:
            raise CommandError(f"{len(broken)} round(s) have a record that is not sound.")

    def _verify(self, round_page: JuryRoundPage) -> bool:
        found = verify(round_page.pk)
        name = f"{round_page.pk} {round_page.title}"
        if found.is_sound:
            self.stdout.write(f"{name}: sound, {found.length} record(s), last {found.last_hash}")
            return True
        if found.broken is not None:
            self.stdout.write(f"{name}: BROKEN at record {found.broken}")
        for problem in found.problems:
            self.stdout.write(f"{name}: {problem}")
        return False
