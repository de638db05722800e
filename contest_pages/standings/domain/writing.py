"""Write the rows of a ranking: in a single statement where the source has SQL, else from its lines."""

from __future__ import annotations

from django.db import connection

from contest_pages.standings.logic.lines import Comparator
from contest_pages.standings.logic.ranks import rank_lines
from contest_pages.standings.models import RankedRow, Ranking

_ARRAY = {"postgresql": "jsonb_build_array", "sqlite": "json_array"}
#: What a source's SQL returns beside its comparators.
_FIELDS = ("registration_id", "unit_id", "code", "division", "score")


def write_rows(ranking: Ranking) -> None:
    """Compute and insert the rows of a ranking that has none."""
    sql = ranking.source.lines_sql(ranking) if connection.vendor in _ARRAY else None
    if sql is None:
        _write_lines(ranking)
    else:
        _write_by_sql(ranking, *sql)


def rank_sql(ranking: Ranking, lines: str) -> str:
    """Return SQL that ranks the rows of the query `lines`, with the columns of a ranked row."""
    source = ranking.source
    by = ", ".join(_direction(comparator) for comparator in source.order(ranking)) or "1"
    keys = ", ".join(f'l."{comparator.key}"' for comparator in source.comparators)
    return f"""
        SELECT {", ".join(f"l.{name}" for name in _FIELDS)},
               {_ARRAY[connection.vendor]}({keys}) AS keys,
               RANK() OVER (PARTITION BY l.division ORDER BY {by}) AS rank
          FROM ({lines}) l"""  # noqa: S608  (only our own names)


def _direction(comparator: Comparator) -> str:
    return f'l."{comparator.key}" {"DESC" if comparator.descending else "ASC"} NULLS LAST'


def _write_by_sql(ranking: Ranking, lines: str, parameters: list) -> None:
    listed_by = ranking.source.listed_by
    equals = f'l."{listed_by}", ' if listed_by else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {RankedRow._meta.db_table}
                (ranking_id, name, {", ".join(_FIELDS)}, keys, rank)
                SELECT %s, '', q.* FROM ({rank_sql(ranking, lines)} ORDER BY l.division, rank, {equals}l.code) q""",  # noqa: S608
            [ranking.pk, *parameters],
        )


def _write_lines(ranking: Ranking) -> None:
    source = ranking.source
    ranked = rank_lines(source.lines(ranking), source.order(ranking), source.comparators, source.listed_by)
    RankedRow.objects.bulk_create(
        (
            RankedRow(
                ranking=ranking,
                registration_id=line.registration,
                entry_id=line.entry,
                unit_id=line.unit,
                name=line.name,
                code=line.code,
                division=line.division,
                score=line.score,
                keys=list(line.keys),
                rank=rank,
            )
            for rank, line in ranked
        ),
        batch_size=2000,
    )
