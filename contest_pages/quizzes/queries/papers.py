"""What every attempt of a round reads, kept by each process for a moment: rules, sets, versions, keys.

At a deadline thousands ask for the same. Checked versions never change and are kept until the process
ends; the page, its rules and its sets are read once in RULES_CACHE_SECONDS.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from contest_pages import conf
from contest_pages.quizzes.logic.drawing import PoolQuestion, missing_questions
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.models import KeyCorrection, QuestionVersion, QuizRoundPage

_kept: dict[Hashable, tuple[float, Any]] = {}
_versions: dict[int, QuestionVersion] = {}
_MOST = 20_000


def for_a_moment(key: Hashable, compute: Callable[[], Any]) -> Any:
    """Return what `compute` returned for this key within the last RULES_CACHE_SECONDS."""
    moment = time.monotonic()
    kept = _kept.get(key)
    if kept is not None and moment < kept[0]:
        return kept[1]
    value = compute()
    if seconds := conf.get("RULES_CACHE_SECONDS"):
        if len(_kept) > 500:
            _kept.clear()
        _kept[key] = (moment + seconds, value)
    return value


def forget() -> None:
    """Drop what this process keeps."""
    _kept.clear()
    _versions.clear()


@dataclass(frozen=True)
class Paper:
    """A published round as attempts read it; shared between requests, so only to be read."""

    page: QuizRoundPage
    rules: QuizRules
    pools: dict[str, list[PoolQuestion]]

    def pool(self, division: str) -> list[PoolQuestion]:
        """Return the questions from which contestants of a division are asked."""
        return self.pools.get(division, self.pools[""])


def paper_of(round_id: int, *, live: bool = True) -> Paper | None:
    """Return what attempts of a round read; None where there is no such round, or none that is published.

    What was begun before a round was unpublished is still answered, marked and ended: without `live`.
    """
    paper = for_a_moment(("paper", round_id), lambda: _read_paper(round_id))
    return paper if paper is not None and (paper.page.live or not live) else None


def _read_paper(round_id: int) -> Paper | None:
    page = QuizRoundPage.objects.select_related("question_set").filter(pk=round_id).first()
    if page is None:
        return None
    pools = {"": page.question_set.pool if page.question_set else []}
    pools |= {audience.division: audience.question_set.pool for audience in page.audience_list}
    return Paper(page, page.rules, pools)


def missing_of(page: QuizRoundPage) -> int:
    """Return how many checked questions the poorest set of a round lacks for one attempt; 0 if none."""
    sets = [page.question_set, *(audience.question_set for audience in page.audiences.all())]
    pools = [found.pool if found else [] for found in sets]
    return max(missing_questions(pool, page.rules) for pool in pools)


def versions_of(numbers: Iterable[int]) -> dict[int, QuestionVersion]:
    """Return checked versions by their number; those that this process knows cost nothing."""
    # Another thread may empty what is kept between two of these lines.
    found = {number: _versions.get(number) for number in numbers}
    if unknown := [number for number, version in found.items() if version is None]:
        read = QuestionVersion.objects.in_bulk(unknown)
        if len(_versions) > _MOST:
            _versions.clear()
        _versions.update(read)
        found.update(read)
    return found


def corrected_keys() -> dict[int, frozenset[int]]:
    """Return the options that count as right for each version whose key was corrected, read now."""
    return {
        version: frozenset(accepted)
        for version, accepted in KeyCorrection.objects.order_by("pk").values_list("version", "accepted")
    }


def keys_of(
    versions: Iterable[QuestionVersion], corrected: dict[int, frozenset[int]] | None = None
) -> dict[int, frozenset[int]]:
    """Return the options that count as right for each version: its key, or the last correction of it.

    Without `corrected` another process's correction may be a moment old; the marks that were given
    meanwhile are put right when the round is frozen.
    """
    if corrected is None:
        corrected = for_a_moment("corrections", corrected_keys)
    return {version.pk: corrected.get(version.pk, frozenset([version.right])) for version in versions}
