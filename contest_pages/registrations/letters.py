"""Letters and text messages to contestants."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages import conf
from contest_pages.contests.models import ContestPlanPage
from contest_pages.notices.enums import Channel
from contest_pages.notices.kinds import Letter, letter
from contest_pages.notices.logic.segments import shortened
from contest_pages.notices.notifying import notify
from contest_pages.registrations.access.links import (
    confirm_path,
    dispute_path,
    new_email_path,
    new_phone_path,
    personal_path,
)
from contest_pages.registrations.domain.acceptance import Refusal, may_be_warned, refusal_of
from contest_pages.registrations.domain.contacts import is_reachable
from contest_pages.registrations.enums import OPEN_STATUSES, RegistrationStatus
from contest_pages.registrations.logic.codes import sms_code
from contest_pages.registrations.models import Registration


def full_address(registration: Registration, path: str) -> str:
    """Return a path as a full address on the contest's own site."""
    return f"{registration.contest.get_site().root_url}{path}"


def personal_link(registration: Registration) -> str:
    """Return the full address of the contestant's own page."""
    return full_address(registration, personal_path(registration))


def channel_to(registration: Registration) -> Channel:
    """Return which way letters to a contestant take: text messages where there is a phone only."""
    return Channel.EMAIL if registration.email else Channel.SMS


def by_phone(_registration: Registration) -> Channel:
    """Return that a letter is a text message in any case."""
    return Channel.SMS


#: Letters of a contest's title in a text message, of a document's citation, and of a reason or an answer: each part of a
#: message is paid.
TITLE_LETTERS, DOCUMENT_LETTERS, REASON_LETTERS = 30, 50, 70
#: Quotes in a title, which stands in quotes or brackets itself and may be cut.
_QUOTES = str.maketrans("", "", '“”„"')

#: What stands at the personal link in a text message.
YOUR_PAGE = gettext_lazy("Your page:")

#: What the kinds of letters to contestants have in common.
TO_CONTESTANT: dict[str, Any] = {"channel": channel_to, "select_related": ("contest",)}


def in_short(registration: Registration) -> dict[str, str]:
    """Return the words of text messages: the registration's code, and the contest's title of TITLE_LETTERS at most."""
    title = registration.contest.title.translate(_QUOTES)
    return {"code": registration.code, "contest": shortened(title, TITLE_LETTERS)}


def in_sentence(words: str) -> str:
    """Return free words, REASON_LETTERS at most, as they stand before the stop of a sentence."""
    return shortened(words, REASON_LETTERS).rstrip(". ")


def letter_to(
    registration: Registration,
    *,
    subject: str,
    template: str,
    text: str,
    at_page: Any = YOUR_PAGE,
    onward: str = "",
    **context: Any,
) -> Letter | None:
    """Return a letter to a contestant; with a phone only, `text` as a message, and `at_page` with the personal link.

    In `subject` %(contest)s stands for the contest's title; `onward` leads the link to a page below the contestant's own.
    `text` stands alone where there is no such page any more: it says what it is about, with its code or time, in so few
    letters that three parts hold it with the link (tests/notices/test_texts.py).
    None once the contestant's data are erased: no contact is left.
    """
    if not registration.contact:
        return None
    contest = registration.contest
    link = f"{personal_link(registration)}{onward}"
    title = subject % {"contest": contest.title}
    if not registration.email:
        has_page = at_page and registration.status in OPEN_STATUSES
        return _message(registration.phone, f"{text} {at_page} {link}" if has_page else text)
    words = {
        "registration": registration,
        "contest": contest,
        "link": link,
        "fresh_minutes": conf.get("FRESH_LINK_MINUTES"),
        "name": ", ".join(member.full_name for member in registration.members.all()),
        **context,
    }
    return Letter(registration.email, title, template, words)


def _message(phone: str, text: str) -> Letter:
    return Letter(phone, text=text, channel=Channel.SMS)


