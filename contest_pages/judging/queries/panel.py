"""What organisers and secretaries see of a jury: who has handed in what, never which points before the closing."""

from __future__ import annotations

from django.db.models import Q

from contest_pages.judging.models import Candidate
from contest_pages.units.models import Unit


def units_of_candidates(round_id: int):
    """Return the units whose works or teams are judged in a round, by name."""
    candidates = Candidate.objects.filter(round_id=round_id)
    return (
        Unit.objects.filter(
            Q(pk__in=candidates.values("entry__unit"))
            | Q(pk__in=candidates.values("entry__registration__unit"))
            | Q(pk__in=candidates.values("registration__unit"))
        )
        .distinct()
        .order_by("name")
    )
