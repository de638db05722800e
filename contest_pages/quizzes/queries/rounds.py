"""The quiz rounds, for those who run them."""

from __future__ import annotations

from django.db.models import Count, Q

from contest_pages.contests.models import ContestPage, Prize
from contest_pages.quizzes.models import QuizRoundPage


def rounds_with_figures() -> list[QuizRoundPage]:
    """Return every quiz round, the latest first, with persons, attempts and its contest, in two queries."""
    submitted = Q(attempts__submitted_at__isnull=False, attempts__registration__isnull=False)
    rounds = list(
        QuizRoundPage.objects.annotate(
            persons=Count("attempts__registration", filter=submitted, distinct=True),
            attempt_count=Count("attempts", filter=submitted),
            running=Count("attempts", filter=Q(attempts__isnull=False, attempts__submitted_at=None)),
        ).order_by("-opens_at", "-path")
    )
    contests = {contest.path: contest for contest in ContestPage.objects.all()} if rounds else {}
    for found in rounds:
        found.contest = contests.get(found.path[: -found.steplen])
    return rounds


def contests_with_prizes(basis: str, rounds: list[QuizRoundPage]) -> list[ContestPage]:
    """Return the contests of these rounds that promise a prize of a basis, in the rounds' order."""
    promised = set(Prize.objects.filter(basis=basis).values_list("contest", flat=True))
    contests = {found.contest.pk: found.contest for found in rounds if found.contest is not None}
    return [contest for pk, contest in contests.items() if pk in promised]
