"""The tables of a results page: standings as a visitor wishes them, and what each unit reached."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Count, Min, QuerySet

from contest_pages import asked
from contest_pages.units.models import Unit
from contest_pages.vietnamese import fold

STANDINGS_PAGE_SIZE = 50


@dataclass(frozen=True)
class StandingsWish:
    """What a visitor asked for; whatever is not understood is left out."""

    round: int | None = None
    unit: int | None = None
    division: str = ""
    whole: bool = False
    page: int = 1

    @classmethod
    def read(cls, query) -> StandingsWish:
        """Read the parameters of an address."""
        return cls(
            round=asked.number(query, "vong"),
            unit=asked.number(query, "don-vi"),
            division=query.get("bang", "")[:100],
            whole=query.get("tat-ca") == "1",
            page=asked.number(query, "p") or 1,
        )

    @property
    def query(self) -> str:
        """Return the parameters that say the same, with "?" before them."""
        return "?" + asked.parameters(
            vong=self.round,
            don_vi=self.unit,
            bang=self.division,
            tat_ca="1" if self.whole else "",
            p=self.page if self.page > 1 else "",
        )

    def on_page(self, number: int) -> str:
        """Return the parameters of the same wish on another page."""
        return replace(self, page=number).query

    @property
    def all_on_one(self) -> str:
        """Return the parameters of the same wish with everything on one page, for printing."""
        return replace(self, page=1, whole=True).query

    def narrow(self, standings: QuerySet) -> QuerySet:
        """Return the standings that are wished for."""
        if self.round is not None:
            standings = standings.filter(round=self.round)
        if self.division:
            standings = standings.in_division().filter(own_division=self.division)
        if self.unit is not None:
            standings = standings.in_public_units().filter(public_unit=self.unit)
        return standings


@dataclass
class UnitTally:
    """What the works and contestants of one unit reached, as far as the unit may be published."""

    unit: int
    name: str
    awards: int = 0
    ranked: int = 0
    best: int | None = None


def tally_of(awards: QuerySet, standings: QuerySet) -> list[UnitTally]:
    """Return what each unit reached, those with most awards first, then by best rank and name.

    Both are asked with their `public_unit`; works and contestants without one are in no row.
    """
    won = dict(awards.order_by().values_list("public_unit").annotate(Count("pk")))
    ranked = {
        unit: (count, best)
        for unit, count, best in standings.values_list("public_unit").annotate(Count("pk"), Min("rank"))
    }
    rows = [
        UnitTally(unit.pk, unit.name, won.get(unit.pk, 0), *ranked.get(unit.pk, (0, None)))
        for unit in Unit.objects.filter(pk__in={*won, *ranked})
    ]
    return sorted(rows, key=lambda row: (-row.awards, row.best or 10**9, fold(row.name)))
