"""Answer first, say afterwards who you are: an attempt without a name gets one (Phong Nha 2018 did so).

What nobody claims counts nowhere. Nobody can burden somebody else with an attempt: it is taken when the
contestant confirms the registration that came with it, or says so on the personal page.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages.quizzes.errors import CannotBeNamed, NoAttemptsLeft
from contest_pages.quizzes.links import unnamed_attempt_of
from contest_pages.quizzes.logic.attempts import period_of
from contest_pages.quizzes.models import Attempt, QuizRoundPage
from contest_pages.quizzes.queries.papers import Paper, paper_of
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import Registration

from .taking import all_used, attempts_left

#: So long after handing in may somebody still say who took an attempt.
NAMED_WITHIN = datetime.timedelta(hours=24)
#: Each says whether a round is being ranked or was, so that its attempts stand still; results fill it.
stands_still: list[Callable[[QuizRoundPage], bool]] = []


def claim(*, attempt: Attempt, registration: Registration, now: datetime.datetime) -> bool:
    """Note that a registration says an attempt is its own; return whether it can be.

    Nothing counts yet: that is for the contestant to say. A later claim replaces an earlier one, so that
    whoever mistyped an address may fill the form again.
    """
    if attempt.registration_id or not _in_time(attempt, now):
        return False
    paper = paper_of(attempt.round_id, live=False)
    if not paper.page.is_child_of(registration.contest):
        return False
    return bool(
        Attempt.objects.unnamed().filter(pk=attempt.pk).update(claimed_by=registration, claimed_at=now)
    )


def _in_time(attempt: Attempt, now: datetime.datetime) -> bool:
    return attempt.is_submitted and now <= attempt.submitted_at + NAMED_WITHIN


def name(*, attempt: Attempt, registration: Registration, now: datetime.datetime) -> Attempt:
    """Let an attempt that a registration has claimed count as its own, and return it.

    It takes the number that comes next in the stretch in which it was begun. Twice is as good as once.
    Raises CannotBeNamed (not claimed in time, already somebody's, round being ranked) and NoAttemptsLeft.
    """
    attempt = Attempt.objects.get(pk=attempt.pk)  # another tab may have been quicker
    if attempt.registration_id == registration.pk:
        return attempt
    if attempt.registration_id or attempt.claimed_by_id != registration.pk:
        raise CannotBeNamed(_("This attempt belongs to somebody else by now."))
    if registration.status != RegistrationStatus.ACTIVE:
        raise CannotBeNamed(_("Please confirm your registration first: then the attempt can count."))
    paper = paper_of(attempt.round_id, live=False)
    if any(asks(paper.page) for asks in stands_still):
        raise CannotBeNamed(_("The round is being ranked already; an attempt can no longer be given a name."))
    if not registration.takes_part_in(attempt.round_id):
        raise CannotBeNamed(_("Your registration is for another round."))
    period = _period_of(attempt, paper, registration)
    used = Attempt.objects.filter(registration=registration, period=period).count()
    if attempts_left(used, paper) == 0:
        raise NoAttemptsLeft(all_used(paper))
    try:
        with transaction.atomic():
            named = (
                Attempt.objects.unnamed()
                .filter(pk=attempt.pk, claimed_by=registration)
                .update(
                    registration=registration,
                    period=period,
                    number=used + 1,
                    division=registration.division,
                    unit_id=registration.unit_id,
                )
            )
    except IntegrityError:  # another attempt was begun in this moment and took the number
        raise CannotBeNamed(_("Please try again in a moment.")) from None
    found = Attempt.objects.get(pk=attempt.pk)
    if not named and found.registration_id != registration.pk:
        raise CannotBeNamed(_("This attempt belongs to somebody else by now."))
    return found


def _period_of(attempt: Attempt, paper: Paper, registration: Registration) -> str:
    return period_of(
        paper.rules.attempts_per,
        contest=registration.contest_id,
        round_page=attempt.round_id,
        now=attempt.started_at,
    )


def claimed_by(registration: Registration, page: QuizRoundPage) -> list[Attempt]:
    """Return the attempts of a round that wait for the contestant's word, the oldest first."""
    return list(Attempt.objects.unnamed().filter(claimed_by=registration, round=page).order_by("pk"))


def disown(*, attempt: Attempt, registration: Registration) -> None:
    """Note that a claimed attempt is not this contestant's; it is without a name again."""
    Attempt.objects.unnamed().filter(pk=attempt.pk, claimed_by=registration).update(
        claimed_by=None, claimed_at=None
    )


def on_registration_brings(sender, registration_pk: int, brings: str, **kwargs) -> None:
    """Note the attempt that a registration form brought along; a wrong token changes nothing."""
    attempt = unnamed_attempt_of(brings)
    if attempt is not None:
        registration = Registration.objects.select_related("contest").get(pk=registration_pk)
        claim(attempt=attempt, registration=registration, now=timezone.now())


def on_registration_confirmed(sender, registration_pk: int, **kwargs) -> None:
    """Name what was claimed together with a registration that its contestant confirms now."""
    registration = Registration.objects.get(pk=registration_pk)
    for attempt in Attempt.objects.unnamed().filter(claimed_by=registration).order_by("pk"):
        try:
            name(attempt=attempt, registration=registration, now=timezone.now())
        except (CannotBeNamed, NoAttemptsLeft):
            return  # the personal page shows it, with the reason
