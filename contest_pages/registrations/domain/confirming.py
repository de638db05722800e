"""Confirmation of registrations."""

from __future__ import annotations

import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.registrations.enums import RegistrationKind, RegistrationStatus
from contest_pages.registrations.errors import AlreadyRegistered, NotConfirmable, UnitHasContact
from contest_pages.registrations.logic.people import places_of
from contest_pages.registrations.models import Member, Registration
from contest_pages.registrations.signals import registration_confirmed

from .eligibility import check_committees, identity_traits_of, taken_by_others
from .quotas import check_room


@transaction.atomic
def confirm(*, registration: Registration, now: datetime.datetime) -> Registration:
    """Activate a pending registration at `now` and return it. Idempotent.

    Its people take their places in the contest or round. Raises NotConfirmable (withdrawn or
    cancelled meanwhile), InCommittee, AlreadyRegistered (the unique column `Member.place`
    decides between two at once), UnitFull, UnitHasContact. Who registered in time may confirm after the closing.
    """
    registration = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("contest", "page", "unit")
        .get(pk=registration.pk)
    )
    if registration.status == RegistrationStatus.ACTIVE:
        return registration
    if registration.status != RegistrationStatus.PENDING:
        raise NotConfirmable(_("This registration was withdrawn or cancelled; there is nothing to confirm."))
    members = list(registration.members.all())
    check_committees(
        registration.contest,
        registration.contest.live_rules,
        identity_traits_of(members, registration),
        registration_pk=registration.pk,
    )
    check_room(registration.page, registration.kind, registration.unit, hold=True)
    take_places(registration, members)
    registration.status, registration.confirmed_at, registration.pending_key = (
        RegistrationStatus.ACTIVE,
        now,
        None,
    )
    try:
        with transaction.atomic():
            registration.save(update_fields=["status", "confirmed_at", "pending_key"])
    except IntegrityError:
        raise unit_has_contact(registration.unit) from None
    audit.record("contest.confirm_registration", registration)
    transaction.on_commit(partial(registration_confirmed.send, Registration, registration_pk=registration.pk))
    return registration


def unit_has_contact(unit) -> UnitHasContact:
    """Return the refusal of a second contact; it reveals nothing about the first."""
    return UnitHasContact(
        _(
            "Somebody else registers the people of %(unit)s already. Please ask in your unit who that is, or write to the organisers."
        )
        % {"unit": unit}
    )


def take_places(registration: Registration, members: list[Member]) -> None:
    """Set each member's place in the contest or round; AlreadyRegistered if a place is held already.

    A unit's contact does not take part and has no place.
    """
    if registration.is_roster:
        return
    contact = registration.contact if registration.is_namesake else ""
    for member, place in zip(
        members, places_of(registration.scope, members, namesake_contact=contact), strict=True
    ):
        member.place = place
    try:
        with transaction.atomic():
            Member.objects.bulk_update(members, ["place"])
    except IntegrityError:
        held = {m.place for m in taken_by_others([m.place for m in members], registration_pk=registration.pk)}
        number = next((n for n, member in enumerate(members) if member.place in held), 0)
        raise _place_taken_meanwhile(registration, members[number], number) from None


def _place_taken_meanwhile(registration, member, number) -> AlreadyRegistered:
    if registration.kind == RegistrationKind.INDIVIDUAL:
        words = _(
            "%(name)s was registered meanwhile with another address. If that was you, use the link sent there; if not, please write to the organisers."
        )
    else:
        words = _(
            "%(name)s takes part already, alone or in another group or team. Please change the members below, then your registration counts."
        )
    return AlreadyRegistered(words % {"name": member.full_name}, person=number)
