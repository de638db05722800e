"""Rank again, and say whether it comes out the same."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from contest_pages.quizzes.models import Attempt
from contest_pages.results.models import OverallRanking, Ranking
from contest_pages.results.queries.overall import check_overall
from contest_pages.results.queries.proof import Contradiction, check_lines, header_of, lines_of, read_proof


class Command(BaseCommand):
    """Prove rankings: from the database, or from exported files without one."""

    help = (
        "Rank quiz rounds again with plain Python, from their attempts, and compare target, every rank and the "
        "seal with what was published. With files, from exports that name nobody. Changes nothing."
    )

    def add_arguments(self, parser):
        """Take --check, --round and files."""
        parser.add_argument("--check", action="store_true", help="compare (the only thing that this does)")
        parser.add_argument("--round", type=int, metavar="PAGE", help="only this round")
        parser.add_argument("files", nargs="*", type=Path, help="exported rankings")

    def handle(self, *args, round, files, **options):
        """Check all, and fail if anything differs."""
        problems = 0
        for path in files:
            with path.open(encoding="utf-8", newline="") as file:
                problems += self._check(str(path), lambda file=file: read_proof(file))
        if not files:
            rankings = Ranking.objects.filter(ranked_at__isnull=False).order_by("round", "number")
            newest = {found.round_id: found for found in rankings}
            for found in newest.values():
                if round in (None, found.round_id):
                    problems += self._check(
                        f"round {found.round_id}", lambda found=found: _from_database(found)
                    )
                    problems += self._check_receipts(found.round_id)
            for found in OverallRanking.objects.order_by("contest", "basis", "number"):
                problems += self._check_overall(found)
        if problems:
            raise CommandError(f"{problems} contradictions.")

    def _check(self, name: str, read) -> int:
        try:
            count = check_lines(*read())
        except Contradiction as found:
            self.stderr.write(f"{name}: {found}")
            return 1
        self.stdout.write(f"{name}: {count} persons ranked again, all the same.")
        return 0

    def _check_overall(self, overall: OverallRanking) -> int:
        name = f"contest {overall.contest_id}, {overall.get_basis_display()}, sum {overall.number}"
        try:
            self.stdout.write(f"{name}: {check_overall(overall)} places added up again, all the same.")
        except Contradiction as found:
            self.stderr.write(f"{name}: {found}")
            return 1
        return 0

    def _check_receipts(self, round_id: int) -> int:
        broken = 0
        attempts = Attempt.objects.submitted().filter(round=round_id)
        for attempt in attempts.iterator(chunk_size=2000):
            if not attempt.receipt_holds:
                broken += 1
                self.stderr.write(f"round {round_id}: the receipt of {attempt.code} does not hold.")
        return broken


def _from_database(ranking: Ranking):
    rows = lines_of(ranking)
    columns = next(rows)
    return header_of(ranking), (dict(zip(columns, map(str, row), strict=True)) for row in rows)
