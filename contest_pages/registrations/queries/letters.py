"""Letters to contestants, and until when what they ask for is taken."""

from __future__ import annotations

import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Min, OuterRef, QuerySet

from contest_pages import conf
from contest_pages.notices.models import Notice
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import Registration

#: Letters with which a registration, and a change of contacts, is confirmed.
TO_CONFIRM = ("registrations.link",)
TO_CONFIRM_CONTACTS = ("registrations.new_email", "registrations.new_phone")


def unconfirmed_before(now: datetime.datetime) -> QuerySet[Registration]:
    """Return the pending registrations older than CONFIRM_HOURS, except those whose letter has not left, or left late.

    A mail server that is down for days costs nobody the registration: the hours count from the first letter.
    """
    pending = Registration.objects.filter(status=RegistrationStatus.PENDING)
    return _expired(pending, "created_at", TO_CONFIRM, now)


def unconfirmed_contacts_before(now: datetime.datetime) -> QuerySet[Registration]:
    """Return the registrations with a change of contacts that nobody confirmed, as `unconfirmed_before` says."""
    waiting = Registration.objects.waiting_for_contacts()
    return _expired(waiting, "contacts_asked_at", TO_CONFIRM_CONTACTS, now)


def confirm_until(registration: Registration, now: datetime.datetime) -> datetime.datetime:
    """Return until when a registration can be confirmed: CONFIRM_HOURS from its first letter, else from `now`."""
    return _until(registration, TO_CONFIRM, registration.created_at, now)


def contacts_until(registration: Registration, now: datetime.datetime) -> datetime.datetime:
    """Return until when a change of contacts can be confirmed, as `confirm_until` does."""
    return _until(registration, TO_CONFIRM_CONTACTS, registration.contacts_asked_at or now, now)


def _hours() -> datetime.timedelta:
    return datetime.timedelta(hours=conf.get("CONFIRM_HOURS"))


def _letters_of_each(kinds: tuple[str, ...], since: str) -> QuerySet[Notice]:
    return Notice.objects.filter(
        kind__in=kinds,
        recipient_type=ContentType.objects.get_for_model(Registration),
        recipient_id=OuterRef("pk"),
        created_at__gte=OuterRef(since),
    )


def _expired(
    rows: QuerySet[Registration], since: str, kinds: tuple[str, ...], now: datetime.datetime
) -> QuerySet[Registration]:
    limit, letters = now - _hours(), _letters_of_each(kinds, since)
    left_late = Exists(letters.filter(sent_at__gte=limit)) & ~Exists(letters.filter(sent_at__lt=limit))
    return rows.filter(**{f"{since}__lt": limit}).exclude(Exists(letters.open())).exclude(left_late)


def _until(
    registration: Registration, kinds: tuple[str, ...], since: datetime.datetime, now: datetime.datetime
) -> datetime.datetime:
    letters = registration.notices.filter(kind__in=kinds, created_at__gte=since)
    first = letters.aggregate(first=Min("sent_at"))["first"]
    return (first or now) + _hours()
