"""Readiness checks of a quiz round: its questions, its audiences, and attempts made under its published rules."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contest_pages.publishing.readiness import Finding, ReadinessContext, Severity
from contest_pages.question_bank.models import QuestionTopic
from contest_pages.quizzes.models import Attempt, QuizRoundPage

from .queries.snapshots import missing_of

_SCORES_LATER = gettext_lazy(
    "Scores are shown after the closing, not at once: where visitors need not say who they are, or may try again, a score tells which answers are right."
)
#: Attempts that were made under one value of these cannot be ranked beside those made under another.
_FIXED_BY_ATTEMPTS = ("question_count", "points_per_question", "prediction", "prediction_decimals")


def check_quiz(page, context: ReadinessContext) -> Iterator[Finding]:
    """Find what makes a quiz round impossible to answer, or changes the rules under existing attempts."""
    if isinstance(page, QuizRoundPage):
        for reason in reasons_against(page):
            yield Finding(page, "", reason, Severity.BLOCKING)
        if page.score_shown != page.rules.score_time:
            yield Finding(page, "score_shown", str(_SCORES_LATER), Severity.CONTRADICTION)


def reasons_against(page: QuizRoundPage) -> list[str]:
    """Return why the round cannot be published as edited; empty if it can be.

    Amending rules while a round runs is allowed (Thanh Hóa's weekly quiz did so) as long as what was
    answered keeps its meaning.
    """
    reasons = []
    reasons += _missing_sentences(page)
    if page.answer_first and page.audiences.all():
        reasons.append(
            _(
                "Visitors cannot answer first where audiences have questions of their own: nobody knows yet whom to ask what."
            )
        )
    if changed := _changed_under_attempts(page):
        reasons.append(
            _("Attempts were made under the published rules, so this cannot change any more: %(fields)s.")
            % {"fields": ", ".join(changed)}
        )
    return reasons


def _missing_sentences(page: QuizRoundPage) -> Iterator[str]:
    """Yield what each set of questions lacks for one attempt, topic by topic."""
    lacking = missing_of(page)
    names = QuestionTopic.objects.in_bulk({topic for _set, missing in lacking for topic in missing if topic})
    for question_set, missing in lacking:
        for topic, count in missing.items():
            if question_set is None:
                words = _("No set of questions is chosen.")
            elif topic is None:
                words = ngettext(
                    "The set “%(set)s” lacks %(count)d checked question for one attempt.",
                    "The set “%(set)s” lacks %(count)d checked questions for one attempt.",
                    count,
                )
            else:
                words = ngettext(
                    "The set “%(set)s” lacks %(count)d checked question about “%(topic)s” for one attempt.",
                    "The set “%(set)s” lacks %(count)d checked questions about “%(topic)s” for one attempt.",
                    count,
                )
            yield words % {"set": question_set, "count": count, "topic": names.get(topic)}
            if question_set is None:
                break


def _changed_under_attempts(page: QuizRoundPage) -> list[str]:
    before = QuizRoundPage.objects.filter(pk=page.pk).first()
    if before is None or not Attempt.objects.filter(round=page.pk).exists():
        return []
    return [
        str(QuizRoundPage._meta.get_field(name).verbose_name)
        for name in _FIXED_BY_ATTEMPTS
        if getattr(page, name) != getattr(before, name)
    ]
