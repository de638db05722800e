"""Snapshots of quiz rounds for attempts: the page, rules and sets, cached by each process for RULES_CACHE_SECONDS."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from contest_pages.contests.models.visibility import published, with_restriction
from contest_pages.data.process_memo import memoized
from contest_pages.question_bank.logic.questions import PoolQuestion
from contest_pages.question_bank.models import QuestionSet
from contest_pages.quizzes.logic.drawing import missing_by_topic
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.models import QuizRoundPage


@dataclass(frozen=True)
class QuizSnapshot:
    """A round with its rules and pools of questions; shared between requests, so read only."""

    page: QuizRoundPage
    is_published: bool
    #: Only some visitors may see it; a contestant's own link works all the same.
    is_restricted: bool
    rules: QuizRules
    pools: dict[str, list[PoolQuestion]]

    def pool(self, division: str) -> list[PoolQuestion]:
        """Return the pool of questions for contestants of a division."""
        return self.pools.get(division, self.pools[""])


def snapshot_of(round_id: int, *, live: bool = True) -> QuizSnapshot | None:
    """Return the snapshot of a round; None where there is no such round, or, with `live`, no published one.

    Attempts that were begun before their round was unpublished are still answered and marked: without `live`.
    """
    snapshot = memoized(("quiz snapshot", round_id), lambda: _read_snapshot(round_id))
    return snapshot if snapshot is not None and (snapshot.is_published or not live) else None


def snapshot_of_attempts(round_id: int) -> QuizSnapshot:
    """Return the snapshot for existing attempts, whether or not their round is still published.

    Raises QuizRoundPage.DoesNotExist for an unknown key; rounds with attempts cannot be deleted.
    """
    snapshot = snapshot_of(round_id, live=False)
    if snapshot is None:
        raise QuizRoundPage.DoesNotExist(f"There is no quiz round {round_id}.")
    return snapshot


def _read_snapshot(round_id: int) -> QuizSnapshot | None:
    found = Exists(published(QuizRoundPage.objects.filter(pk=OuterRef("pk"))))
    rounds = QuizRoundPage.objects.select_related("question_set").annotate(is_published=found)
    page = with_restriction(rounds).filter(pk=round_id).first()
    if page is None:
        return None
    pools = {"": page.question_set.pool if page.question_set else []}
    pools |= {audience.division: audience.question_set.pool for audience in page.audience_list}
    return QuizSnapshot(page, page.is_published, page.is_restricted, page.rules, pools)


def missing_of(page: QuizRoundPage) -> list[tuple[QuestionSet | None, dict[int | None, int]]]:
    """Return the sets of a round that lack checked questions for an attempt, each with what it lacks by topic."""
    sets = [page.question_set, *(audience.question_set for audience in page.audiences.all())]
    lacking = [
        (question_set, missing_by_topic(question_set.pool if question_set else [], page.rules))
        for question_set in sets
    ]
    return [(question_set, missing) for question_set, missing in lacking if missing]
