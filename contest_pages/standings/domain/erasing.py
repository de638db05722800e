"""Erasure of a contestant's personal data in rankings and awards."""

from __future__ import annotations

from django.db.models import Q

from contest_pages.privacy.enums import ErasedBecause
from contest_pages.standings.models import RankedRow


def erase_names(registration, because: str) -> None:
    """Empty the names that a list of standings gave for a contestant; places, scores and awards stay.

    When retention ends, a name that was published with consent stays.
    """
    if because == ErasedBecause.EXPIRED and registration.publish_name:
        return
    of_contestant = Q(registration=registration) | Q(entry__registration=registration)
    RankedRow.objects.filter(of_contestant).exclude(name="").update(name="")
