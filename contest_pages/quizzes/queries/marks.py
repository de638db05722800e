"""Marks by the keys of this moment, or by those that a correction would set."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from contest_pages.question_bank.models import QuestionVersion
from contest_pages.question_bank.queries.versions import corrected_keys, keys_of, versions_of
from contest_pages.question_bank.view_models import ChangedScore, CorrectionEffect
from contest_pages.quizzes.logic.marking import Mark, mark
from contest_pages.quizzes.models import Attempt, QuizRoundPage
from contest_pages.standings.models import Ranking
from contest_pages.standings.permissions import may_rank

_CHUNK = 1000
#: Changed scores of a round that are listed before a correction.
_LISTED = 200


def marks_by_key(
    round_page: QuizRoundPage, *, version: int | None = None, accepted: Iterable[int] | None = None
) -> Iterator[tuple[Attempt, Mark]]:
    """Yield the submitted attempts of a round with their marks by the current keys: those with `version`, or all.

    `accepted` are options of `version` that would count as right. Memory use is constant.
    """
    rules, corrected = round_page.rules, corrected_keys()
    if version is not None and accepted is not None:
        corrected[version] = frozenset(accepted)
    keys: dict[int, frozenset[int]] = {}
    attempts = Attempt.objects.submitted().filter(round=round_page).order_by("pk")
    fields = (
        "pk",
        "questions",
        "answers",
        "answered",
        "right",
        "score",
        "is_valid",
        "registration",
        "registration__code",
    )
    for attempt in attempts.select_related("registration").only(*fields).iterator(chunk_size=_CHUNK):
        if version is not None and version not in attempt.questions:
            continue
        if unknown := [number for number in attempt.questions if number not in keys]:
            keys.update(keys_of(versions_of(unknown).values(), corrected))
        yield attempt, mark(attempt.questions, attempt.answers, keys, rules)


def correction_effects(
    version: QuestionVersion, accepted: Iterable[int], *, user, now: datetime.datetime
) -> list[CorrectionEffect]:
    """Return what a correction would change in each round whose submitted attempts have the question."""
    effects = [
        _effect(page, version, list(accepted), user, now)
        for page in QuizRoundPage.objects.filter(attempts__isnull=False).distinct().order_by("opens_at", "pk")
    ]
    return [effect for effect in effects if effect.asked]


def _effect(page: QuizRoundPage, version, accepted, user, now) -> CorrectionEffect:
    asked = gains = losses = 0
    changes: list[ChangedScore] = []
    for attempt, marked in marks_by_key(page, version=version.pk, accepted=accepted):
        asked += 1
        gains += marked.score > attempt.score
        losses += marked.score < attempt.score
        if marked.score != attempt.score and len(changes) < _LISTED:
            code = attempt.registration.code if attempt.registration else _("without a name yet")
            changes.append(ChangedScore(code, attempt.score, marked.score))
    title = f"{page.contest.title} – {page.title}"
    if not page.has_closed(now):
        return CorrectionEffect(title, asked, _("The round is still open; scores are not shown yet."))
    address = reverse("contest_rank_round", args=[page.pk]) if may_rank(user) else ""
    return CorrectionEffect(title, asked, _state(page), gains, losses, address, changes)


def _state(page: QuizRoundPage) -> str:
    ranking = Ranking.objects.filter(round=page.pk).order_by("-number").first()
    if ranking is None:
        return _("Not ranked yet: the new scores count when it is ranked.")
    if ranking.is_under_way:
        return _("Being ranked: its ranks are cleared, and the organisers count again.")
    return _(
        "Its ranking is published and stays as it is until the organisers freeze, rank and publish the next one."
    )
