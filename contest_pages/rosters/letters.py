"""Letters to units, and to the persons whom they have entered."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy

from contest_pages.notices.kinds import Letter, channel_to, letter
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.letters import letter_to
from contest_pages.registrations.logic.composition import per_unit
from contest_pages.registrations.models import Registration
from contest_pages.registrations.queries.per_unit import contestants_of
from contest_pages.rosters import wordings
from contest_pages.rosters.models import Reminder


@letter(
    "rosters.entered",
    gettext_lazy("Entered by a unit on its roster"),
    channel=channel_to,
    select_related=("contest", "roster__unit"),
)
def entered(registration: Registration) -> Letter | None:
    """Notify a person that the unit has registered them, with the personal link."""
    if registration.status != RegistrationStatus.ACTIVE or registration.roster is None:
        return None
    unit = registration.roster.unit
    return letter_to(registration, wordings.ENTERED, unit=unit.name if unit is not None else "")


def _note_sent(reminder: Reminder, *, now: datetime.datetime) -> None:
    Reminder.objects.filter(pk=reminder.pk).update(sent_at=now)


@letter(
    "rosters.reminder",
    gettext_lazy("Reminder to a unit"),
    select_related=("page", "unit"),
    on_sent=_note_sent,
)
def reminder(reminder: Reminder) -> Letter | None:
    """Send a unit its count, the required number, the closing time and the address; None once its contact is erased."""
    if not reminder.address:
        return None
    page = reminder.page
    return Letter(
        reminder.address,
        reminder.subject,
        "contest_rosters/letters/reminder.txt",
        {
            "reminder": reminder,
            "contest": page.contest,
            "count": contestants_of(page, reminder.unit).count(),
            "quota": per_unit(page.composition),
            "closes_at": page.closing(),
            "address": page.full_url,
        },
    )
