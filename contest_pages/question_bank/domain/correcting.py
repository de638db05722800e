"""Correct a wrong key with a reason, and have the answers marked again in the same transaction."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction

from contest_pages import audit
from contest_pages.question_bank.models import KeyCorrection, QuestionVersion
from contest_pages.question_bank.queries.versions import forget
from contest_pages.question_bank.signals import key_corrected


@transaction.atomic
def correct_key(
    *, version: QuestionVersion, accepted: Iterable[int], reason: str, actor, now: datetime.datetime
) -> KeyCorrection:
    """Record which options of a version count as right, and have the answers to it marked again.

    Several options may count; if all of them do, every contestant gets the points. Side effects in order: the
    correction, `key_corrected` (receivers mark their answers again), the number of marks that changed, audit
    line. Raises ValidationError for options that the question does not have.
    """
    version = QuestionVersion.objects.select_for_update().get(pk=version.pk)
    correction = KeyCorrection(
        version=version, accepted=sorted(set(accepted)), reason=reason, by=actor, at=now
    )
    correction.clean()
    correction.save()
    answers = key_corrected.send(KeyCorrection, correction=correction, actor=actor, now=now)
    correction.changed_marks = sum(int(changed or 0) for _receiver, changed in answers)
    correction.save(update_fields=["changed_marks"])
    audit.record(
        "contest.correct_key",
        version.question,
        actor=actor,
        version=version.number,
        right=correction.letters,
        changed=correction.changed_marks,
    )
    transaction.on_commit(forget)
    return correction
