"""When a contestant and a committee member are the same person."""

from __future__ import annotations

from dataclasses import dataclass

from contest_pages.data.births import Birth
from contest_pages.data.identity import name_key

from .enums import MatchStrength


@dataclass(frozen=True)
class IdentityTraits:
    """The traits by which a contestant and a committee member are compared. Empty where unknown."""

    full_name: str
    birth: Birth | None = None
    identity_hash: str = ""
    phone: str = ""
    email: str = ""

    @property
    def name_key(self) -> str:
        """Return the name in the form that is compared."""
        return name_key(self.full_name)


def match(contestant: IdentityTraits, committee: IdentityTraits) -> MatchStrength | None:
    """Return how likely the two are the same person; None if nothing suggests it.

    Identity numbers decide where both are known. Otherwise name and one more trait are SURE; the name alone
    is POSSIBLE, also with the year of birth, unless the births differ. A phone or an e-mail address alone is no match: families
    and offices share them.
    """
    if contestant.identity_hash and committee.identity_hash:
        return MatchStrength.SURE if contestant.identity_hash == committee.identity_hash else None
    if contestant.name_key != committee.name_key:
        return None
    if contestant.birth and committee.birth:
        if not contestant.birth.may_be(committee.birth):
            return None
        if contestant.birth.day and committee.birth.day:
            return MatchStrength.SURE
    if committee.phone and contestant.phone == committee.phone:
        return MatchStrength.SURE
    if committee.email and contestant.email.lower() == committee.email.lower():
        return MatchStrength.SURE
    return MatchStrength.POSSIBLE
