"""Does anybody stand in the way of these people? A small question first: the answer is nearly always no.

Everybody who registers asks it, so the statement is written out: building it anew would cost more than running it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from contest_pages.registrations.logic.committees import Traits
from contest_pages.registrations.logic.people import name_key
from contest_pages.registrations.models import CommitteeMember, Member


class InTheWay(NamedTuple):
    """Whether a committee has somebody of these names or numbers, and whether one of the places is held."""

    committees: bool
    places: bool


def in_the_way(contest_pk: int, committees: list[str], people: list[Traits], places: list[str]) -> InTheWay:
    """Return who has to be looked at closely, in one query; none where there is nothing to ask."""
    names = [name_key(person.full_name) for person in people]
    numbers = [person.identity_hash for person in people if person.identity_hash]
    if not (committees and names) and not places:
        return InTheWay(False, False)
    with connection.cursor() as cursor:
        cursor.execute(
            _statement(len(committees), len(names), len(numbers), len(places)),
            [contest_pk, *committees, *names, *numbers, *places],
        )
        return InTheWay(*map(bool, cursor.fetchone()))


@lru_cache(maxsize=64)
def _statement(committees: int, names: int, numbers: int, places: int) -> str:
    return f"""
        SELECT EXISTS (SELECT 1 FROM {CommitteeMember._meta.db_table} WHERE contest_id = %s
                          AND committee {_among(committees)}
                          AND (name_key {_among(names)} OR identity_hash {_among(numbers)})),
               EXISTS (SELECT 1 FROM {Member._meta.db_table} WHERE place {_among(places)})"""  # noqa: S608


def _among(count: int) -> str:
    """Return the condition that a column has one of so many values; nothing has one of none."""
    return f"IN ({', '.join(['%s'] * count or ['NULL'])})"
