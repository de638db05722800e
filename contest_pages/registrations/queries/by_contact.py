"""Registrations by their contact."""

from __future__ import annotations

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When

from contest_pages.registrations.enums import OPEN_STATUSES, RegistrationKind
from contest_pages.registrations.models import Registration

#: The maximum of letters for one request; families share an address, but not by dozens.
MOST_AT_ONCE = 10


def own_registrations_with(contact: str) -> QuerySet:
    """Return the registrations that go by this e-mail address or phone number; those of rosters go by their unit."""
    by_contact = {"email": contact} if "@" in contact else {"phone": contact, "email": ""}
    return Registration.objects.filter(**by_contact, roster=None).exclude(kind=RegistrationKind.ROSTER)


def registrations_with(address: str) -> list[Registration]:
    """Return the open registrations with this e-mail address or phone number, newest first."""
    registrations = Registration.objects.filter(status__in=OPEN_STATUSES, erased_at=None)
    by_contact = {"email": address} if "@" in address else {"phone": address, "email": ""}
    return list(registrations.filter(**by_contact).order_by("-created_at")[:MOST_AT_ONCE])


def with_contact_counts(registrations: QuerySet) -> QuerySet:
    """Annotate `same_contact`: how many registrations of the contest its contact has confirmed, in the same query."""

    def count(**same) -> Subquery:
        own = Registration.objects.active().filter(contest=OuterRef("contest"), roster=None, **same)
        counted = own.exclude(kind=RegistrationKind.ROSTER).order_by().values("contest")
        return Subquery(counted.annotate(n=Count("pk")).values("n"))

    by_email, by_phone = count(email=OuterRef("email")), count(email="", phone=OuterRef("phone"))
    return registrations.annotate(
        same_contact=Case(When(~Q(email=""), then=by_email), When(~Q(phone=""), then=by_phone))
    )
