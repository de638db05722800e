"""Letters and text messages to contestants."""

from __future__ import annotations

import datetime
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from contest_pages import conf
from contest_pages.contests.models import ContestPlanPage, ContestRoundPage
from contest_pages.notices.enums import Channel
from contest_pages.notices.kinds import Letter, channel_to, letter
from contest_pages.notices.logic.segments import short_title, shortened
from contest_pages.notices.notifying import notify
from contest_pages.notices.wordings import Wording
from contest_pages.registrations import wordings
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
from contest_pages.registrations.queries.letters import confirm_until, contacts_until
from contest_pages.vietnamese import between, closing_moment


def full_address(registration: Registration, path: str) -> str:
    """Return a path as a full address on the contest's own site."""
    return f"{registration.contest.get_site().root_url}{path}"


def personal_link(registration: Registration) -> str:
    """Return the full address of the contestant's own page."""
    return full_address(registration, personal_path(registration))


def by_phone(_registration: Registration) -> Channel:
    """Return that a letter is a text message in any case."""
    return Channel.SMS


#: Letters of a document's citation, and of a reason or an answer, in a text message: each part of a message is paid.
DOCUMENT_LETTERS, REASON_LETTERS = 50, 70
#: Letters of a round's title before its dates, and rounds that are named.
ROUND_LETTERS, MOST_ROUNDS = 34, 6

#: What the kinds of letters to contestants have in common.
TO_CONTESTANT: dict[str, Any] = {"channel": channel_to, "select_related": ("contest",)}


def in_short(registration: Registration) -> dict[str, str]:
    """Return the values of text messages: the registration's code, and the contest's short title."""
    return {"code": registration.code, "contest": short_title(registration.contest.title)}


def in_sentence(words: str) -> str:
    """Return free words, REASON_LETTERS at most, as they stand before the stop of a sentence."""
    return shortened(words, REASON_LETTERS).rstrip(". ")


def letter_to(
    registration: Registration,
    wording: Wording,
    *,
    onward: str = "",
    short: dict | None = None,
    **values: Any,
) -> Letter | None:
    """Return a letter to a contestant with these values and those of CONTESTANT; with a phone only a text message.

    `onward` leads the link to a page below the contestant's own. In a message the values of `short` take the place of
    longer ones: three parts hold it with the link (tests/notices/test_texts.py); there is no link where there is no such
    page any more. None once the contestant's data are erased: no contact is left.
    """
    if not registration.contact:
        return None
    link = f"{personal_link(registration)}{onward}"
    if not registration.email:
        link = link if registration.status in OPEN_STATUSES else ""
        words = {**values, "link": link, **in_short(registration), **(short or {})}
        return _message(registration.phone, wording, words)
    names = ", ".join(member.full_name for member in registration.members.all())
    own = {"name": names, "contest": registration.contest.title, "code": registration.code, "link": link}
    return Letter(registration.email, wording=wording.key, values={**own, **values})


def _message(phone: str, wording: Wording, values: dict[str, Any]) -> Letter:
    return Letter(phone, channel=Channel.SMS, wording=wording.key, values=values)


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
    return letter_to(registration, wordings.LINK, onward=onward, minutes=conf.get("FRESH_LINK_MINUTES"))


def _confirmation(registration: Registration) -> Letter:
    """Ask the owner of the address to confirm: by a link, or by a code where only a phone is known."""
    if not registration.email:
        code = sms_code(registration.pk, registration.phone, timezone.now())
        return _message(registration.phone, wordings.CONFIRM, {**in_short(registration), "code": code})
    values = {
        "contest": registration.contest.title,
        "time": closing_moment(confirm_until(registration, timezone.now())),
        "link": full_address(registration, confirm_path(registration)),
    }
    return Letter(registration.email, wording=wordings.CONFIRM.key, values=values)


def _refusal(registration: Registration, refusal: Refusal) -> Letter:
    """Tell the contact of a registration that it is not accepted; the reason only if the contact has it on file."""
    is_own = refusal.holders and refusal.is_own(registration)
    wording = wordings.REGISTERED_ALREADY if is_own else wordings.REFUSED
    values = {
        "contest": registration.contest.title,
        "link": full_address(registration, reverse("contest_send_link")),
    }
    if not registration.email:
        return _message(registration.phone, wording, {**values, **in_short(registration)})
    return Letter(registration.email, wording=wording.key, values=values)


