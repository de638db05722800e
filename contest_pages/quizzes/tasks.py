"""Regular housekeeping of quizzes."""

from __future__ import annotations

import datetime

from django.utils.translation import ngettext

from contest_pages.quizzes.domain.overdue import submit_overdue
from contest_pages.quizzes.domain.traces import purge_traces
from contest_pages.quizzes.domain.waiting import delete_expired_places


def run_housekeeping(now: datetime.datetime) -> list[str]:
    """Submit overdue attempts, erase old fingerprints, delete expired places of the queue."""
    sentences = []
    if count := submit_overdue(now):
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
    delete_expired_places(now)
    return sentences
