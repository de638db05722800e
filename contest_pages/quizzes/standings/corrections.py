"""Records a corrected key in the rankings of the rounds whose attempts were marked again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contest_pages.question_bank.models import KeyCorrection
from contest_pages.standings.domain.ranking import record_correction


def on_marks_corrected(sender, round_ids, correction_pk, changed, actor, now, **kwargs) -> None:
    """Record the correction; an unpublished ranking must be computed again."""
    correction = KeyCorrection.objects.select_related("version__question").get(pk=correction_pk)
    words = _("%(question)s: %(letters)s counts as right. %(count)d scores changed. %(reason)s") % {
        "question": correction.version.question.number,
        "letters": correction.letters,
        "count": changed,
        "reason": correction.reason,
    }
    record_correction(round_ids=round_ids, words=words, actor=actor, now=now)
