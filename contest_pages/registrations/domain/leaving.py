"""The end of a registration: the contestant withdraws it, or the organisers cancel it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.notices.notifying import notify
from contest_pages.publishing import page_cache
from contest_pages.registrations.enums import OPEN_STATUSES, RegistrationStatus
from contest_pages.registrations.errors import NotOpen, ReasonMissing
from contest_pages.registrations.models import Registration
from contest_pages.registrations.signals import consent_withdrawn, registration_ends


@transaction.atomic
def withdraw(*, registration: Registration, now: datetime.datetime) -> Registration:
    """End a registration at the contestant's request, at any time; NotOpen if it has ended already."""
    registration = _end(registration, RegistrationStatus.WITHDRAWN, "", now)
    consent_withdrawn.send(Registration, registration=registration, now=now)
    audit.record("contest.withdraw_registration", registration)
    notify("registrations.withdrawn", registration)
    return registration


@transaction.atomic
def cancel(*, registration: Registration, reason: str, actor, now: datetime.datetime) -> Registration:
    """Cancel a registration with a reason, which the letter to the contestant states.

    The letter is written in the same transaction. Raises ReasonMissing, NotOpen.
    """
    if not reason.strip():
        raise ReasonMissing(_("Write the reason: the contestant will read it."))
    registration = _end(registration, RegistrationStatus.CANCELLED, reason.strip(), now)
    audit.record("contest.cancel_registration", registration, actor=actor)
    notify("registrations.cancelled", registration)
    return registration


def _end(registration: Registration, status: RegistrationStatus, reason: str, now) -> Registration:
    registration = Registration.objects.select_for_update().get(pk=registration.pk)
    if registration.status not in OPEN_STATUSES:
        raise NotOpen(_("This registration has ended already."))
    registration.status, registration.ended_at, registration.ended_because = status, now, reason
    registration.pending_key = None
    registration.save(update_fields=["status", "ended_at", "ended_because", "pending_key"])
    registration.members.update(place=None)
    page_cache.changed()
    registration_ends.send(Registration, registration=registration, now=now)
    return registration
