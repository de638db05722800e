"""How what is published is written for other programs: plain values, times with their offset, nobody's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from rest_framework.fields import Field
from wagtail.api import APIField

from contest_pages.entries.enums import EntryState


class Told(Field):
    """A field that a function tells of the whole object."""

    def __init__(self, tell: Callable[[Any], Any]):
        super().__init__(read_only=True, source="*")
        self.tell = tell

    def to_representation(self, value):
        """Return what the function tells."""
        return self.tell(value)


def told(name: str, tell: Callable[[Any], Any]) -> APIField:
    """Return a field of the API."""
    return APIField(name, serializer=Told(tell))


def time(value) -> str | None:
    """Return a moment as RFC 3339 writes it, in the site's time; None for none."""
    return timezone.localtime(value).isoformat() if value else None


def milestones(contest) -> list[dict[str, Any]]:
    """Return the milestones in the order of time; `ends_at` is the first moment after them."""
    return [
        {
            "label": row.label,
            "kind": row.kind,
            "starts_at": time(row.span.begin),
            "ends_at": time(row.span.end),
            "precision": row.precision,
            "tentative": row.tentative,
        }
        for row in contest.milestones.all()
    ]


def prizes(contest) -> list[dict[str, Any]]:
    """Return the promised prizes; amounts in VND."""
    return [
        {
            "name": row.name,
            "division": row.division,
            "count": row.count,
            "amount": row.amount,
            "extra": row.extra,
            "decided_by": row.basis,
        }
        for row in contest.prizes.all()
    ]


def public_unit(entry) -> str | None:
    """Return the unit's name where its publication was agreed to."""
    unit = entry.public_unit
    return unit.name if unit else None


def work(entry) -> dict[str, Any]:
    """Return what a list of results says of a work."""
    return {"id": entry.pk, "number": entry.number, "title": entry.title, "unit": public_unit(entry)}


def awards(page) -> list[dict[str, Any]]:
    """Return the awards, higher prizes first; a work that was struck off or erased is left out."""
    return [
        {"prize": award.prize.name, "division": award.prize.division, "work": work(award.entry)}
        for award in page.awards.all()
        if award.entry.state == EntryState.ACCEPTED
    ]
