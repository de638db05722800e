"""Confirmation of registrations."""

from __future__ import annotations

import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.notices.notifying import notify
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.errors import NotConfirmable, UnitHasContact
from contest_pages.registrations.logic.people import places_of
from contest_pages.registrations.models import Member, Registration
from contest_pages.registrations.signals import registration_confirmed

from .acceptance import not_accepted, refusal_of
from .quotas import check_contact, check_room, hold_contact


@transaction.atomic
def confirm(*, registration: Registration, now: datetime.datetime) -> Registration:
    """Activate a pending registration at `now` and return it. Idempotent.

    Its people take their places in the contest or round. Raises NotConfirmable (withdrawn or
    cancelled meanwhile), NotAccepted (the unique column `Member.place` decides between two at once), ContactFull, UnitFull, UnitHasContact. Who registered in time may confirm after the closing.
    """
    hold_contact(registration.page, registration.contact)
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
    if refusal_of(registration) is not None:
        raise not_accepted()
    check_contact(registration)
    check_room(registration.page, registration.kind, registration.unit, hold=True)
    take_places(registration, members)
    registration.status, registration.confirmed_at, registration.pending_key = (
        RegistrationStatus.ACTIVE,
        now,
        None,
    )
    registration.email_bounced_at = None  # the link has arrived
    try:
        with transaction.atomic():
            registration.save(update_fields=["status", "confirmed_at", "pending_key", "email_bounced_at"])
    except IntegrityError:
        raise unit_has_contact(registration.unit) from None
    audit.record("contest.confirm_registration", registration)
    notify("registrations.welcome", registration)
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
    """Set each member's place in the contest or round; NotAccepted if a place is held already.

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
        raise not_accepted() from None
