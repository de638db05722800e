"""What the sweeper does for quizzes."""

from __future__ import annotations

import datetime

from django.utils.translation import ngettext

from contest_pages.quizzes.domain.overdue import hand_in_overdue
from contest_pages.quizzes.domain.traces import purge_traces
from contest_pages.quizzes.domain.waiting import forget_the_gone


def sweep_quizzes(now: datetime.datetime) -> list[str]:
    """Hand in attempts whose time is over, erase old marks, empty abandoned places of the queue."""
    sentences = []
    if count := hand_in_overdue(now):
        sentences.append(
            ngettext(
                "%(count)d attempt whose time was over is handed in.",
                "%(count)d attempts whose time was over are handed in.",
                count,
            )
            % {"count": count}
        )
    if count := purge_traces(now):
        sentences.append(
            ngettext(
                "The marks of %(count)d attempt are erased.",
                "The marks of %(count)d attempts are erased.",
                count,
            )
            % {"count": count}
        )
    forget_the_gone(now)
    return sentences
