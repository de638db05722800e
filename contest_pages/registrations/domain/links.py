"""Revocation of a contestant's links."""

from __future__ import annotations

from django.db import transaction

from contest_pages import audit
from contest_pages.notices.notifying import notify
from contest_pages.registrations.models import Registration


@transaction.atomic
def revoke_links(*, registration: Registration, actor=None) -> Registration:
    """Revoke all links of a registration and return it."""
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    registration.link_number += 1
    registration.save(update_fields=["link_number"])
    audit.record("contest.revoke_links", registration, actor=actor)
    return registration


@transaction.atomic
def replace_links(*, registration: Registration) -> Registration:
    """Revoke all links of a registration, send a new one to the contact on file, and return the registration."""
    registration = revoke_links(registration=registration)
    notify("registrations.link_closed", registration)
    return registration
