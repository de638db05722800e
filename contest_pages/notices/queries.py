"""Letters that others ask about."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Count, Min, Model, Q, QuerySet

from contest_pages import hooks

from .enums import OPEN, NoticeState
from .kinds import Recipients
from .logic.reasons import OF_SERVER, OF_SERVER_REPLIES
from .models import LATE, LetterWording, Notice
from .wordings import Words, wordings


def are_being_sent(since: datetime.datetime) -> bool:
    """Say whether a worker has taken or sent a letter since then."""
    return Notice.objects.filter(
        Q(state=NoticeState.SENDING, claimed_at__gt=since) | Q(state=NoticeState.SENT, sent_at__gt=since)
    ).exists()


def recipients() -> dict[type[Model], Recipients]:
    """Return how recipients are named, by their model (hook `letter_recipients`)."""
    return {model: found for declared in hooks.call("letter_recipients") for model, found in declared.items()}


def with_recipients(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return the letters with their recipients, read in one query for each model."""
    return notices.prefetch_related(
        GenericPrefetch("recipient", [found.rows() for found in recipients().values()])
    )


def recipient_words(notice: Notice) -> str:
    """Return what stands for the recipient, "" for one that is gone."""
    recipient: Any = notice.recipient
    if recipient is None:
        return ""
    declared = recipients().get(type(recipient))
    return declared.words(recipient) if declared is not None else str(recipient)


def addressed_to(typed: str) -> Q:
    """Return the condition of letters to recipients that the words name exactly, such as the code of a registration."""
    condition = Q(pk__in=[])
    for model, declared in recipients().items():
        condition |= Q(
            recipient_type=ContentType.objects.get_for_model(model),
            recipient_id__in=declared.search(typed).values("pk"),
        )
    return condition


def trouble_counts(notices: QuerySet[Notice], now: datetime.datetime) -> dict[str, int]:
    """Return how many letters failed, were given up, and are late, by "failed", "given_up", "late"; in one query."""
    unsent = notices.filter(state__in=[NoticeState.WAITING, NoticeState.FAILED, NoticeState.GIVEN_UP])
    late = Q(state__in=[NoticeState.WAITING, NoticeState.FAILED], due_at__lt=now - LATE)
    return unsent.order_by().aggregate(
        failed=Count("pk", filter=Q(state=NoticeState.FAILED)),
        given_up=Count("pk", filter=Q(state=NoticeState.GIVEN_UP)),
        late=Count("pk", filter=late),
    )


def untouched_since(limit: datetime.datetime) -> tuple[int, datetime.datetime | None]:
    """Return how many letters should have been tried before `limit` and were not, and when the first should have been."""
    found = Notice.objects.filter(state__in=[NoticeState.WAITING, NoticeState.FAILED], due_at__lt=limit)
    counted = found.order_by().aggregate(count=Count("pk"), first=Min("due_at"))
    return counted["count"], counted["first"]


def held_up_by_server(limit: datetime.datetime) -> tuple[int, str]:
    """Return how many letters of before `limit` wait because the mail server cannot be used, and the newest reason."""
    of_server = Q(reason__in=OF_SERVER)
    for reply in OF_SERVER_REPLIES:
        of_server |= Q(reason__startswith=reply)
    found = Notice.objects.filter(of_server, state__in=OPEN, created_at__lt=limit).order_by("-pk")
    count = found.count()
    return count, found.values_list("reason", flat=True)[0] if count else ""


def words_in_force(contest_pk: int | None) -> dict[str, Words]:
    """Return the texts of every declared wording in letters about a contest, or about none, by key; in one query.

    The newest version of the contest's own, else of that of all contests, else the default in the current language.
    """
    found = LetterWording.objects.filter(Q(contest=None) | Q(contest=contest_pk)).order_by("number")
    newest = {(version.key, version.contest_id): version for version in found}
    words = {}
    for declared in wordings():
        versions = [newest.get((declared.key, contest_pk)), newest.get((declared.key, None))]
        version = next((one for one in versions if one is not None and not one.is_default), None)
        words[declared.key] = (
            Words(version.subject, version.text, version.message) if version else declared.default()
        )
    return words
