"""Which works a juror leaves to others because of a declared conflict of interest."""

from __future__ import annotations

from django.db.models import Q

from contest_pages.judging.models import Candidate, SeatTerm
from contest_pages.registrations.models import ConflictOfInterest


def recused_from(term: SeatTerm) -> Q:
    """Return the condition that a candidate is one from which the person of a term is recused."""
    conflicts = ConflictOfInterest.objects.effective().filter(member=term.member_id)
    units = conflicts.filter(unit__isnull=False).values("unit")
    registrations = conflicts.filter(registration__isnull=False).values("registration")
    return (
        Q(entry__registration__in=registrations)
        | Q(registration__in=registrations)
        | Q(entry__unit__in=units)
        | Q(entry__registration__unit__in=units)
        | Q(registration__unit__in=units)
    )


def recused_pairs(round_id: int) -> set[tuple[int, int]]:
    """Return the (candidate, seat) numbers that a declared conflict forbids, of all jurors in three queries."""
    seats: dict[int, int] = dict(
        SeatTerm.objects.filter(round_id=round_id, until_at=None).values_list("member", "seat__number")
    )
    conflicts = ConflictOfInterest.objects.effective().filter(member__in=list(seats))
    by_unit: dict[int, set[int]] = {}
    by_registration: dict[int, set[int]] = {}
    for member, unit, registration in conflicts.values_list("member", "unit", "registration"):
        for found, key in ((by_unit, unit), (by_registration, registration)):
            if key is not None:
                found.setdefault(key, set()).add(seats[member])
    candidates = Candidate.objects.filter(round_id=round_id).values_list(
        "number",
        "entry__registration",
        "registration",
        "entry__unit",
        "entry__registration__unit",
        "registration__unit",
    )
    pairs = set()
    for number, *keys in candidates:
        of_registrations = {seat for key in keys[:2] for seat in by_registration.get(key, ())}
        of_units = {seat for key in keys[2:] for seat in by_unit.get(key, ())}
        pairs |= {(number, seat) for seat in of_registrations | of_units}
    return pairs
