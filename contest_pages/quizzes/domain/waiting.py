"""The waiting room of a full quiz: first come, first served; abandoned places expire."""

from __future__ import annotations

import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from contest_pages import conf
from contest_pages.data.process_memo import memoized
from contest_pages.quizzes.errors import AllPlacesTaken
from contest_pages.quizzes.models import Attempt, WaitingPlace

#: A place expires when its contestant has not polled for this long.
PLACE_TIMEOUT = datetime.timedelta(minutes=2)
#: The waiting page polls at this interval, several times within PLACE_TIMEOUT.
POLL_INTERVAL = datetime.timedelta(seconds=10)


def places_free(now: datetime.datetime) -> int | None:
    """Return the number of attempts that can begin at `now`; None for any number. Cached for a second."""
    places = conf.get("QUIZ_PLACES")
    if not places:
        return None
    running = memoized("running", lambda: Attempt.objects.running().filter(ends_at__gt=now).count())
    return max(0, places - running)


def admit_or_queue(*, round_page, registration, now: datetime.datetime) -> None:
    """Admit the contestant, or raise AllPlacesTaken with the place in the queue.

    New contestants queue behind those who wait. A place is deleted when its contestant is admitted, and expires
    without a poll within PLACE_TIMEOUT.
    """
    free = places_free(now)
    if free is None:
        return
    present = WaitingPlace.objects.filter(seen_at__gte=now - PLACE_TIMEOUT)
    own = WaitingPlace.objects.filter(round=round_page, registration=registration)
    if not free or present.exclude(registration=registration).exists():
        _renew_place(own, round_page, registration, now)
        before = present.filter(pk__lt=own.aggregate(pk=Max("pk"))["pk"]).count()
        if before >= free:
            raise AllPlacesTaken(_("All places are taken at this moment."), before + 1)
    own.delete()


def admit_unnamed(now: datetime.datetime) -> None:
    """Admit a visitor without a registration, who cannot queue, unless the queue fills all free places.

    Raises AllPlacesTaken with the place that the visitor would have.
    """
    free = places_free(now)
    if free is None:
        return
    waiting = WaitingPlace.objects.filter(seen_at__gte=now - PLACE_TIMEOUT).count()
    if waiting >= free:
        raise AllPlacesTaken(_("All places are taken at this moment."), waiting + 1)


def _renew_place(own, round_page, registration, now: datetime.datetime) -> None:
    if own.filter(seen_at__gte=now - PLACE_TIMEOUT).update(seen_at=now):
        return
    own.delete()  # expired: to the end of the queue
    WaitingPlace.objects.bulk_create(
        [WaitingPlace(round=round_page, registration=registration, asked_at=now, seen_at=now)],
        ignore_conflicts=True,
    )


def delete_expired_places(now: datetime.datetime) -> int:
    """Delete expired places of the queue and return their number."""
    return WaitingPlace.objects.filter(seen_at__lt=now - PLACE_TIMEOUT).delete()[0]
