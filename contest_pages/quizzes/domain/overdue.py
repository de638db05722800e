"""Submission of attempts that their contestants left unfinished."""

from __future__ import annotations

import datetime

from contest_pages.quizzes.logic.attempts import is_over
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.snapshots import QuizSnapshot, snapshot_of_attempts

from .attempts import end_by_time


def submit_overdue(now: datetime.datetime) -> int:
    """Submit every attempt whose time is over, with the saved answers; return their number.

    Idempotent and safe concurrently: the second caller finds an attempt submitted already.
    """
    snapshots: dict[int, QuizSnapshot] = {}
    count = 0
    overdue = Attempt.objects.running().filter(ends_at__lt=now).order_by("ends_at")
    for pk, round_id, ends_at in overdue.values_list("pk", "round_id", "ends_at").iterator():
        if round_id not in snapshots:
            snapshots[round_id] = snapshot_of_attempts(round_id)
        snapshot = snapshots[round_id]
        if is_over(now, ends_at, snapshot.rules):
            count += end_by_time(pk, snapshot, now=now).is_submitted
    return count
