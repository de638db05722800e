"""Reminders to all units whose contestants are missing, in one action."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.notices.notifying import notify_many
from contest_pages.registrations.models import ContestRegistrationPage
from contest_pages.rosters.errors import RosterRefused
from contest_pages.rosters.models import Reminder
from contest_pages.rosters.queries.quotas import QuotaRow

#: The minimum time between two reminders to a unit.
PAUSE = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Reminded:
    """The numbers of units that get a reminder, got one recently, and have no address."""

    written: int
    just_before: int
    without_address: int


@transaction.atomic
def remind_units(
    *,
    page: ContestRegistrationPage,
    rows: list[QuotaRow],
    subject: str,
    words: str,
    actor,
    now: datetime.datetime,
) -> Reminded:
    """Create a reminder for each unit that has an address, and return the counts. Idempotent within PAUSE.

    The letters are written in the same transaction. Raises RosterRefused without subject or words.
    """
    if not subject.strip() or not words.strip():
        raise RosterRefused(_("Write a subject and the words of the reminder."))
    # Serialises two organisers: the second sees the reminders of the first.
    list(ContestRegistrationPage.objects.select_for_update(of=("self",)).filter(pk=page.pk).values_list("pk"))
    recent = set(
        Reminder.objects.filter(page=page, asked_at__gt=now - PAUSE).order_by().values_list("unit", flat=True)
    )
    reachable = [row for row in rows if row.address]
    to_write = [row for row in reachable if row.pk not in recent]
    made = Reminder.objects.bulk_create(
        (
            Reminder(
                page=page,
                unit_id=row.pk,
                address=row.address,
                subject=subject.strip(),
                words=words.strip(),
                by=actor,
                asked_at=now,
            )
            for row in to_write
        ),
        batch_size=1000,
    )
    if made:
        audit.record("contest.remind_units", page, actor=actor, units=len(made))
        notify_many("rosters.reminder", made, contest=page.contest)
    return Reminded(len(to_write), len(reachable) - len(to_write), len(rows) - len(reachable))
