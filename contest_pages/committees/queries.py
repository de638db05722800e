"""Queries about committee members."""

from __future__ import annotations

from django.db.models import Q

from .enums import MatchStrength
from .logic import IdentityTraits, match
from .models import CommitteeMember


def members_among(
    contest, committees: list[str], people: list[IdentityTraits]
) -> list[tuple[int, CommitteeMember, MatchStrength]]:
    """Return (index of the person, committee member, strength) for each match of people with these committees."""
    names = [person.name_key for person in people]
    hashes = [person.identity_hash for person in people if person.identity_hash]
    known = Q(name_key__in=names) | Q(identity_hash__in=hashes) if hashes else Q(name_key__in=names)
    # Unordered: the default order joins the contest's page.
    candidates = CommitteeMember.objects.filter(known, contest=contest, committee__in=committees).order_by()
    return [
        (number, member, strength)
        for member in candidates
        for number, person in enumerate(people)
        if (strength := match(person, member.identity_traits)) is not None
    ]
