"""Letters and text messages to contestants, always in the site's language, not the staff user's."""

from __future__ import annotations

import datetime
from typing import Any

from anyascii import anyascii
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from sms import get_connection, send_sms

from contest_pages import conf
from contest_pages.data import text_messages
from contest_pages.registrations.access.links import (
    confirm_path,
    dispute_path,
    new_email_path,
    new_phone_path,
    personal_path,
)
from contest_pages.registrations.domain.acceptance import Refusal
from contest_pages.registrations.enums import OPEN_STATUSES
from contest_pages.registrations.errors import NoGateway
from contest_pages.registrations.logic.codes import sms_code
from contest_pages.registrations.models import Registration


def full_address(registration: Registration, path: str) -> str:
    """Return a path as a full address on the contest's own site."""
    return f"{registration.contest.get_site().root_url}{path}"


def personal_link(registration: Registration) -> str:
    """Return the full address of the contestant's own page."""
    return full_address(registration, personal_path(registration))


def send_letter(
    registration: Registration, *, subject: str, template: str, onward: str = "", **context: Any
) -> None:
    """Send one letter to a contestant; with a phone only, the subject and the link go as a text message.

    `subject` is a lazy translation in which %(contest)s stands for the contest's title; `onward`
    leads the link to a page below the contestant's own. Raises what the mail server raises: tasks send letters and record failures.
    """
    if not registration.contact:  # erased meanwhile: no contact is left
        return
    with translation.override(settings.LANGUAGE_CODE):
        contest = registration.contest
        link = f"{personal_link(registration)}{onward}"
        title = str(subject) % {"contest": contest.title}
        if not registration.email:
            send_message(registration, f"{title}. {link}" if registration.status in OPEN_STATUSES else title)
            return
        words = {
            "registration": registration,
            "contest": contest,
            "link": link,
            "fresh_minutes": conf.get("FRESH_LINK_MINUTES"),
            "name": ", ".join(member.full_name for member in registration.members.all()),
            **context,
        }
        send_mail(title, render_to_string(template, words), None, [registration.email])


def send_message(registration: Registration, text: str, *, phone: str = "") -> None:
    """Send a text message, without diacritics, which triple the cost and break on old phones.

    Raises NoGateway where none is named: the failed task shows it. Nothing is printed in its place.
    """
    if not text_messages.can_be_sent():
        raise NoGateway(_("There is no gateway for text messages."))
    connection = get_connection(text_messages.gateway())
    send_sms(anyascii(text), recipients=[phone or registration.phone], connection=connection)


def send_confirmation(registration: Registration, now: datetime.datetime) -> None:
    """Ask the owner of the address to confirm: by a link, or by a code where only a phone is known."""
    with translation.override(settings.LANGUAGE_CODE):
        if not registration.email:
            code = sms_code(registration.pk, registration.phone, now)
            send_message(
                registration,
                _("Your code to confirm the registration for “%(contest)s”: %(code)s. Tell it to nobody.")
                % {"contest": registration.contest.title, "code": code},
            )
            return
        text = render_to_string(
            "contest_registrations/letters/confirm.txt",
            {
                "registration": registration,
                "contest": registration.contest,
                "link": full_address(registration, confirm_path(registration)),
            },
        )
        subject = _("Please confirm your registration: %(contest)s")
        send_mail(subject % {"contest": registration.contest.title}, text, None, [registration.email])


def send_refusal(registration: Registration, refusal: Refusal) -> None:
    """Tell the contact of a registration that it is not accepted; the reason only if the contact has it on file."""
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "contest": registration.contest,
            "own": refusal.holders if refusal.is_own(registration) else (),
            "link": full_address(registration, reverse("contest_send_link")),
        }
        subject = _("Your registration is not accepted: %(contest)s") % {
            "contest": registration.contest.title
        }
        if not registration.email:
            send_message(registration, f"{subject}. {words['link']}" if words["own"] else subject)
            return
        text = render_to_string("contest_registrations/letters/not_accepted.txt", words)
        send_mail(subject, text, None, [registration.email])


def send_new_email_confirmation(registration: Registration) -> None:
    """Ask the owner of a new address to confirm it."""
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
            "contest_registrations/letters/new_email.txt",
            {
                "contest": registration.contest,
                "link": full_address(registration, new_email_path(registration)),
            },
        )
        subject = _("Please confirm your new e-mail address: %(contest)s")
        send_mail(subject % {"contest": registration.contest.title}, text, None, [registration.new_email])


def send_new_phone_confirmation(registration: Registration, now: datetime.datetime) -> None:
    """Ask the owner of a new phone number to confirm it: by the code on the own page, or by the link."""
    phone = registration.phone_to_confirm
    with translation.override(settings.LANGUAGE_CODE):
        words = _("Your code to confirm this phone number for “%(contest)s”: %(code)s. Or open %(link)s") % {
            "contest": registration.contest.title,
            "code": sms_code(registration.pk, phone, now),
            "link": full_address(registration, new_phone_path(registration)),
        }
        send_message(registration, words, phone=phone)


def send_contact_notice(registration: Registration, place: str) -> None:
    """Announce at an earlier contact that it was replaced, with the link for an owner who did not ask for it."""
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "code": registration.code,
            "contest": registration.contest.title,
            "link": full_address(registration, dispute_path(registration)),
        }
        if "@" not in place:
            text = _(
                "The contact of registration %(code)s (%(contest)s) has changed. Was it not you? %(link)s"
            )
            send_message(registration, text % words, phone=place)
            return
        text = render_to_string("contest_registrations/letters/contact_changed.txt", words)
        send_mail(_("Your contact has changed: %(contest)s") % words, text, None, [place])
