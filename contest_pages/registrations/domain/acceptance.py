"""Whether a registration can be accepted, and what its contact may learn of the reason.

Nobody learns from an answer of the site whether another person takes part or belongs to a committee: names and birth
dates could be tried out. The details go by letter to the owner of the contact on file.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from contest_pages.data.keyed_hash import keyed_hash
from contest_pages.registrations.errors import InCommittee, NotAccepted
from contest_pages.registrations.logic.people import places_of
from contest_pages.registrations.models import Registration

from .eligibility import check_committees, identity_traits_of, taken_by_others

_DAY = 24 * 3600


@dataclass(frozen=True)
class Refusal:
    """Why a registration cannot be accepted: the registrations that have its people, or the rules of committees."""

    holders: tuple[Registration, ...] = ()

    def is_own(self, registration: Registration) -> bool:
        """Return whether the contact of the registration is that of every registration in question."""
        return bool(self.holders) and all(holder.contact == registration.contact for holder in self.holders)


def refusal_of(registration: Registration) -> Refusal | None:
    """Return why a pending registration cannot be accepted, or None if it can."""
    if registration.is_roster:
        return None
    members = list(registration.members.all())
    try:
        check_committees(
            registration.contest,
            registration.contest.live_rules,
            identity_traits_of(members, registration),
            registration_pk=registration.pk,
        )
    except InCommittee:
        return Refusal()
    contact = registration.contact if registration.is_namesake else ""
    places = places_of(registration.scope, members, namesake_contact=contact)
    taken = taken_by_others(places, registration_pk=registration.pk)
    holders = {member.registration_id: member.registration for member in taken}
    return Refusal(tuple(holders.values())) if taken else None


def not_accepted() -> NotAccepted:
    """Return the refusal in words that reveal nothing about other people."""
    return NotAccepted(
        _(
            "This registration cannot be accepted as it is. Perhaps a person in it takes part already, alone, in a group or team, or on the list of a school or unit; or the rules exclude the person. Please ask there, or write to the organisers."
        )
    )


def may_be_warned(registration: Registration) -> bool:
    """Return whether its owner has not been warned today that its people are registered again from elsewhere."""
    return cache.add(f"contest-warned-{keyed_hash('warned', registration.pk)}", 1, _DAY)