@letter("registrations.link_closed", gettext_lazy("Personal links closed, with a new one"), **TO_CONTESTANT)
def link_closed(registration: Registration) -> Letter | None:
    """Confirm that all former links are closed, with the new one."""
    if registration.status != RegistrationStatus.ACTIVE:
        return None
    return letter_to(registration, wordings.LINK_CLOSED)


@letter(
    "registrations.disputed",
    gettext_lazy("Personal links closed by the owner of the former contact"),
    **TO_CONTESTANT,
)
def disputed(registration: Registration) -> Letter | None:
    """Notify the present contact that the former one has closed all links; it gets no new one before it is looked into."""
    return letter_to(registration, wordings.DISPUTED)


@letter("registrations.tried", gettext_lazy("A registration was tried with the same person"), **TO_CONTESTANT)
def tried(registration: Registration) -> Letter | None:
    """Warn the owner of a registration that its people were registered again from elsewhere."""
    return letter_to(registration, wordings.TRIED)


@letter("registrations.welcome", gettext_lazy("Registration code after the confirmation"), **TO_CONTESTANT)
def welcome(registration: Registration) -> Letter | None:
    """Send code and personal link after a confirmation, and the dates of the rounds to come."""
    return letter_to(registration, wordings.WELCOME, dates=_dates(registration, timezone.now()))


def _dates(registration: Registration, now: datetime.datetime) -> str:
    """Return each round in which the contestant may still take part with its dates, in a line."""
    rounds = ContestRoundPage.objects.live().child_of(registration.contest).order_by("path")
    own = (
        found
        for found in rounds.filter(closes_at__gt=now).exclude(opens_at=None)
        if found.specific_class.is_for_contestants and registration.takes_part_in(found.pk)
    )
    return "\n".join(
        f"{shortened(found.title, ROUND_LETTERS)}: {between(found.opens_at, found.closes_at)}"
        for found in islice(own, MOST_ROUNDS)
    )


@letter("registrations.cancelled", gettext_lazy("Cancelled registration"), **TO_CONTESTANT)
def cancelled(registration: Registration) -> Letter | None:
    """Notify a contestant that the organisers have cancelled the registration, with the reason."""
    reason = registration.ended_because
    return letter_to(registration, wordings.CANCELLED, reason=reason, short={"reason": in_sentence(reason)})


@letter("registrations.withdrawn", gettext_lazy("Withdrawn registration"), **TO_CONTESTANT)
def withdrawn(registration: Registration) -> Letter | None:
    """Confirm to a contestant that the registration is withdrawn: another person may have had the link."""
    return letter_to(registration, wordings.WITHDRAWN)


@letter("registrations.amended", gettext_lazy("Amended document"), **TO_CONTESTANT)
def amended(registration: Registration, *, document: int) -> Letter | None:
    """Tell a contestant that a document of the contest was amended, by which document and why."""
    page = ContestPlanPage.objects.live().filter(pk=document).first()
    if page is None or page.amended_document is None:
        return None
    return letter_to(
        registration,
        wordings.AMENDED,
        document=page.citation,
        amended=page.amended_document.citation,
        reason=page.amendment_reason,
        address=page.full_url,
        short={"document": shortened(page.citation, DOCUMENT_LETTERS)},
    )


@letter("registrations.new_email", gettext_lazy("New e-mail address to confirm"), select_related=("contest",))
def new_email(registration: Registration) -> Letter | None:
    """Ask the owner of a new address to confirm it."""
    if not registration.new_email:
        return None
    values = {
        "contest": registration.contest.title,
        "time": closing_moment(contacts_until(registration, timezone.now())),
        "link": full_address(registration, new_email_path(registration)),
    }
    return Letter(registration.new_email, wording=wordings.NEW_EMAIL.key, values=values)


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
    values = {
        **in_short(registration),
        "code": sms_code(registration.pk, phone, timezone.now()),
        "link": full_address(registration, new_phone_path(registration)),
    }
    return _message(phone, wordings.NEW_PHONE, values)


@letter(
    "registrations.contact_changed",
    gettext_lazy("Announcement of a new contact at the former one"),
    **TO_CONTESTANT,
)
def contact_changed(registration: Registration, *, address: str) -> Letter:
    """Announce at an earlier contact that it was replaced, with the link for an owner who did not ask for it."""
    values = {
        "code": registration.code,
        "contest": registration.contest.title,
        "link": full_address(registration, dispute_path(registration)),
    }
    if "@" not in address:
        return _message(address, wordings.CONTACT_CHANGED, {**values, **in_short(registration)})
    return Letter(address, wording=wordings.CONTACT_CHANGED.key, values=values)
