"""Tables of places and of prizes, for staff and visitors: cells are texts from the ranking's source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet

from contest_pages.contests.enums import RecipientKind
from contest_pages.standings.models import Award, LotSeed, RankedRow, Ranking
from contest_pages.standings.source import Column, contest_bases


@dataclass(frozen=True)
class Cell:
    """A cell's text, and the label of its column, which stands beside it on phones; numbers are aligned to the right."""

    text: str
    is_number: bool
    label: str


@dataclass(frozen=True)
class TableRow:
    """A place with its cells and its awards."""

    row: RankedRow
    cells: list[Cell]
    awards: list[Award] = field(default_factory=list)


@dataclass(frozen=True)
class AwardRow:
    """An award with the cells of its place."""

    award: Award
    cells: list[Cell]


@dataclass(frozen=True)
class PublishedRanking:
    """A ranking on the results page: its figures, its prizes, the lot."""

    ranking: Ranking
    figures: list[tuple[str, str]]
    columns: list[Column]
    prizes: list[AwardRow]
    seal: LotSeed | None = None

    @property
    def is_of_units(self) -> bool:
        """Say whether units are ranked, not people."""
        return ranks_units(self.ranking)

    @property
    def awards(self) -> list[Award]:
        """Return its awards that are not revoked, the highest first."""
        return [given.award for given in self.prizes if not given.award.revoked_at]


def ranks_units(ranking: Ranking) -> bool:
    """Say whether units are ranked, not people."""
    return ranking.source.recipients == {RecipientKind.UNIT.value}


def cells_of(columns: Sequence[Column], rows: Sequence[RankedRow]) -> list[list[Cell]]:
    """Return the cells of each row; every column is computed once for all rows."""
    texts = [column.cells(rows) for column in columns]
    return [
        [Cell(text, column.is_number, str(column.label)) for column, text in zip(columns, line, strict=True)]
        for line in zip(*texts, strict=True)
    ] or [[] for _row in rows]


def rows_of_table(
    ranking: Ranking, rows: Iterable[RankedRow], columns: Sequence[Column] | None = None
) -> list[TableRow]:
    """Return rows of `shown_rows` with their cells: those of the staff unless `columns` are given."""
    rows = list(rows)
    cells = cells_of(ranking.source.columns(ranking) if columns is None else columns, rows)
    return [TableRow(row, line, row.awards.all()) for row, line in zip(rows, cells, strict=True)]


def shown_rows(ranking: Ranking) -> QuerySet:
    """Return the rows of a ranking in their order with what a row of the table reads."""
    awards = Award.objects.not_revoked().select_related("prize")
    return (
        RankedRow.objects.filter(ranking=ranking)
        .select_related("registration__unit", "entry__unit", "unit")
        .prefetch_related(
            "registration__members",
            "entry__authors",
            Prefetch("awards", awards),
        )
        .order_by("division", "rank", "place", "pk")
    )


def published_rankings(contest) -> list[PublishedRanking]:
    """Return the published rankings of a contest, without those in the table of pasted standings.

    Rankings of the whole contest come first, in the order of its sources, then the rounds in their order. The
    number of queries is fixed; revoked awards are included.
    """
    rankings = list(
        Ranking.objects.published()
        .filter(Q(round=None) | Q(round__live=True), contest=contest.original.pk)
        .select_related("contest", "round__lot_seed")
        .order_by("round__path")
    )
    rankings = [ranking for ranking in rankings if not ranking.source.is_listed]
    if not rankings:
        return []
    given: dict[int, list[Award]] = {}
    awards = Award.objects.filter(ranking__in=rankings, published_at__isnull=False)
    shown = awards.select_related(
        *("prize", "row", "contest", "registration__unit", "unit"),
        *("entry__registration", "entry__unit", "entry__video", "entry__round"),
    ).prefetch_related("registration__members", "entry__authors", "entry__registration__members")
    for award in shown.order_by("row__division", "prize__sort_order", "row__place", "row__rank", "pk"):
        given.setdefault(award.ranking_id, []).append(award)
    columns = {ranking.pk: ranking.source.winner_columns(ranking) for ranking in rankings}
    cells = _cells_of_awards(rankings, columns, given)
    order = _order_of_contest_bases()
    rankings.sort(key=lambda ranking: (ranking.round_id is not None, order.get(ranking.basis, 0)))
    return [
        PublishedRanking(
            ranking=ranking,
            figures=ranking.source.figures(ranking),
            columns=columns[ranking.pk],
            prizes=[AwardRow(award, cells[award.pk]) for award in given.get(ranking.pk, ())],
            seal=getattr(ranking.round, "lot_seed", None) if ranking.round_id else None,
        )
        for ranking in rankings
    ]


def _order_of_contest_bases() -> dict[str, int]:
    return {basis: number for number, basis in enumerate(contest_bases())}


def _cells_of_awards(
    rankings: list[Ranking], columns: dict[int, list[Column]], given: dict[int, list[Award]]
) -> dict[int, list[Cell]]:
    """Return {award: cells}; rankings with the same columns are computed together."""
    groups: dict[tuple[Column, ...], list[Award]] = {}
    for ranking in rankings:
        groups.setdefault(tuple(columns[ranking.pk]), []).extend(
            award for award in given.get(ranking.pk, ()) if award.row_id
        )
    cells = {}
    for group, awards in groups.items():
        lines = cells_of(group, [award.row for award in awards])
        cells.update({award.pk: line for award, line in zip(awards, lines, strict=True)})
    return cells
