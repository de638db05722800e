"""The sending of a batch of letters."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone, translation

from contest_pages.notices.enums import Severity
from contest_pages.notices.kinds import Letter, kind_of
from contest_pages.notices.letter_form import LetterForms
from contest_pages.notices.logic.problems import LONGEST_REASON, Problem, problem_of
from contest_pages.notices.models import Notice

from . import results
from .claiming import begin, claim
from .transport import Transport

logger = logging.getLogger(__name__)


def send_batch(*, notice_pk: int) -> None:
    """Send a letter that is due, and others that are, through one connection. Idempotent: a letter that has left stays.

    Each result is recorded as soon as it is known, so that a worker that is killed leaves one letter in doubt at most.
    Where the server cannot be used the rest of the batch waits for its next attempt.
    """
    claimed = claim(notice_pk=notice_pk, now=timezone.now())
    forms = LetterForms()
    with Transport() as transport:
        for place, notice in enumerate(claimed):
            problem = _send(notice, forms, transport)
            if problem is not None and problem.severity == Severity.SERVER:
                results.put_back(claimed[place + 1 :], reason=problem.reason, now=timezone.now())
                return


def _send(notice: Notice, forms: LetterForms, transport: Transport) -> Problem | None:
    """Send one letter and record the result; return what went wrong."""
    if not begin(notice, timezone.now()):
        return None
    try:
        with translation.override(settings.LANGUAGE_CODE):
            recipient, letter = compose(notice)
            composed = forms.of(letter, notice.contest) if letter is not None else None
    except Exception as error:  # a letter that cannot be composed does not stop the others
        logger.exception("Letter %s (%s) could not be composed", notice.pk, notice.kind)
        results.failed(notice, reason=type(error).__name__[:LONGEST_REASON], now=timezone.now())
        return None
    if letter is None or composed is None:
        results.dropped(notice)
        return None
    try:
        transport.send(letter, composed, message_id=notice.message_id)
    except Exception as error:  # libraries of gateways raise whatever they like
        problem = problem_of(error)
        if problem.severity == Severity.FINAL:
            results.given_up(notice, reason=problem.reason)
        else:
            results.failed(notice, reason=problem.reason, now=timezone.now())
        return problem
    notice.channel = letter.channel
    results.sent(notice, recipient=recipient, now=timezone.now())
    return None


def compose(notice: Notice) -> tuple[object, Letter | None]:
    """Return the recipient as it is now, and the letter; None where it is no longer wanted. Changes nothing."""
    kind = kind_of(notice.kind)
    model = ContentType.objects.get_for_id(notice.recipient_type_id).model_class()
    if model is None:  # the app that had it is installed no more
        return None, None
    found = model._base_manager.select_related(*kind.select_related).filter(pk=notice.recipient_id)
    recipient = found.first()
    if recipient is None:
        return None, None
    more = {"address": notice.address} if notice.address else {}
    return recipient, kind.compose(recipient, **notice.ids, **more)
