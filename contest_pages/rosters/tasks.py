"""Jobs of rosters: letters to those who were entered, and reminders to units."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from contest_pages.background.enqueue import enqueue
from contest_pages.registrations.letters import send_letter
from contest_pages.registrations.models import Registration
from contest_pages.rosters.letters import send_reminder
from contest_pages.rosters.models import Reminder

#: Letters for each job: a worker that dies may have to repeat at most these.
_AT_ONCE = 50


class LettersFailed(Exception):
    """Some letters of a job could not be sent; the message has the codes, no personal data."""


@task()
def invite(registration_pks: list[int]) -> None:
    """Notify persons that their unit has registered them, and send each the personal link."""
    failed = []
    persons = Registration.objects.active().select_related("contest", "roster__unit")
    for person in persons.filter(pk__in=registration_pks):
        try:
            send_letter(
                person,
                subject=_("Your unit has registered you: %(contest)s"),
                template="contest_rosters/letters/entered.txt",
                unit=person.roster.unit,
            )
        except Exception:  # a wrong address does not stop the other letters
            failed.append(person.code)
    if failed:
        raise LettersFailed(", ".join(failed))


@task()
def remind(reminder_pks: list[int]) -> None:
    """Send reminders. Idempotent: sent reminders are skipped."""
    failed = []
    for reminder in Reminder.objects.filter(pk__in=reminder_pks, sent_at=None).select_related("page", "unit"):
        try:
            send_reminder(reminder, timezone.now())
        except Exception:
            failed.append(str(reminder.pk))
    if failed:
        raise LettersFailed(", ".join(failed))


def _in_parts(job, pks: list[int]) -> None:
    for start in range(0, len(pks), _AT_ONCE):
        enqueue(job, pks[start : start + _AT_ONCE])


def on_persons_entered(sender, registration_pks: list[int], **kwargs) -> None:
    """Enqueue the letters to new persons."""
    _in_parts(invite, registration_pks)


def on_reminders_wanted(sender, reminder_pks: list[int], **kwargs) -> None:
    """Enqueue the reminders."""
    _in_parts(remind, reminder_pks)
