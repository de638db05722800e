"""Jobs of registrations."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from contest_pages.registrations.domain.notifying import send_link
from contest_pages.registrations.models import Registration


@task()
@transaction.atomic
def send_links(registration_pks: list[int]) -> None:
    """Write the letters with the links of the registrations that have an address, however many there are.

    The page that asks for it queues one job whether anybody is registered or not, so that its time reveals nothing.
    """
    for registration in Registration.objects.filter(pk__in=registration_pks, erased_at=None).order_by("pk"):
        send_link(registration)
