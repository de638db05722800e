"""Who gets a mailing, how many they are, and what became of its letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from contest_pages.notices.audiences import Audience, audience_of
from contest_pages.notices.enums import OPEN, NoticeState
from contest_pages.notices.models import Notice

from .logic import used_in
from .models import Mailing
from .wordings import KIND


@dataclass(frozen=True)
class Counts:
    """How many letters and text messages a mailing has, and whom it leaves out.

    `same_address`: recipients who share an address with another one. They are left out where `is_once_per_address`, because
    all letters are the same; else each has a letter of its own.
    """

    letters: int
    text_messages: int
    unreachable: int
    without_consent: int
    same_address: int
    is_once_per_address: bool

    @property
    def total(self) -> int:
        """Return the number of letters and text messages."""
        return self.letters + self.text_messages


def is_once_per_address(mailing: Mailing, audience: Audience) -> bool:
    """Say whether all letters are the same, so that an address gets one."""
    words = mailing.words
    keys = used_in((words.subject, words.text, words.message))
    return not any(audience.is_personal(key) for key in keys)


def _reached(mailing: Mailing, audience: Audience, rows: QuerySet) -> tuple[QuerySet, Q, Q | None]:
    """Return rows with `mailing_place`, and the conditions of those with a letter and with a text message."""
    by_letter = ~Q(email="") & audience.reachable
    by_message = Q(email="") & ~Q(phone="") if audience.has_phones and mailing.message else None
    whens = [When(~Q(email=""), then=Lower("email"))]
    if by_message is not None:
        whens.append(When(~Q(phone=""), then=F("phone")))
    place = Case(*whens, default=Value(""), output_field=CharField())
    return rows.order_by().annotate(mailing_place=place), by_letter, by_message


def _consenting(mailing: Mailing, audience: Audience) -> tuple[QuerySet, QuerySet]:
    """Return all rows of the audience, and those that agreed to the purpose."""
    rows = audience.rows(mailing.about)
    return rows, audience.consenting(rows, mailing.purpose) if mailing.purpose else rows


def counts_of(mailing: Mailing) -> Counts:
    """Return how many the mailing reaches now, in two queries; of an unsaved one too."""
    audience = audience_of(mailing.audience)
    everybody, agreed = _consenting(mailing, audience)
    rows, by_letter, by_message = _reached(mailing, audience, agreed)
    wanted = {
        "agreed": Count("pk"),
        "letters": Count("pk", filter=by_letter),
        "letter_places": Count("mailing_place", filter=by_letter, distinct=True),
    }
    if by_message is not None:
        wanted["messages"] = Count("pk", filter=by_message)
        wanted["message_places"] = Count("mailing_place", filter=by_message, distinct=True)
    found: dict[str, Any] = {"messages": 0, "message_places": 0, **rows.aggregate(**wanted)}
    total = everybody.order_by().count() if mailing.purpose else found["agreed"]
    reached = found["letters"] + found["messages"]
    once = is_once_per_address(mailing, audience)
    return Counts(
        letters=found["letter_places"] if once else found["letters"],
        text_messages=found["message_places"] if once else found["messages"],
        unreachable=found["agreed"] - reached,
        without_consent=total - found["agreed"],
        same_address=reached - found["letter_places"] - found["message_places"],
        is_once_per_address=once,
    )


def recipients_of(mailing: Mailing) -> QuerySet:
    """Return the recipients in the order of their keys, each once; of those with one address the first where all letters are the same."""
    audience = audience_of(mailing.audience)
    _everybody, agreed = _consenting(mailing, audience)
    rows, by_letter, by_message = _reached(mailing, audience, agreed)
    reached = rows.filter(by_letter if by_message is None else by_letter | by_message)
    if is_once_per_address(mailing, audience):
        first = reached.values("mailing_place").annotate(first=Min("pk")).values("first")
        reached = agreed.model._default_manager.filter(pk__in=first)
    return reached.order_by("pk")


def letters_of(mailing: Mailing) -> QuerySet[Notice]:
    """Return the letters of a mailing."""
    return Notice.objects.filter(kind=KIND, contest=mailing.contest_id, ids__mailing=mailing.pk)


def progress_of(mailing: Mailing) -> dict[str, int]:
    """Return how many letters have left, wait, were given up and are not needed any more; in one query."""
    return (
        letters_of(mailing)
        .order_by()
        .aggregate(
            sent=Count("pk", filter=Q(state=NoticeState.SENT)),
            waiting=Count("pk", filter=Q(state__in=OPEN)),
            failed=Count("pk", filter=Q(state=NoticeState.GIVEN_UP)),
            dropped=Count("pk", filter=Q(state=NoticeState.DROPPED)),
        )
    )
