"""Writing and sending of mailings: drafts are changed, what is queued never."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.notices.enums import Channel
from contest_pages.notices.kinds import channel_to
from contest_pages.notices.notifying import notify_many

from .errors import MailingRefused, NumberChanged
from .models import COUNTS, Mailing
from .queries import counts_of, recipients_of

SEND, COPY, DISCARD = "contest.send_mailing", "contest.copy_mailing", "contest.discard_mailing"

#: Rows that are read at once.
_CHUNK_SIZE = 1000
#: A mailing that waits this long has lost its job.
LOST_AFTER = datetime.timedelta(minutes=2)


@dataclass(frozen=True)
class Draft:
    """What an organiser writes: the audience with its filters, the purpose, and the texts with their placeholders' keys."""

    audience: str
    filters: dict[str, Any]
    purpose: str
    subject: str
    text: str
    message: str = ""


def begin_draft(*, contest, draft: Draft, actor, now: datetime.datetime) -> Mailing:
    """Save a new draft and return it; nobody is written to."""
    return Mailing.objects.create(contest=contest, by=actor, created_at=now, changed_at=now, **asdict(draft))


@transaction.atomic
def change_draft(*, mailing: Mailing, draft: Draft, now: datetime.datetime) -> Mailing:
    """Save a changed draft and return it. Raises MailingRefused for a mailing that was sent off."""
    mailing = _locked(mailing)
    _refuse_sent(mailing)
    for name, value in asdict(draft).items():
        setattr(mailing, name, value)
    mailing.changed_at = now
    mailing.save()
    return mailing


@transaction.atomic
def discard_draft(*, mailing: Mailing, actor) -> None:
    """Delete a draft. Idempotent. Raises MailingRefused for a mailing that was sent off."""
    found = Mailing.objects.select_for_update(of=("self",)).filter(pk=mailing.pk).first()
    if found is None:
        return
    _refuse_sent(found)
    audit.record(DISCARD, found, actor=actor)
    found.delete()


@transaction.atomic
def copy_mailing(*, mailing: Mailing, actor, now: datetime.datetime) -> Mailing:
    """Begin a draft with the recipients and the words of a mailing, and return it."""
    draft = Draft(
        mailing.audience, mailing.filters, mailing.purpose, mailing.subject, mailing.text, mailing.message
    )
    copied = begin_draft(contest=mailing.contest, draft=draft, actor=actor, now=now)
    audit.record(COPY, copied, actor=actor, copied=mailing.pk)
    return copied


@transaction.atomic
def queue(
    *, mailing: Mailing, confirmed: int, seen_at: datetime.datetime, actor, now: datetime.datetime
) -> Mailing:
    """Have a draft sent, and return it; a mailing that was sent off stays as it is. Idempotent.

    `confirmed` is the number of letters and text messages that the organiser saw, `seen_at` when the draft had been changed
    that was seen. Raises NumberChanged where the number differs now, MailingRefused where the draft was changed
    meanwhile, nobody gets it, or another mailing of the contest is being written. The caller queues the task that writes it.
    Side effect: one line in the log.
    """
    mailing = _locked(mailing)
    if not mailing.is_draft:
        return mailing
    if mailing.changed_at != seen_at:
        raise MailingRefused(_("The mailing was changed meanwhile. Read it again before you send it."))
    counts = counts_of(mailing)
    if not counts.total:
        raise MailingRefused(_("Nobody would get this mailing. Choose other recipients."))
    if counts.total != confirmed:
        raise NumberChanged(
            _("The number of recipients has changed meanwhile: it is %(count)d now. Please confirm again.")
            % {"count": counts.total}
        )
    # Serialises two organisers: the constraint has the last word.
    list(
        type(mailing.contest)
        .objects.select_for_update(of=("self",))
        .filter(pk=mailing.contest_id)
        .values_list("pk")
    )
    if Mailing.objects.waiting().filter(contest=mailing.contest_id).exists():
        raise MailingRefused(
            _("Another mailing of this contest is being sent off. Try again in a few minutes.")
        )
    mailing.queued_at, mailing.queued_by = now, actor
    mailing.save(update_fields=["queued_at", "queued_by"])
    audit.record(SEND, mailing, actor=actor, count=counts.total)
    return mailing


@transaction.atomic
def write_letters(*, mailing_pk: int, now: datetime.datetime) -> int:
    """Write the letters of a queued mailing to those who belong to its audience now, and return how many.

    All of them or none, with the counts, in one transaction; a second call finds them written and returns 0.
    """
    mailing = (
        Mailing.objects.select_for_update(of=("self",))
        .select_related("contest")
        .filter(pk=mailing_pk)
        .first()
    )
    if mailing is None or mailing.is_draft or mailing.written_at is not None:
        return 0
    counts = counts_of(mailing)
    channels: Counter[Channel] = Counter()
    recipients = recipients_of(mailing).iterator(chunk_size=_CHUNK_SIZE)
    written = notify_many(
        "mailings.message", _counted(recipients, channels), contest=mailing.contest, mailing=mailing.pk
    )
    for name in COUNTS:
        setattr(mailing, name, getattr(counts, name))
    # What was written counts, should a contact have changed between the two readings.
    mailing.letters, mailing.text_messages = channels[Channel.EMAIL], channels[Channel.SMS]
    mailing.written_at = now
    mailing.save(update_fields=["written_at", *COUNTS])
    return written


def _counted(recipients: Iterable, channels: Counter[Channel]) -> Iterator:
    for recipient in recipients:
        channels[channel_to(recipient)] += 1
        yield recipient


def lost(now: datetime.datetime) -> list[int]:
    """Return the keys of queued mailings that no worker has taken within LOST_AFTER."""
    return list(Mailing.objects.waiting().filter(queued_at__lt=now - LOST_AFTER).values_list("pk", flat=True))


def _locked(mailing: Mailing) -> Mailing:
    return Mailing.objects.select_for_update(of=("self",)).select_related("contest").get(pk=mailing.pk)


def _refuse_sent(mailing: Mailing) -> None:
    if not mailing.is_draft:
        raise MailingRefused(
            _("This mailing was sent off and is not changed any more. Use it as a draft again.")
        )
