"""Who goes on from a jury round: by its ranking as it stands, or as the list was closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from contest_pages.entries.models import AdvanceList, AdvanceRow
from contest_pages.judging.logic.advancing import Placed, going_on
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.models import JuryRoundPage
from contest_pages.standings.models import RankedRow, Ranking


@dataclass(frozen=True)
class Proposed:
    """The rows of a ranking that go on; `refusal` is the sentence why there are none yet."""

    rows: Sequence[RankedRow] = ()
    ranking: Ranking | None = None
    count: int = 0
    refusal: str = ""

    @property
    def more(self) -> int:
        """Return how many go on beyond the number of the rules, because they are equal to the last."""
        divisions = [row.division for row in self.rows]
        return sum(max(divisions.count(name) - self.count, 0) for name in set(divisions))


def proposed(round_page: JuryRoundPage) -> Proposed:
    """Return who goes on by the last ranking of a round, in three queries."""
    ranking = Ranking.objects.filter(round=round_page.pk).exclude(ranked_at=None).order_by("-number").first()
    if ranking is None:
        return Proposed(refusal=_("The round is not ranked yet: the ranking says who goes on."))
    rules = JudgingRules.from_json(ranking.rules)
    if not rules.advance_count:
        return Proposed(
            ranking=ranking, refusal=_("By the rules of this round nobody goes on: it gives the prizes.")
        )
    rows = {
        row.pk: row
        for row in RankedRow.objects.filter(ranking=ranking, entry__isnull=False).select_related(
            "entry", "registration"
        )
    }
    placed = (Placed(row.pk, row.shown_place, row.score, row.division) for row in rows.values())
    found = [rows[one.key] for one in going_on(placed, count=rules.advance_count, least=rules.knock_out)]
    refusal = "" if found else _("No work reaches the least result.")
    return Proposed(found, ranking, rules.advance_count, refusal)


def closed_list(round_page: JuryRoundPage) -> tuple[AdvanceList | None, list[AdvanceRow]]:
    """Return the closed list of a round with its rows in their order; None before it is closed."""
    found = AdvanceList.objects.filter(from_round=round_page.pk).select_related("closed_by").first()
    if found is None:
        return None, []
    return found, list(found.rows.select_related("entry__registration").order_by("pk"))
