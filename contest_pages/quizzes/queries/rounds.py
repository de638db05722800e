"""The quiz rounds, for the staff."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from contest_pages.contests.models import ContestPage, Prize
from contest_pages.quizzes.models import QuizRoundPage


@dataclass(frozen=True)
class RoundFigures:
    """A quiz round in the staff's list, with its contest and the numbers of persons, submitted and running attempts."""

    page: QuizRoundPage
    contest: ContestPage | None
    persons: int
    attempts: int
    running: int


def rounds_with_figures() -> list[RoundFigures]:
    """Return every quiz round, the latest first, with its contest and figures, in two queries."""
    submitted = Q(attempts__submitted_at__isnull=False, attempts__registration__isnull=False)
    rounds = list(
        QuizRoundPage.objects.annotate(
            persons=Count("attempts__registration", filter=submitted, distinct=True),
            attempt_count=Count("attempts", filter=submitted),
            running=Count("attempts", filter=Q(attempts__isnull=False, attempts__submitted_at=None)),
        ).order_by("-opens_at", "-path")
    )
    contests = {contest.path: contest for contest in ContestPage.objects.all()} if rounds else {}
    return [
        RoundFigures(
            page=page,
            contest=contests.get(page.path[: -page.steplen]),
            persons=page.persons,
            attempts=page.attempt_count,
            running=page.running,
        )
        for page in rounds
    ]


def contests_with_prizes(basis: str, rows: list[RoundFigures]) -> list[ContestPage]:
    """Return the contests of these rounds that promise a prize of a basis, in the rounds' order."""
    promised = set(Prize.objects.filter(basis=basis).values_list("contest", flat=True))
    contests = {row.contest.pk: row.contest for row in rows if row.contest is not None}
    return [contest for pk, contest in contests.items() if pk in promised]
