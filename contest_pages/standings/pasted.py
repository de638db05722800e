"""The source of rounds without computed rankings: the organisers paste a table of their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from contest_pages.standings.logic.checking import check_seal
from contest_pages.standings.logic.lines import Contradiction, Line
from contest_pages.standings.logic.pasting import contradiction
from contest_pages.standings.source import StandingsSource


class PastedStandings(StandingsSource):
    """Ranks as the organisers decided them; they must not contradict the points."""

    basis = "pasted"
    section = _("Standings")
    is_listed = True

    def lines(self, ranking) -> list[Line]:
        """Return the pasted lines."""
        fields = ("code", "score", "division", "registration", "entry", "unit", "name")
        return [Line(**row) for row in ranking.rows.values(*fields)]

    def check(self, ranking) -> int:
        """Compare ranks with points, and the seal with both; Contradiction where one does not fit."""
        ranks = dict(ranking.rows.values_list("code", "rank"))
        lines = [(ranks[line.code], line) for line in self.lines(ranking)]
        if problem := contradiction((line.code, rank, line.score, line.division) for rank, line in lines):
            raise Contradiction(problem)
        check_seal(ranking, self, lines)
        return len(lines)


PASTED = PastedStandings()