def _warn_holders(registration: Registration, *, now: datetime.datetime, **_ids) -> None:
    """Warn the owners of registrations with whose people another one was tried, once it was refused."""
    if registration.status != RegistrationStatus.PENDING or not (refusal := refusal_of(registration)):
        return
    for holder in refusal.holders:
        if holder.contact != registration.contact and may_be_warned(holder):
            notify("registrations.tried", holder)


@letter(
    "registrations.link",
    gettext_lazy("Link to confirm the registration, or personal link"),
    on_sent=_warn_holders,
    **TO_CONTESTANT,
)
def link(registration: Registration, *, onward: str = "") -> Letter | None:
    """Send the confirmation link while it is pending, the refusal if it cannot be accepted, the personal link after that.

    `onward` is the part of the address behind the contestant's own page to which the personal link leads.
    """
    if registration.status == RegistrationStatus.PENDING:
        refusal = refusal_of(registration)
        return _confirmation(registration) if refusal is None else _refusal(registration, refusal)
    if registration.status != RegistrationStatus.ACTIVE:
        return None
    return letter_to(
        registration,
        subject=_("Your personal link: %(contest)s"),
        template="contest_registrations/letters/link.txt",
        text=_("Registration %(code)s.") % in_short(registration),
        at_page=_("Your personal link, for nobody else:"),
        onward=onward,
    )


def _confirmation(registration: Registration) -> Letter:
    """Ask the owner of the address to confirm: by a link, or by a code where only a phone is known."""
    contest = registration.contest
    if not registration.email:
        code = sms_code(registration.pk, registration.phone, timezone.now())
        words = {**in_short(registration), "code": code}
        text = _("Your code to confirm the registration for “%(contest)s”: %(code)s. Tell it to nobody.")
        return _message(registration.phone, text % words)
    return Letter(
        registration.email,
        _("Please confirm your registration: %(contest)s") % {"contest": contest.title},
        "contest_registrations/letters/confirm.txt",
        {
            "registration": registration,
            "contest": contest,
            "link": full_address(registration, confirm_path(registration)),
        },
    )


def _refusal(registration: Registration, refusal: Refusal) -> Letter:
    """Tell the contact of a registration that it is not accepted; the reason only if the contact has it on file."""
    words = {
        "contest": registration.contest,
        "own": refusal.holders if refusal.is_own(registration) else (),
        "link": full_address(registration, reverse("contest_send_link")),
    }
    subject = _("Your registration is not accepted: %(contest)s") % {"contest": registration.contest.title}
    if not registration.email:
        text = (
            _("You are registered for “%(contest)s” already. Ask for your personal link again: %(link)s")
            if words["own"]
            else _(
                "Your registration for “%(contest)s” is not accepted: perhaps a person in it takes part already, or may not. Please ask your unit, your group or the organisers."
            )
        )
        return _message(registration.phone, text % {**in_short(registration), "link": words["link"]})
    return Letter(registration.email, subject, "contest_registrations/letters/not_accepted.txt", words)


@letter("registrations.tried", gettext_lazy("A registration was tried with the same person"), **TO_CONTESTANT)
def tried(registration: Registration) -> Letter | None:
    """Warn the owner of a registration that its people were registered again from elsewhere."""
    return letter_to(
        registration,
        subject=_("A registration was tried with your data: %(contest)s"),
        template="contest_registrations/letters/tried.txt",
        text=_("A registration with data of your registration %(code)s was tried and refused.")
        % in_short(registration),
    )


@letter("registrations.welcome", gettext_lazy("Registration code after the confirmation"), **TO_CONTESTANT)
def welcome(registration: Registration) -> Letter | None:
    """Send code and personal link after a confirmation."""
    return letter_to(
        registration,
        subject=_("Your registration code: %(contest)s"),
        template="contest_registrations/letters/welcome.txt",
        text=_("You are registered for “%(contest)s”. Registration code: %(code)s.") % in_short(registration),
    )


