"""Addresses of attempts: signed, valid for a single attempt, revoked with the contestant's other links."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.core import signing
from django.db import connection
from django.db.models.expressions import Col
from django.urls import reverse

from contest_pages.quizzes.models import Attempt
from contest_pages.registrations.enums import OPEN_STATUSES
from contest_pages.registrations.models import Registration

#: Used instead of a registration's link number, which begins with 1.
UNNAMED = 0
_ATTEMPT = signing.Signer(salt="contest_quizzes.attempt")


def attempt_token(attempt: Attempt, link_number: int) -> str:
    """Return the token of an attempt; `link_number` is that of the contestant's links, or UNNAMED."""
    return _ATTEMPT.sign(f"{attempt.pk}.{link_number}")


def attempt_path(attempt: Attempt, link_number: int) -> str:
    """Return the path of an attempt."""
    return reverse("contest_attempt", args=[attempt_token(attempt, link_number)])


_FIELDS = Attempt._meta.concrete_fields
_COLUMNS = [field.get_col("a") for field in _FIELDS]
#: Raw SQL, since every save and submit runs this query and building it by the ORM would cost more than running it.
_READ = f"""
    SELECT {", ".join(f'a."{field.column}"' for field in _FIELDS)} FROM {Attempt._meta.db_table} a
      JOIN {Registration._meta.db_table} r ON r.id = a.registration_id
     WHERE a.id = %s AND r.link_number = %s AND r.erased_at IS NULL
       AND r.status IN ({", ".join(f"'{status.value}'" for status in sorted(OPEN_STATUSES))})"""  # noqa: S608


@cache
def _conversions(_vendor: str) -> list[tuple[int, Callable, Col]]:
    """Return the converters from values of a database vendor to values of the fields, by position."""
    return [
        (place, convert, column)
        for place, column in enumerate(_COLUMNS)
        for convert in (
            *connection.ops.get_db_converters(column),
            *column.get_db_converters(connection),
        )
    ]


def _read(pk: int, link_number: int) -> Attempt | None:
    """Return an attempt, if its contestant's links have this number and are not revoked."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [pk, link_number])
        row = cursor.fetchone()
    if row is None:
        return None
    values = list(row)
    for place, convert, column in _conversions(connection.vendor):
        values[place] = convert(values[place], column, connection)
    return Attempt.from_db(connection.alias, [field.attname for field in _FIELDS], values)


def attempt_of(token: str) -> Attempt | None:
    """Return the attempt of a token, in a single query; None for a wrong or revoked token."""
    try:
        pk, number = map(int, _ATTEMPT.unsign(token).split("."))
    except (signing.BadSignature, ValueError):
        return None
    if number == UNNAMED:
        return Attempt.objects.unnamed().filter(pk=pk).first()
    return _read(pk, number)


def unnamed_attempt_of(token: str) -> Attempt | None:
    """Return the attempt without a registration that a token belongs to; None for any other token."""
    attempt = attempt_of(token)
    return attempt if attempt is not None and attempt.registration_id is None else None
