"""Attempts whose time is over and whose contestants are gone."""

from __future__ import annotations

import datetime

from contest_pages.quizzes.logic.attempts import is_over
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.papers import Paper, paper_of

from .taking import end_by_time


def hand_in_overdue(now: datetime.datetime) -> int:
    """Hand in every attempt whose time is over, with what was saved; return how many there were.

    Safe at any time and several times at once: of two that hand in the same attempt one finds it done.
    """
    papers: dict[int, Paper | None] = {}
    count = 0
    overdue = Attempt.objects.running().filter(ends_at__lt=now).order_by("ends_at")
    for pk, round_id, ends_at in overdue.values_list("pk", "round_id", "ends_at").iterator():
        if round_id not in papers:
            papers[round_id] = paper_of(round_id, live=False)
        paper = papers[round_id]
        if is_over(now, ends_at, paper.rules):
            count += end_by_time(pk, paper, now=now).is_submitted
    return count