@letter("registrations.cancelled", gettext_lazy("Cancelled registration"), **TO_CONTESTANT)
def cancelled(registration: Registration) -> Letter | None:
    """Notify a contestant that the organisers have cancelled the registration, with the reason."""
    return letter_to(
        registration,
        subject=_("Your registration was cancelled: %(contest)s"),
        template="contest_registrations/letters/cancelled.txt",
        text=_(
            "The organisers have cancelled your registration %(code)s (%(contest)s). Reason: %(reason)s. A mistake? Write to the organisers."
        )
        % {**in_short(registration), "reason": in_sentence(registration.ended_because)},
    )


@letter("registrations.withdrawn", gettext_lazy("Withdrawn registration"), **TO_CONTESTANT)
def withdrawn(registration: Registration) -> Letter | None:
    """Confirm to a contestant that the registration is withdrawn: another person may have had the link."""
    return letter_to(
        registration,
        subject=_("Your registration is withdrawn: %(contest)s"),
        template="contest_registrations/letters/withdrawn.txt",
        text=_("%(contest)s: registration %(code)s is withdrawn. Was it not you? Tell the organisers.")
        % in_short(registration),
    )


@letter("registrations.amended", gettext_lazy("Amended document"), **TO_CONTESTANT)
def amended(registration: Registration, *, document: int) -> Letter | None:
    """Tell a contestant that a document of the contest was amended, by which document and why."""
    page = ContestPlanPage.objects.live().filter(pk=document).first()
    if page is None or page.amended_document is None:
        return None
    words = {"document": shortened(page.citation, DOCUMENT_LETTERS), "address": page.full_url}
    return letter_to(
        registration,
        subject=_("A document was amended: %(contest)s"),
        text=_("“%(contest)s”: new %(document)s. Read it: %(address)s") % {**in_short(registration), **words},
        at_page=None,
        template="contest_registrations/letters/amended.txt",
        document=page,
    )


@letter("registrations.new_email", gettext_lazy("New e-mail address to confirm"), select_related=("contest",))
def new_email(registration: Registration) -> Letter | None:
    """Ask the owner of a new address to confirm it."""
    if not registration.new_email:
        return None
    return Letter(
        registration.new_email,
        _("Please confirm your new e-mail address: %(contest)s") % {"contest": registration.contest.title},
        "contest_registrations/letters/new_email.txt",
        {
            "contest": registration.contest,
            "link": full_address(registration, new_email_path(registration)),
        },
    )


@letter(
    "registrations.new_phone",
    gettext_lazy("New phone number to confirm"),
    channel=by_phone,
    select_related=("contest",),
)
def new_phone(registration: Registration) -> Letter | None:
    """Ask the owner of a new phone number to confirm it: by the code on the own page, or by the link."""
    phone = registration.phone_to_confirm
    if not is_reachable(phone):
        return None
    words = _("Your code to confirm this phone number for “%(contest)s”: %(code)s. Or open %(link)s")
    return _message(
        phone,
        words
        % {
            **in_short(registration),
            "code": sms_code(registration.pk, phone, timezone.now()),
            "link": full_address(registration, new_phone_path(registration)),
        },
    )


@letter(
    "registrations.contact_changed",
    gettext_lazy("Announcement of a new contact at the former one"),
    **TO_CONTESTANT,
)
def contact_changed(registration: Registration, *, address: str) -> Letter:
    """Announce at an earlier contact that it was replaced, with the link for an owner who did not ask for it."""
    words = {
        "code": registration.code,
        "contest": registration.contest.title,
        "link": full_address(registration, dispute_path(registration)),
    }
    if "@" not in address:
        text = _("The contact of registration %(code)s has changed. Was it not you? %(link)s")
        return _message(address, text % words)
    return Letter(
        address,
        _("Your contact has changed: %(contest)s") % words,
        "contest_registrations/letters/contact_changed.txt",
        words,
    )
