"""The stored data about a contestant's attempts, for the contestant."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages.privacy.queries import Part
from contest_pages.quizzes.logic.predictions import write_prediction
from contest_pages.quizzes.models import Attempt
from contest_pages.vietnamese import moment

from .own import question_cards, shows_score


def attempts_of(registration) -> Part:
    """Return the chapter about the attempts: questions, answers, predictions; scores where they are shown."""
    now = timezone.now()
    attempts = Attempt.objects.filter(registration=registration).select_related("round").order_by("pk")
    return Part(
        "attempts",
        _("Quiz attempts"),
        [
            {
                _("Receipt code"): attempt.code,
                _("Round"): attempt.round.title,
                _("Begun at"): moment(attempt.started_at),
                _("Handed in at"): moment(attempt.submitted_at) if attempt.submitted_at else "",
                _("Answers"): "; ".join(
                    f"{card.version.text} → {chosen}"
                    for card in question_cards(attempt)
                    if (chosen := next((option.text for option in card.options if option.is_given), ""))
                ),
                _("Prediction"): write_prediction(attempt.prediction),
                _("Prediction as typed"): attempt.prediction_typed,
                _("Right answers"): attempt.right
                if attempt.is_submitted and shows_score(attempt.round, now)
                else "",
                _("Marks against cheating"): _("Yes") if attempt.network_mark else _("No"),
            }
            for attempt in attempts
        ],
    )
