"""Attempts that were begun while a round was open by mistake: they are kept and told, and do not count."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages import audit
from contest_pages.contests.models import ContestRoundPage
from contest_pages.quizzes.models import Attempt, QuizRoundPage
from contest_pages.quizzes.queries.snapshots import snapshot_of_attempts

from .attempts import end_by_time

_RESOLUTION = datetime.timedelta(microseconds=1)


@transaction.atomic
def discard_attempts(
    *, round_page: ContestRoundPage, since: datetime.datetime, until: datetime.datetime, actor
) -> list[str]:
    """Let the attempts of a quiz round not count that were begun from `since` on, before its opening as it is now.

    A running one ends at `until`. They lose their number, so that the contestant may begin as many as the rules allow,
    and stay with their contestant as unclaimed. Idempotent; returns how many there are in a sentence.
    """
    page = QuizRoundPage.objects.filter(pk=round_page.pk).first()
    if page is None:
        return []
    begun = Attempt.objects.filter(round=page, started_at__gte=since)
    if page.opens_at is not None:
        begun = begun.filter(started_at__lt=page.opens_at)
    for pk in begun.running().values_list("pk", flat=True):
        Attempt.objects.filter(pk=pk, ends_at__gt=until).update(ends_at=until)
        snapshot = snapshot_of_attempts(page.pk)
        end_by_time(pk, snapshot, now=until + snapshot.rules.grace + _RESOLUTION)
    discarded = begun.filter(registration__isnull=False).update(
        claimed_by=F("registration"), claimed_at=None, registration=None, period="", number=0
    )
    begun.unnamed().filter(claimed_at__isnull=False).update(claimed_at=None)
    if discarded:
        audit.record("contest.discard_attempts", page, actor=actor, count=discarded)
    if not (count := begun.count()):
        return []
    return [
        ngettext(
            "%(count)d attempt was begun in “%(round)s” in the meantime; it does not count.",
            "%(count)d attempts were begun in “%(round)s” in the meantime; they do not count.",
            count,
        )
        % {"count": count, "round": page.title}
    ]


def discarded_sentences(registration, page: QuizRoundPage) -> list[str]:
    """Return a sentence for the contestant about each attempt that does not count, because it was begun too early."""
    rows = Attempt.objects.unnamed().filter(claimed_by=registration, claimed_at=None, round=page)
    return [
        _(
            "Attempt %(code)s was begun while the quiz was open by mistake. It does not count; you may begin again."
        )
        % {"code": code}
        for code in rows.order_by("pk").values_list("code", flat=True)
    ]
