"""Whether anything conflicts with a registration, in one cheap query: nearly always nothing does.

Every registration runs it, so the statement is written in SQL and cached: building it from a queryset would
cost more than running it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from contest_pages.committees.logic import IdentityTraits
from contest_pages.committees.models import CommitteeMember
from contest_pages.data.identity import name_key
from contest_pages.registrations.models import Member


class Conflicts(NamedTuple):
    """Whether a committee has a member of these names or numbers, and whether one of the places is held."""

    committees: bool
    places: bool


def find_conflicts(
    contest_pk: int, committees: list[str], people: list[IdentityTraits], places: list[str]
) -> Conflicts:
    """Return which conflicts need the detailed checks, in one query; in none if there is nothing to compare."""
    names = [name_key(person.full_name) for person in people]
    numbers = [person.identity_hash for person in people if person.identity_hash]
    if not (committees and names) and not places:
        return Conflicts(False, False)
    with connection.cursor() as cursor:
        cursor.execute(
            _statement(len(committees), len(names), len(numbers), len(places)),
            [contest_pk, *committees, *names, *numbers, *places],
        )
        return Conflicts(*map(bool, cursor.fetchone()))


@lru_cache(maxsize=64)
def _statement(committees: int, names: int, numbers: int, places: int) -> str:
    return f"""
        SELECT EXISTS (SELECT 1 FROM {CommitteeMember._meta.db_table} WHERE contest_id = %s
                          AND committee {_among(committees)}
                          AND (name_key {_among(names)} OR identity_hash {_among(numbers)})),
               EXISTS (SELECT 1 FROM {Member._meta.db_table} WHERE place {_among(places)})"""  # noqa: S608


def _among(count: int) -> str:
    """Return the condition that a column has one of `count` values; with 0 it is never true."""
    return f"IN ({', '.join(['%s'] * count or ['NULL'])})"
