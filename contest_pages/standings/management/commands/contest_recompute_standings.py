"""Verify rankings by computing them again."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from contest_pages.contests.models import ContestRoundPage
from contest_pages.standings.logic.lines import Contradiction
from contest_pages.standings.models import Ranking
from contest_pages.standings.queries.proof import read_proof
from contest_pages.standings.source import StandingsSource, proof_reader


class Command(BaseCommand):
    """Verify rankings, from the database or from exported files."""

    help = (
        "Rank every round and contest again with plain Python, from the submissions, and compare every rank and the "
        "seal with the stored ranking. With files, from exports without names. Changes nothing."
    )

    def add_arguments(self, parser):
        """Take --check, --round and files."""
        parser.add_argument("--check", action="store_true", help="compare (the default and only action)")
        parser.add_argument("--round", type=int, metavar="PAGE", help="only this round")
        parser.add_argument("files", nargs="*", type=Path, help="exported rankings")

    def handle(self, *args, round, files, **options):
        """Check all rankings, and fail on any difference."""
        problems = 0
        for path in files:
            with path.open(encoding="utf-8", newline="") as file:
                problems += self._check(str(path), lambda file=file: _check_file(file))
        if not files:
            for ranking in _rankings(round):
                problems += self._check(
                    _name_of(ranking), lambda ranking=ranking: ranking.source.check(ranking)
                )
        if problems:
            raise CommandError(f"{problems} contradictions.")

    def _check(self, name: str, check) -> int:
        try:
            count = check()
        except Contradiction as contradiction:
            self.stderr.write(f"{name}: {contradiction}")
            return 1
        self.stdout.write(f"{name}: {count} ranked again, all the same.")
        return 0


def _rankings(round_id: int | None) -> list[Ranking]:
    """Return the last ranking of each round, since submissions may have been marked again, and all rankings of contests."""
    rankings = Ranking.objects.filter(ranked_at__isnull=False).select_related("contest", "round")
    ordered = rankings.order_by("round", "contest", "basis", "number")
    if round_id is not None:
        ordered = ordered.filter(round=round_id)
    newest = {
        ("round", ranking.round_id) if ranking.round_id else ("contest", ranking.pk): ranking
        for ranking in ordered
    }
    return list(newest.values())


def _name_of(ranking: Ranking) -> str:
    if ranking.round_id:
        return f"round {ranking.round_id}"
    return f"contest {ranking.contest_id}, {ranking.title}, sum {ranking.number}"


def _check_file(file) -> int:
    header, rows = read_proof(file)
    return proof_reader(header, _round_sources()).check_file(header, rows)


def _round_sources() -> list[StandingsSource]:
    kinds = [model for model in apps.get_models() if issubclass(model, ContestRoundPage)]
    return [source for kind in kinds if (source := kind.standings) is not None]
