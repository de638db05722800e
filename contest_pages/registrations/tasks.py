"""Jobs of registrations: they take ids, load, and delegate."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from contest_pages import conf
from contest_pages.registrations.letters import send_letter
from contest_pages.registrations.models import Registration


@task()
def send_welcome(registration_pk: int) -> None:
    """Send code and personal link to somebody who has registered."""
    registration = Registration.objects.select_related("contest").get(pk=registration_pk)
    send_letter(
        registration,
        subject=_("Your registration code: %(contest)s"),
        template="contest_registrations/letters/welcome.txt",
    )


def on_registration_made(sender, registration_pk: int, **kwargs) -> None:
    """Let a worker send the letter."""
    send_welcome.using(backend=conf.get("TASK_BACKEND")).enqueue(registration_pk)
