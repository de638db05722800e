"""Letters to units."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from contest_pages.registrations.logic.composition import per_unit
from contest_pages.registrations.queries.per_unit import contestants_of
from contest_pages.rosters.models import Reminder


def send_reminder(reminder: Reminder, now: datetime.datetime) -> None:
    """Send a unit its count, the required number, the closing time and the address; set `sent_at`.

    Raises what the mail server raises.
    """
    page = reminder.page
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
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
        send_mail(reminder.subject, text, None, [reminder.address])
    reminder.sent_at = now
    reminder.save(update_fields=["sent_at"])
