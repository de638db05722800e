"""The tables of a results page: standings as a visitor wishes them, and what each unit reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from contest_pages.vietnamese import fold

STANDINGS_PAGE_SIZE = 100


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

        def number(name: str) -> int | None:
            text = query.get(name, "")
            return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

        return cls(
            round=number("vong"),
            unit=number("don-vi"),
            division=query.get("bang", "")[:100],
            whole=query.get("tat-ca") == "1",
            page=number("p") or 1,
        )

    @property
    def query(self) -> str:
        """Return the parameters that say the same, with "?" before them."""
        asked = {
            "vong": self.round or "",
            "don-vi": self.unit or "",
            "bang": self.division,
            "tat-ca": "1" if self.whole else "",
            "p": self.page if self.page > 1 else "",
        }
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    def on_page(self, number: int) -> str:
        """Return the parameters of the same wish on another page."""
        return replace(self, page=number).query

    @property
    def all_on_one(self) -> str:
        """Return the parameters of the same wish with everything on one page, for printing."""
        return replace(self, page=1, whole=True).query

    def finds(self, standing) -> bool:
        """Say whether a standing is wished for."""
        return (
            (self.round is None or standing.round_id == self.round)
            and (not self.division or standing.division == self.division)
            and (self.unit is None or (standing.unit is not None and standing.unit.pk == self.unit))
        )


def named_once(pairs: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return (number, name) pairs without repetition, in their order."""
    return list(dict(pairs).items())


@dataclass
class UnitTally:
    """What the works and contestants of one unit reached, as far as the unit may be published."""

    name: str
    awards: int = 0
    ranked: int = 0
    best: int | None = None


def tally_of(awards: Iterable, standings: Iterable) -> list[UnitTally]:
    """Return what each unit reached, those with most awards first, then by name."""
    units: dict[int, UnitTally] = {}
    for award in awards:
        unit = None if award.entry.is_disqualified else award.entry.public_unit
        if unit is not None:
            units.setdefault(unit.pk, UnitTally(unit.name)).awards += 1
    for standing in standings:
        if standing.unit is not None:
            row = units.setdefault(standing.unit.pk, UnitTally(standing.unit.name))
            row.ranked += 1
            row.best = min(row.best or standing.rank, standing.rank)
    return sorted(units.values(), key=lambda row: (-row.awards, row.best or 10**9, fold(row.name)))
