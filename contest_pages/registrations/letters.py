"""Letters to contestants, always in the site's language, whoever caused them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from contest_pages.registrations.links import personal_path
from contest_pages.registrations.models import Registration


def personal_link(registration: Registration) -> str:
    """Return the full address of the contestant's own page, on the contest's own site."""
    return f"{registration.contest.get_site().root_url}{personal_path(registration)}"


def send_letter(registration: Registration, *, subject: str, template: str, **context: Any) -> None:
    """Send one letter to a contestant.

    `subject` is a lazy translation in which %(contest)s stands for the contest's title. Raises what
    the mail server raises: letters are sent by tasks, which keep the failure for all to see.
    """
    with translation.override(settings.LANGUAGE_CODE):
        contest = registration.contest
        text = render_to_string(
            template,
            {
                "registration": registration,
                "contest": contest,
                "link": personal_link(registration),
                "name": ", ".join(member.full_name for member in registration.members.all()),
                **context,
            },
        )
        send_mail(str(subject) % {"contest": contest.title}, text, None, [registration.email])
