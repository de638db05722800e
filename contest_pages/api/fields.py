"""Serializer fields of the open data: plain values, times with their offset, no contestants' names.

Only winners are named, as they agreed to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from rest_framework.fields import Field
from wagtail.api import APIField

from contest_pages.entries.enums import EntryState


class ComputedField(Field):
    """A field whose value a function computes from the whole object."""

    def __init__(self, compute: Callable[[Any], Any]):
        super().__init__(read_only=True, source="*")
        self.compute = compute

    def to_representation(self, value):
        """Return the computed value."""
        return self.compute(value)


def computed(name: str, compute: Callable[[Any], Any]) -> APIField:
    """Return a field of the API that is computed from the object."""
    return APIField(name, serializer=ComputedField(compute))


def time(value) -> str | None:
    """Return a time in RFC 3339 format, in the site's time zone; None for none."""
    return timezone.localtime(value).isoformat() if value else None


def milestones(contest) -> list[dict[str, Any]]:
    """Return the milestones in chronological order; `ends_at` is the first moment after them."""
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
    """Return the fields of a work in a list of results."""
    return {"id": entry.pk, "number": entry.number, "title": entry.title, "unit": public_unit(entry)}


class Awards(Field):
    """The awards of a results page's contest, prefetched by the endpoint: higher prizes first.

    A work that was disqualified or erased is left out. People are named as they agreed to, teams and units by
    their names; a work's authors are not included.
    """

    def __init__(self):
        super().__init__(read_only=True, source="*")

    def to_representation(self, value):
        """Return the awards as plain values."""
        return [
            {
                "prize": award.prize.name,
                "division": award.prize.division,
                "recipient": recipient(award),
                "work": work(award.entry) if award.entry_id else None,
            }
            for award in self.context["awards"].get(value.contest_number, ())
            if award.entry is None or award.entry.state == EntryState.ACCEPTED
        ]


def recipient(award) -> dict[str, Any]:
    """Return the recipient of an award; a person who did not agree to be named has no name."""
    unit = award.shown_unit
    return {"kind": str(award.kind), "name": award.open_name, "unit": unit.name if unit else None}
