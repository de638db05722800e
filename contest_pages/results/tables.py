"""The tables of a results page: standings with a visitor's filters, and the results of each unit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import QuerySet

from contest_pages.http import query_params
from contest_pages.standings.queries.listed import with_public_unit
from contest_pages.units.models import Unit
from contest_pages.vietnamese import fold

STANDINGS_PAGE_SIZE = 50


@dataclass(frozen=True)
class StandingsFilters:
    """The filters of a visitor; invalid query parameters are ignored."""

    round: int | None = None
    unit: int | None = None
    division: str = ""
    whole: bool = False
    page: int = 1

    @classmethod
    def read(cls, query) -> StandingsFilters:
        """Read the query parameters."""
        return cls(
            round=query_params.number(query, "vong"),
            unit=query_params.number(query, "don-vi"),
            division=query.get("bang", "")[:100],
            whole=query.get("tat-ca") == "1",
            page=query_params.number(query, "p") or 1,
        )

    @property
    def query(self) -> str:
        """Return the filters as a query string, with "?"."""
        return "?" + query_params.parameters(
            vong=self.round,
            don_vi=self.unit,
            bang=self.division,
            tat_ca="1" if self.whole else "",
            p=self.page if self.page > 1 else "",
        )

    def on_page(self, number: int) -> str:
        """Return the query string of the same filters on another page."""
        return replace(self, page=number).query

    @property
    def all_on_one(self) -> str:
        """Return the query string of the same filters with everything on one page, for printing."""
        return replace(self, page=1, whole=True).query

    def narrow(self, rows: QuerySet) -> QuerySet:
        """Return the rows that match the filters."""
        if self.round is not None:
            rows = rows.filter(ranking__round=self.round)
        if self.division:
            rows = rows.filter(division=self.division)
        if self.unit is not None:
            rows = with_public_unit(rows).filter(public_unit=self.unit)
        return rows


@dataclass
class UnitTally:
    """The results of the works and contestants of a unit, as far as the unit may be published."""

    unit: int
    name: str
    awards: int = 0
    ranked: int = 0
    best: int | None = None


def tally_of(won: dict[int, int], ranked: dict[int, tuple[int, int]]) -> list[UnitTally]:
    """Return the results of each unit, those with most awards first, then by best rank and name.

    `won` has the number of awards by unit; `ranked` the number of ranked works and contestants, and the best rank.
    """
    rows = [
        UnitTally(unit.pk, unit.name, won.get(unit.pk, 0), *ranked.get(unit.pk, (0, None)))
        for unit in Unit.objects.filter(pk__in={*won, *ranked})
    ]
    return sorted(rows, key=lambda row: (-row.awards, row.best or 10**9, fold(row.name)))
