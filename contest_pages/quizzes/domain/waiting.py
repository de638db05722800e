"""The queue before a full quiz: who came first goes in first, and whoever leaves holds nobody up."""

from __future__ import annotations

import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from contest_pages import conf
from contest_pages.quizzes.errors import AllPlacesTaken
from contest_pages.quizzes.models import Attempt, WaitingPlace
from contest_pages.quizzes.queries.papers import for_a_moment

#: Somebody who has not asked for so long has left the queue.
PATIENCE = datetime.timedelta(minutes=2)


def places_free(now: datetime.datetime) -> int | None:
    """Return how many more attempts this site takes at `now`; None for any number. A second old at most."""
    places = conf.get("QUIZ_PLACES")
    if not places:
        return None
    running = for_a_moment("running", lambda: Attempt.objects.running().filter(ends_at__gt=now).count())
    return max(0, places - running)


def ask_to_enter(*, round_page, registration, now: datetime.datetime) -> None:
    """Let the contestant begin, or raise AllPlacesTaken with the place in the queue.

    Whoever asks for the first time while somebody waits stands behind them. The place is given up when its
    turn comes, or when nobody has asked for it within PATIENCE.
    """
    free = places_free(now)
    if free is None:
        return
    present = WaitingPlace.objects.filter(seen_at__gte=now - PATIENCE)
    own = WaitingPlace.objects.filter(round=round_page, registration=registration)
    if not free or present.exclude(registration=registration).exists():
        _keep_place(own, round_page, registration, now)
        before = present.filter(pk__lt=own.aggregate(pk=Max("pk"))["pk"]).count()
        if before >= free:
            raise AllPlacesTaken(_("All places are taken at this moment."), before + 1)
    own.delete()


def ask_to_enter_unnamed(now: datetime.datetime) -> None:
    """Let a visitor begin who has no name to stand in the queue with, unless the free places belong to the queue.

    Raises AllPlacesTaken with how many would stand before.
    """
    free = places_free(now)
    if free is None:
        return
    waiting = WaitingPlace.objects.filter(seen_at__gte=now - PATIENCE).count()
    if waiting >= free:
        raise AllPlacesTaken(_("All places are taken at this moment."), waiting + 1)


def _keep_place(own, round_page, registration, now: datetime.datetime) -> None:
    if own.filter(seen_at__gte=now - PATIENCE).update(seen_at=now):
        return
    own.delete()  # too late: behind the others
    WaitingPlace.objects.bulk_create(
        [WaitingPlace(round=round_page, registration=registration, asked_at=now, seen_at=now)],
        ignore_conflicts=True,
    )


def forget_the_gone(now: datetime.datetime) -> int:
    """Delete places that nobody holds any more and return how many there were."""
    return WaitingPlace.objects.filter(seen_at__lt=now - PATIENCE).delete()[0]
