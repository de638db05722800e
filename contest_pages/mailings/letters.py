"""The letters of mailings."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Replace
from django.utils.translation import gettext_lazy as _

from contest_pages.notices.audiences import Audience, audiences
from contest_pages.notices.enums import Channel
from contest_pages.notices.kinds import Letter, channel_to, letter
from contest_pages.notices.logic.segments import short_title

from .logic import used_in
from .models import Mailing


def _subject() -> Subquery:
    """Return the subject of the mailing to which a letter belongs, for lists of letters."""
    key = Cast(OuterRef("ids__mailing"), BigIntegerField())
    title = Replace("subject", Value("{contest}"), F("contest__title"))
    return Subquery(Mailing.objects.filter(pk=key).values(shown=title)[:1])


@letter(
    "mailings.message", _("Message of the organisers to chosen people"), channel=channel_to, title=_subject
)
def message(recipient, *, mailing: int) -> Letter | None:
    """Compose a mailing's letter to a recipient.

    None once the recipient has withdrawn, is erased, or no longer agrees to the purpose, or where no address is left.
    """
    found = Mailing.objects.select_related("contest").filter(pk=mailing).first()
    audience = audiences().get(found.audience) if found is not None else None
    if found is None or audience is None or not _may_be_written_to(recipient, found, audience):
        return None
    channel = channel_to(recipient)
    phone = recipient.phone if audience.has_phones and found.message else ""
    place = recipient.email or phone
    if not place:
        return None
    return Letter(place, channel=channel, own_words=found.words, values=values_of(recipient, found, audience))


def values_of(recipient, mailing: Mailing, audience: Audience) -> dict[str, Any]:
    """Return what the placeholders that the words use stand for; the title is shorter in a text message."""
    words = mailing.words
    is_short = channel_to(recipient) == Channel.SMS
    used = used_in((words.message,) if is_short else (words.subject, words.text))
    title = mailing.contest.title
    values = {"contest": short_title(title) if is_short else title}
    for key in used & audience.placeholders.keys():
        values[key] = audience.placeholders[key].value(recipient, mailing.about)
    return values


def _may_be_written_to(recipient, mailing: Mailing, audience: Audience) -> bool:
    if not audience.is_wanted(recipient):
        return False
    if not mailing.purpose:
        return True
    row = type(recipient)._base_manager.filter(pk=recipient.pk)
    return audience.consenting(row, mailing.purpose).exists()
