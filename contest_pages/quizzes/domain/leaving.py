"""A contestant leaves: what runs ends, what was sealed stays and counts no more."""

from __future__ import annotations

import datetime

from contest_pages.quizzes.models import Accommodation, Attempt, WaitingPlace
from contest_pages.quizzes.queries.papers import paper_of

from .taking import end_by_time

_MOMENT = datetime.timedelta(microseconds=1)


def on_registration_ends(sender, registration, now, **kwargs) -> None:
    """End the running attempts of a registration that counts no more. Rankings take valid registrations only."""
    for pk, round_id in (
        Attempt.objects.running().filter(registration=registration).values_list("pk", "round")
    ):
        Attempt.objects.filter(pk=pk, ends_at__gt=now).update(ends_at=now)
        paper = paper_of(round_id, live=False)
        end_by_time(pk, paper, now=now + paper.rules.grace + _MOMENT)


def on_registration_erased(sender, registration, because, **kwargs) -> None:
    """Forget what could tell who took an attempt; answers and marks stay, so that counts stay right."""
    Attempt.objects.filter(registration=registration).update(network_mark="", device_mark="")
    Attempt.objects.unnamed().filter(claimed_by=registration).update(claimed_by=None, claimed_at=None)
    Accommodation.objects.filter(registration=registration).delete()
    WaitingPlace.objects.filter(registration=registration).delete()
