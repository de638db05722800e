"""Withdrawal of a contestant: running attempts end, submitted ones are kept but no longer count."""

from __future__ import annotations

import datetime

from contest_pages.quizzes.models import Accommodation, Attempt, WaitingPlace
from contest_pages.quizzes.queries.snapshots import snapshot_of_attempts

from .attempts import end_by_time

_RESOLUTION = datetime.timedelta(microseconds=1)


def on_registration_ends(sender, registration, now, **kwargs) -> None:
    """End the running attempts of a registration that is no longer valid. Rankings use valid registrations only."""
    for pk, round_id in (
        Attempt.objects.running().filter(registration=registration).values_list("pk", "round")
    ):
        Attempt.objects.filter(pk=pk, ends_at__gt=now).update(ends_at=now)
        snapshot = snapshot_of_attempts(round_id)
        end_by_time(pk, snapshot, now=now + snapshot.rules.grace + _RESOLUTION)


def erase_traces(registration) -> None:
    """Erase what identifies the contestant of an attempt; answers and marks are kept for the statistics."""
    Attempt.objects.filter(registration=registration).update(
        network_mark="", device_mark="", prediction_typed=""
    )
    Attempt.objects.unnamed().filter(claimed_by=registration).update(claimed_by=None, claimed_at=None)
    Accommodation.objects.filter(registration=registration).delete()
    WaitingPlace.objects.filter(registration=registration).delete()
