"""Mark attempts again after a key was corrected."""

from __future__ import annotations

import datetime

from contest_pages.question_bank.models import KeyCorrection
from contest_pages.quizzes.models import Attempt, QuizRoundPage
from contest_pages.quizzes.queries.marks import marks_by_key
from contest_pages.quizzes.signals import marks_corrected

_BATCH_SIZE = 1000


def on_key_corrected(sender, correction: KeyCorrection, actor, now: datetime.datetime, **kwargs) -> int:
    """Mark every submitted attempt that has this version again; return the number of changed marks.

    Side effects in order: the new marks, `marks_corrected` with the affected rounds. Answers, times and receipts
    stay as sealed.
    """
    total, rounds = 0, set()
    for round_page in QuizRoundPage.objects.filter(attempts__isnull=False).distinct():
        changed, checked = mark_again(round_page, version=correction.version_id)
        total += changed
        if checked:
            rounds.add(round_page.pk)
    marks_corrected.send(
        KeyCorrection, round_ids=rounds, correction_pk=correction.pk, changed=total, actor=actor, now=now
    )
    return total


def mark_again(round_page: QuizRoundPage, *, version: int | None = None) -> tuple[int, int]:
    """Mark the submitted attempts of a round by the current keys: those that have `version`, or all.

    Returns the numbers of changed marks and of checked attempts. Memory use is constant.
    """
    changed: list[Attempt] = []
    total = checked = 0
    for attempt, marked in marks_by_key(round_page, version=version):
        checked += 1
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
        if len(changed) >= _BATCH_SIZE:
            _save(changed)
            changed = []
    _save(changed)
    return total, checked


def _save(changed: list[Attempt]) -> None:
    Attempt.objects.bulk_update(changed, ["answered", "right", "score", "is_valid"], batch_size=100)
