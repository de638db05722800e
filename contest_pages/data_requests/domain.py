"""Requests about personal data: submitted, answered, extended, finished."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.notices.notifying import notify
from contest_pages.privacy.enums import Channel, ErasedBecause
from contest_pages.registrations.domain.erasing import erase
from contest_pages.registrations.errors import ReasonMissing
from contest_pages.registrations.models import Registration

from .enums import RequestKind
from .logic import answer_due, done_due
from .models import DataRequest

#: In place of an erased reason.
_UNSAID = "—"


def submit_request(
    *,
    registration: Registration,
    kind: str,
    now: datetime.datetime,
    words: str = "",
    channel: str = Channel.PERSONAL_PAGE,
) -> DataRequest:
    """Enter a request into the register and return it; an open request of the same kind is returned instead.

    Both deadlines count from the local day of `now`: answered within 2 working days, done within 15 days.
    """
    today = timezone.localdate(now)
    try:
        with transaction.atomic():
            request = DataRequest.objects.create(
                registration=registration,
                kind=kind,
                words=words.strip(),
                channel=channel,
                asked_at=now,
                answer_due=answer_due(today),
                done_due=done_due(today),
            )
            audit.record("contest.data_request", registration, kind=str(kind))
    except IntegrityError:
        request = DataRequest.objects.get(registration=registration, kind=kind, done_at=None)
    return request


def enter_as_done(*, registration: Registration, kind: str, now: datetime.datetime) -> DataRequest:
    """Enter a request that a contestant's own page has fulfilled itself, such as a download."""
    today = timezone.localdate(now)
    return DataRequest.objects.create(
        registration=registration,
        kind=kind,
        channel=Channel.PERSONAL_PAGE,
        asked_at=now,
        answer_due=answer_due(today),
        done_due=done_due(today),
        answered_at=now,
        done_at=now,
    )


@transaction.atomic
def answer(*, request: DataRequest, words: str, actor, now: datetime.datetime) -> DataRequest:
    """Answer a request in words that are sent to the contestant; ReasonMissing if they are empty.

    The first answer meets the first deadline; later answers replace its words and are sent too.
    """
    if not words.strip():
        raise ReasonMissing(_("Write the answer: the contestant will read it."))
    request = _locked(request)
    request.answer, request.handled_by = words.strip(), actor
    request.answered_at = request.answered_at or now
    request.save(update_fields=["answer", "handled_by", "answered_at"])
    audit.record("contest.answer_data_request", request, actor=actor)
    notify("data_requests.answer", request.registration, request=request.pk)
    return request


@transaction.atomic
def finish(*, request: DataRequest, actor, now: datetime.datetime) -> DataRequest:
    """Mark a request as done; a request to erase erases the data now. Idempotent."""
    request = _locked(request)
    if request.done_at is not None:
        return request
    request.done_at, request.answered_at = now, request.answered_at or now
    request.handled_by = actor
    request.save(update_fields=["done_at", "answered_at", "handled_by"])
    audit.record("contest.finish_data_request", request, actor=actor)
    if request.kind == RequestKind.ERASE:
        erase(registration=request.registration, because=ErasedBecause.REQUESTED, actor=actor, now=now)
    return request


@transaction.atomic
def extend(*, request: DataRequest, reason: str, actor) -> DataRequest:
    """Give a request EXTENSION_DAYS more, once (Decree 356/2025/NĐ-CP); ReasonMissing without a reason."""
    if not reason.strip():
        raise ReasonMissing(_("Write why more time is needed."))
    request = _locked(request)
    if not request.extended_because and request.done_at is None:
        request.extended_because, request.handled_by = reason.strip(), actor
        request.done_due = done_due(timezone.localdate(request.asked_at), extended=True)
        request.save(update_fields=["extended_because", "handled_by", "done_due"])
        audit.record("contest.extend_data_request", request, actor=actor)
    return request


def on_consent_withdrawn(sender, registration: Registration, now: datetime.datetime, **kwargs) -> None:
    """Record a contestant's withdrawal of consent, which is effective at once."""
    enter_as_done(registration=registration, kind=RequestKind.WITHDRAW, now=now)


def erase_words(registration: Registration) -> None:
    """Empty the words of a contestant's requests and answers; the requests and their times stay as proof.

    An open request to erase is done by it.
    """
    requests = registration.data_requests
    requests.update(words="", answer="")
    requests.exclude(extended_because="").update(extended_because=_UNSAID)
    audit.forget_texts(requests.all())
    requests.filter(kind=RequestKind.ERASE, done_at=None).update(
        done_at=registration.erased_at, answered_at=Coalesce("answered_at", registration.erased_at)
    )


def _locked(request: DataRequest) -> DataRequest:
    return (
        DataRequest.objects.select_for_update(of=("self",)).select_related("registration").get(pk=request.pk)
    )


def on_contact_disputed(sender, registration, now: datetime.datetime, **kwargs) -> None:
    """Enter a request to correct the contact, since the owner of an earlier one did not ask for its change."""
    words = _(
        "The owner of the earlier contact says that its change was not asked for. All links have ended."
    )
    submit_request(registration=registration, kind=RequestKind.CORRECT, words=words, now=now)
