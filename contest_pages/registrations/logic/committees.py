"""When a contestant and a committee member are the same person."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from contest_pages.registrations.enums import MatchStrength

from .people import name_key


@dataclass(frozen=True)
class Traits:
    """What is known of one side: contestant or committee member. Empty where it is not known."""

    full_name: str
    birth_date: datetime.date | None = None
    identity_hash: str = ""
    phone: str = ""
    email: str = ""


def match(contestant: Traits, committee: Traits) -> MatchStrength | None:
    """Return how sure it is that the two are one person; None if nothing speaks for it.

    Identity numbers decide wherever both are known. Then name and one more trait are sure; the name alone
    is possible, unless the birth dates differ. A phone or an e-mail address alone is no match: families
    and offices share them.
    """
    if contestant.identity_hash and committee.identity_hash:
        return MatchStrength.SURE if contestant.identity_hash == committee.identity_hash else None
    if name_key(contestant.full_name) != name_key(committee.full_name):
        return None
    if contestant.birth_date and committee.birth_date:
        return MatchStrength.SURE if contestant.birth_date == committee.birth_date else None
    if committee.phone and contestant.phone == committee.phone:
        return MatchStrength.SURE
    if committee.email and contestant.email.lower() == committee.email.lower():
        return MatchStrength.SURE
    return MatchStrength.POSSIBLE
