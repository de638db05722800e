"""Inserts with a cached SQL statement.

At an opening hour very many people register; building the same INSERT for each of them would cost several times
its execution. Everywhere else use bulk_create.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.db import connection, models


def insert(rows: Sequence[models.Model]) -> None:
    """Insert unsaved rows of one model with one statement and set their primary keys; no signal is sent.

    Raises IntegrityError where a constraint refuses one of them; then none is inserted.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, len(rows)), values)
        numbers = cursor.fetchall()
    for row, (number,) in zip(rows, numbers, strict=True):
        row.pk, row._state.adding, row._state.db = number, False, connection.alias


@lru_cache(maxsize=128)
def _statement(model: type[models.Model], rows: int) -> str:
    columns = [f'"{field.column}"' for field in model._meta.concrete_fields if not field.primary_key]
    row = f"({', '.join(['%s'] * len(columns))})"
    table, number = model._meta.db_table, model._meta.pk.column
    return (
        f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES {", ".join([row] * rows)} RETURNING "{number}"'  # noqa: S608
    )
