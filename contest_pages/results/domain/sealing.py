"""What follows by itself: a lot is sealed when its round is published, a corrected key is noted where it tells."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages.quizzes.enums import Ties
from contest_pages.quizzes.models import KeyCorrection, QuizRoundPage
from contest_pages.results.enums import Step
from contest_pages.results.models import Ranking

from .ranking import note, seal_lot, void


def on_quiz_published(sender, instance, **kwargs) -> None:
    """Seal the lot of a round whose rules let one decide: nobody knows the attempts yet."""
    if isinstance(instance, QuizRoundPage) and instance.ties == Ties.LOT:
        seal_lot(instance, timezone.now())


def on_marks_corrected(sender, round_ids, correction_pk, actor, now, **kwargs) -> None:
    """Note the correction in the rankings concerned; one that is not published must be counted again."""
    correction = KeyCorrection.objects.select_related("version__question").get(pk=correction_pk)
    words = _("%(question)s: %(letters)s counts as right. %(count)d scores changed. %(reason)s") % {
        "question": correction.version.question.number,
        "letters": correction.letters,
        "count": correction.changed_attempts,
        "reason": correction.reason,
    }
    for round_id in round_ids:
        ranking = Ranking.objects.select_for_update().filter(round=round_id).order_by("-number").first()
        if ranking is not None:
            if ranking.published_at is None:
                void(ranking)
            note(ranking, Step.CORRECT, actor, now, words)
