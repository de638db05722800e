"""A key was wrong: it is corrected with a reason, and every attempt is marked again in one action."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction

from contest_pages import audit
from contest_pages.quizzes.logic.marking import mark
from contest_pages.quizzes.models import Attempt, KeyCorrection, QuestionVersion, QuizRoundPage
from contest_pages.quizzes.queries.papers import corrected_keys, forget, keys_of, versions_of
from contest_pages.quizzes.signals import marks_corrected

_AT_ONCE = 1000


@transaction.atomic
def correct_key(
    *, version: QuestionVersion, accepted: Iterable[int], reason: str, actor, now: datetime.datetime
) -> KeyCorrection:
    """Say which options of a version count as right, and mark everything again that was marked otherwise.

    Several options may count; all of them strike the question out in everybody's favour. Side effects in
    order: the correction, new marks of every attempt that was asked this version, audit line,
    `marks_corrected` with the rounds concerned. Answers, times and receipts stay as they are sealed.
    Raises ValidationError for options that the question does not have.
    """
    version = QuestionVersion.objects.select_for_update().get(pk=version.pk)
    correction = KeyCorrection(
        version=version, accepted=sorted(set(accepted)), reason=reason, by=actor, at=now
    )
    correction.clean()
    correction.save()
    rounds = set()
    for round_page in QuizRoundPage.objects.filter(attempts__isnull=False).distinct():
        changed, asked = mark_again(round_page, version=version.pk)
        correction.changed_attempts += changed
        if asked:
            rounds.add(round_page.pk)
    correction.save(update_fields=["changed_attempts"])
    audit.record(
        "contest.correct_key",
        version.question,
        actor=actor,
        version=version.number,
        right=correction.letters,
        changed=correction.changed_attempts,
    )
    marks_corrected.send(KeyCorrection, round_ids=rounds, correction_pk=correction.pk, actor=actor, now=now)
    transaction.on_commit(forget)
    return correction


def mark_again(round_page: QuizRoundPage, *, version: int | None = None) -> tuple[int, int]:
    """Mark the submitted attempts of a round by the keys of this moment: those asked `version`, or all.

    Returns how many marks changed and how many attempts were looked at. Memory stays flat.
    """
    rules = round_page.rules
    keys: dict[int, frozenset[int]] = {}
    corrected = corrected_keys()
    changed: list[Attempt] = []
    total = looked_at = 0
    attempts = Attempt.objects.submitted().filter(round=round_page).order_by("pk")
    fields = ("pk", "questions", "answers", "answered", "right", "score", "is_valid")
    for attempt in attempts.only(*fields).iterator(chunk_size=_AT_ONCE):
        if version is not None and version not in attempt.questions:
            continue
        looked_at += 1
        if unknown := [number for number in attempt.questions if number not in keys]:
            keys.update(keys_of(versions_of(unknown).values(), corrected))
        marked = mark(attempt.questions, attempt.answers, keys, rules)
        if (marked.answered, marked.right, marked.score, marked.is_valid) != (
            attempt.answered,
            attempt.right,
            attempt.score,
            attempt.is_valid,
        ):
            attempt.answered, attempt.right = marked.answered, marked.right
            attempt.score, attempt.is_valid = marked.score, marked.is_valid
            changed.append(attempt)
            total += 1
        if len(changed) >= _AT_ONCE:
            _keep(changed)
            changed = []
    _keep(changed)
    return total, looked_at


def _keep(changed: list[Attempt]) -> None:
    Attempt.objects.bulk_update(changed, ["answered", "right", "score", "is_valid"], batch_size=100)
