"""Participation in the quizzes of a contest, for the table of participation by unit."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef

from contest_pages.contests.models import ContestPage
from contest_pages.quizzes.models import Attempt


def took_part() -> Exists:
    """Return the condition that a registration has an attempt that counts."""
    return Exists(Attempt.objects.of_persons().filter(is_valid=True, registration=OuterRef("pk")))


def attempts_by_unit(contest: ContestPage) -> dict[int, int]:
    """Return {unit: number of attempts that count}, by the unit of each attempt."""
    attempts = Attempt.objects.of_persons().filter(
        is_valid=True, registration__contest=contest, unit__isnull=False
    )
    return dict(attempts.order_by().values_list("unit").annotate(Count("pk")))
