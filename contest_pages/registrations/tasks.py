"""Jobs of registrations: they receive ids, load the rows and call the domain."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from contest_pages.background.enqueue import enqueue
from contest_pages.contests.models import ContestPlanPage
from contest_pages.registrations.domain.acceptance import Refusal, may_be_warned, refusal_of
from contest_pages.registrations.domain.contacts import is_reachable
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.letters import (
    send_confirmation,
    send_contact_notice,
    send_letter,
    send_new_email_confirmation,
    send_new_phone_confirmation,
    send_refusal,
)
from contest_pages.registrations.models import Registration
from contest_pages.registrations.queries.registered import registered_in


def _registration(pk: int) -> Registration | None:
    """Return the registration, or None if it was deleted before the letter was sent."""
    return Registration.objects.select_related("contest").filter(pk=pk, erased_at=None).first()


@task()
def send_link(registration_pk: int, onward: str = "") -> None:
    """Send the confirmation link while it is pending, the personal link after that.

    `onward` is the part of the address behind the contestant's own page to which the personal link leads.
    """
    registration = _registration(registration_pk)
    if registration is None:
        return
    if registration.status == RegistrationStatus.PENDING:
        refusal = refusal_of(registration)
        if refusal is None:
            send_confirmation(registration, timezone.now())
        else:
            _refuse(registration, refusal)
    elif registration.status == RegistrationStatus.ACTIVE:
        send_letter(
            registration,
            subject=_("Your personal link: %(contest)s"),
            template="contest_registrations/letters/link.txt",
            onward=onward,
        )


def _refuse(registration: Registration, refusal: Refusal) -> None:
    """Send the refusal to the contact of a registration, and a warning to the owners of those that have its people."""
    send_refusal(registration, refusal)
    for holder in refusal.holders:
        if holder.contact != registration.contact and may_be_warned(holder):
            send_letter(
                holder,
                subject=_("A registration was tried with your data: %(contest)s"),
                template="contest_registrations/letters/tried.txt",
            )


@task()
def send_links(registration_pks: list[int]) -> None:
    """Send the links of the registrations that have an address, however many there are."""
    for pk in registration_pks:
        enqueue(send_link, pk)


@task()
def send_welcome(registration_pk: int) -> None:
    """Send code and personal link after a confirmation."""
    if (registration := _registration(registration_pk)) is not None:
        send_letter(
            registration,
            subject=_("Your registration code: %(contest)s"),
            template="contest_registrations/letters/welcome.txt",
        )


@task()
def send_cancelled(registration_pk: int) -> None:
    """Notify a contestant that the organisers have cancelled the registration, with the reason."""
    if (registration := _registration(registration_pk)) is not None:
        send_letter(
            registration,
            subject=_("Your registration was cancelled: %(contest)s"),
            template="contest_registrations/letters/cancelled.txt",
        )


@task()
def send_amendment_letters(document_pk: int) -> None:
    """Queue the letter about an amendment for everybody with a valid registration: all of them, or none."""
    document = ContestPlanPage.objects.live().filter(pk=document_pk).first()
    if document is not None:
        with transaction.atomic():
            for pk in registered_in(document.contest.original).values_list("pk", flat=True).iterator():
                enqueue(send_amendment_letter, pk, document_pk)


@task()
def send_amendment_letter(registration_pk: int, document_pk: int) -> None:
    """Tell a contestant that a document of the contest was amended, by which document and why."""
    registration = _registration(registration_pk)
    document = ContestPlanPage.objects.live().filter(pk=document_pk).first()
    if registration is not None and document is not None and document.amended_document is not None:
        send_letter(
            registration,
            subject=_("A document was amended: %(contest)s"),
            template="contest_registrations/letters/amended.txt",
            document=document,
        )


@task()
def send_new_contact_links(registration_pk: int) -> None:
    """Ask the owners of a new e-mail address and of a new phone number to confirm them."""
    registration = _registration(registration_pk)
    if registration is None:
        return
    if registration.new_email:
        send_new_email_confirmation(registration)
    if is_reachable(registration.phone_to_confirm):
        send_new_phone_confirmation(registration, timezone.now())


@task()
def announce_contacts(registration_pk: int) -> None:
    """Tell the former contacts of a registration, each once, that they were replaced."""
    with transaction.atomic():
        registration = (
            Registration.objects.select_for_update(of=("self",))
            .filter(pk=registration_pk, erased_at=None)
            .select_related("contest")
            .first()
        )
        if registration is not None:
            for place in filter(None, registration.former_contacts.split("\n")):
                send_contact_notice(registration, place)
            registration.former_contacts = ""
            registration.save(update_fields=["former_contacts"])


def on_link_wanted(sender, registration_pk: int, onward: str = "", **kwargs) -> None:
    """Enqueue the link."""
    enqueue(send_link, registration_pk, onward)


def on_confirmed(sender, registration_pk: int, **kwargs) -> None:
    """Enqueue the welcome."""
    enqueue(send_welcome, registration_pk)


def on_cancelled(sender, registration_pk: int, **kwargs) -> None:
    """Enqueue the notification."""
    enqueue(send_cancelled, registration_pk)


def on_new_contacts(sender, registration_pk: int, **kwargs) -> None:
    """Enqueue the letter and the message to new contacts."""
    enqueue(send_new_contact_links, registration_pk)


def on_contacts_changed(sender, registration_pk: int, **kwargs) -> None:
    """Enqueue the announcement at the former contacts."""
    enqueue(announce_contacts, registration_pk)
