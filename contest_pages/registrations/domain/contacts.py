"""Changes of a contestant's contacts: they take effect when confirmed at the new place and are announced at the old one.

A number that no text message reaches cannot be confirmed and opens nothing: beside an e-mail address it is taken at
once. An address or number that is given up stays until the remaining contact is confirmed.
"""

from __future__ import annotations

import datetime

from django.db import transaction

from contest_pages import audit
from contest_pages.data.identity import is_mobile
from contest_pages.data.text_messages import can_be_sent
from contest_pages.notices.notifying import notify
from contest_pages.registrations.enums import OPEN_STATUSES, Contact
from contest_pages.registrations.models import Registration
from contest_pages.registrations.queries.letters import unconfirmed_contacts_before
from contest_pages.registrations.signals import contact_disputed

from .links import revoke_links
from .notifying import announce_contacts
from .quotas import check_contact, hold_contact


def is_reachable(phone: str) -> bool:
    """Return whether a code can be sent to this number."""
    return bool(phone) and can_be_sent() and is_mobile(phone)


def set_contacts(registration: Registration, *, email: str, phone: str, now: datetime.datetime) -> list[str]:
    """Set the contacts that wait for their confirmation, and at once what needs none; return the changed fields.

    The caller holds the row and saves it, and calls `ask_to_confirm` after that. An earlier change that waits is
    replaced.
    """
    before = (registration.email, registration.phone)
    is_same = email.lower() == registration.email.lower()
    # An address from which letters came back is confirmed again, though it is the same.
    registration.new_email = "" if is_same and not registration.email_bounced_at else email
    registration.new_phone = phone if phone != registration.phone else ""
    registration.given_up = ""
    if not email and registration.email:
        registration.given_up = Contact.EMAIL
    elif not phone and registration.phone and not registration.email:
        registration.given_up = Contact.PHONE
    elif phone != registration.phone and registration.email and not is_reachable(phone):
        registration.phone, registration.new_phone = phone, ""
    registration.contacts_asked_at = now if registration.waits_for_contacts else None
    if registration.phone != before[1]:
        _announce(registration, *before)
    waiting = [name for name in ("new_email", "new_phone", "given_up") if getattr(registration, name)]
    return waiting + (["phone"] if registration.phone != before[1] else [])


def ask_to_confirm(registration: Registration) -> None:
    """Write to the new places, so that they are confirmed, and to the old ones what has changed."""
    if registration.new_email:
        notify("registrations.new_email", registration)
    if is_reachable(registration.phone_to_confirm):
        notify("registrations.new_phone", registration)
    announce_contacts(registration)


@transaction.atomic
def confirm_new_email(*, registration: Registration) -> Registration:
    """Replace the e-mail address by the new one; without a new one change nothing. ContactFull."""
    hold_contact(registration.page, registration.new_email)
    registration = _locked(registration)
    if not registration.new_email or registration.status not in OPEN_STATUSES:
        return registration
    before = (registration.email, registration.phone)
    registration.email, registration.new_email = registration.new_email, ""
    registration.email_bounced_at = None
    if registration.given_up == Contact.PHONE:
        registration.phone = registration.given_up = ""
    elif registration.new_phone and not is_reachable(registration.new_phone):
        registration.phone, registration.new_phone = registration.new_phone, ""
    return _save_confirmed(registration, before, ["e-mail"])


@transaction.atomic
def confirm_new_phone(*, registration: Registration) -> Registration:
    """Replace the phone number by the new one, and give up the e-mail address where that was asked.

    Without either change nothing. Raises ContactFull.
    """
    hold_contact(registration.page, registration.phone_to_confirm)
    registration = _locked(registration)
    if not registration.phone_to_confirm or registration.status not in OPEN_STATUSES:
        return registration
    before = (registration.email, registration.phone)
    registration.phone, registration.new_phone = registration.phone_to_confirm, ""
    if registration.given_up == Contact.EMAIL:
        registration.email = registration.given_up = ""
        registration.email_bounced_at = None
    return _save_confirmed(registration, before, ["phone"])


def _locked(registration: Registration) -> Registration:
    return (
        Registration.objects.select_for_update(of=("self",))
        .select_related("contest", "page", "unit")
        .get(pk=registration.pk)
    )


def _save_confirmed(registration: Registration, before: tuple[str, str], changed: list[str]) -> Registration:
    """Save a confirmed change. Where letters go elsewhere from now on, the links sent to the old place end."""
    if registration.contact != (before[0] or before[1]):
        check_contact(registration)
        registration.link_number += 1
    if not registration.waits_for_contacts:
        registration.contacts_asked_at = None
    registration.fold_search_text([member.full_name for member in registration.members.all()])
    _announce(registration, *before)
    registration.save()
    audit.record("contest.edit_registration", registration, changed=changed)
    ask_to_confirm(registration)
    return registration


def _announce(registration: Registration, email: str, phone: str) -> None:
    """Note at which old places the change is announced; the caller saves."""
    places = []
    if registration.email.lower() != email.lower():
        places.append(email or phone)
    if registration.phone != phone:
        places.append(phone if is_reachable(phone) else email)
    registration.note_former_contacts(places)


@transaction.atomic
def dispute_contacts(*, registration: Registration, now: datetime.datetime) -> Registration:
    """Revoke all links because the owner of an earlier contact did not ask for the change; organisers decide.

    Side effects: a letter to the present contact, and `contact_disputed`, both inside the transaction.
    """
    registration = revoke_links(registration=registration)
    audit.record("contest.dispute_contacts", registration)
    notify("registrations.disputed", registration)
    contact_disputed.send(Registration, registration=registration, now=now)
    return registration


def drop_unconfirmed_contacts(now: datetime.datetime, *, dry_run: bool = False) -> int:
    """Drop changes of contacts that nobody confirmed in time, and return their number."""
    waiting = Registration.objects.waiting_for_contacts()
    if not dry_run:  # an earlier version of the site noted no time
        waiting.filter(contacts_asked_at=None).update(contacts_asked_at=now)
    expired = unconfirmed_contacts_before(now)
    if dry_run:
        return expired.count()
    return expired.update(new_email="", new_phone="", given_up="", contacts_asked_at=None)
