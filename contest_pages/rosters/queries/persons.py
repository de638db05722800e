"""The people on a roster."""

from __future__ import annotations

from django.db.models import QuerySet

from contest_pages.registrations.models import Registration
from contest_pages.vietnamese import fold


def persons_of(roster: Registration, *, named: str = "") -> QuerySet[Registration]:
    """Return the registrations on a roster, in the order of entry; `named` searches names without diacritics."""
    persons = roster.persons.active().order_by("pk")
    for word in fold(named).split():
        persons = persons.filter(members__name_text__contains=word)
    return persons
