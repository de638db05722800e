"""Who is registered."""

from __future__ import annotations

from django.db.models import QuerySet

from contest_pages.contests.models import ContestPage
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import Registration


def registered_in(contest: ContestPage) -> QuerySet[Registration]:
    """Return the valid registrations of a contest whose contact is not erased."""
    return Registration.objects.filter(contest=contest, status=RegistrationStatus.ACTIVE, erased_at=None)
