"""Jobs of registrations: they take ids, load, and delegate."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from contest_pages.jobs import enqueue
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.letters import (
    send_confirmation,
    send_letter,
    send_new_email_confirmation,
)
from contest_pages.registrations.models import DataRequest, Registration


def _registration(pk: int) -> Registration | None:
    """Return the registration, or None if it was dropped before the letter left."""
    return Registration.objects.select_related("contest").filter(pk=pk, erased_at=None).first()


@task()
def send_link(registration_pk: int) -> None:
    """Send what opens the next door: the confirmation while it is pending, the personal link after that."""
    registration = _registration(registration_pk)
    if registration is None:
        return
    if registration.status == RegistrationStatus.PENDING:
        send_confirmation(registration, timezone.now())
    elif registration.status == RegistrationStatus.ACTIVE:
        send_letter(
            registration,
            subject=_("Your personal link: %(contest)s"),
            template="contest_registrations/letters/link.txt",
        )


@task()
def send_welcome(registration_pk: int) -> None:
    """Send code and personal link to somebody whose registration counts now."""
    if (registration := _registration(registration_pk)) is not None:
        send_letter(
            registration,
            subject=_("Your registration code: %(contest)s"),
            template="contest_registrations/letters/welcome.txt",
        )


@task()
def send_cancelled(registration_pk: int) -> None:
    """Tell a contestant that the organisers have cancelled the registration, and why."""
    if (registration := _registration(registration_pk)) is not None:
        send_letter(
            registration,
            subject=_("Your registration was cancelled: %(contest)s"),
            template="contest_registrations/letters/cancelled.txt",
        )


@task()
def send_new_email_link(registration_pk: int) -> None:
    """Ask the owner of a new e-mail address to confirm it."""
    registration = _registration(registration_pk)
    if registration is not None and registration.new_email:
        send_new_email_confirmation(registration)


@task()
def send_answer(request_pk: int) -> None:
    """Send the organisers' answer to a request about personal data."""
    request = DataRequest.objects.select_related("registration__contest").get(pk=request_pk)
    send_letter(
        request.registration,
        subject=_("About your personal data: %(contest)s"),
        template="contest_registrations/letters/answer.txt",
        request=request,
    )


def on_link_wanted(sender, registration_pk: int, **kwargs) -> None:
    """Let a worker send the link."""
    enqueue(send_link, registration_pk)


def on_confirmed(sender, registration_pk: int, **kwargs) -> None:
    """Let a worker send the welcome."""
    enqueue(send_welcome, registration_pk)


def on_cancelled(sender, registration_pk: int, **kwargs) -> None:
    """Let a worker tell the contestant."""
    enqueue(send_cancelled, registration_pk)


def on_new_email(sender, registration_pk: int, **kwargs) -> None:
    """Let a worker write to the new address."""
    enqueue(send_new_email_link, registration_pk)


def on_answered(sender, request_pk: int, **kwargs) -> None:
    """Let a worker send the answer."""
    enqueue(send_answer, request_pk)
