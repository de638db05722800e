"""Claim attempts that visitors submitted before they registered (as in Phong Nha 2018).

A registration claims an attempt; the contestant confirms the claim with the registration, or on the personal
page. An attempt without a confirmed claim does not count, so no one can add attempts to another person's.
"""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages import hooks
from contest_pages.quizzes.errors import ClaimRefused, NoAttemptsLeft
from contest_pages.quizzes.links import unnamed_attempt_of
from contest_pages.quizzes.logic.attempts import CLAIM_PERIOD, period_of
from contest_pages.quizzes.models import Attempt, QuizRoundPage
from contest_pages.quizzes.queries.snapshots import QuizSnapshot, snapshot_of_attempts
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import Registration

from .attempts import all_used, attempts_left


def claim_attempt(*, attempt: Attempt, registration: Registration, now: datetime.datetime) -> bool:
    """Record that a registration claims an attempt; return False where that is not possible.

    The attempt does not count before the contestant confirms the claim. A later claim replaces an earlier one,
    so that a form with a mistyped address can be submitted again.
    """
    if attempt.registration_id or not _in_time(attempt, now):
        return False
    snapshot = snapshot_of_attempts(attempt.round_id)
    if not snapshot.page.is_child_of(registration.contest):
        return False
    return bool(
        Attempt.objects.unnamed().filter(pk=attempt.pk).update(claimed_by=registration, claimed_at=now)
    )


def _in_time(attempt: Attempt, now: datetime.datetime) -> bool:
    return attempt.is_submitted and now <= attempt.submitted_at + CLAIM_PERIOD


def confirm_claim(*, attempt: Attempt, registration: Registration, now: datetime.datetime) -> Attempt:
    """Assign an attempt to the registration that claimed it, and return it. Idempotent.

    It gets the next number of the period in which it was begun. Raises ClaimRefused (not claimed in time,
    assigned to another registration, round being ranked) and NoAttemptsLeft.
    """
    attempt = Attempt.objects.get(pk=attempt.pk)  # it may have been assigned since it was read
    if attempt.registration_id == registration.pk:
        return attempt
    if attempt.registration_id or attempt.claimed_by_id != registration.pk:
        raise ClaimRefused(_("This attempt belongs to somebody else by now."))
    if registration.status != RegistrationStatus.ACTIVE:
        raise ClaimRefused(_("Please confirm your registration first: then the attempt can count."))
    snapshot = snapshot_of_attempts(attempt.round_id)
    if any(hooks.call("round_is_frozen", round_page=snapshot.page)):
        raise ClaimRefused(_("The round is being ranked already; an attempt can no longer be given a name."))
    if not registration.takes_part_in(attempt.round_id):
        raise ClaimRefused(_("Your registration is for another round."))
    if snapshot.page.opens_at is None or attempt.started_at < snapshot.page.opens_at:
        raise ClaimRefused(_("This attempt was begun before the quiz opened; it does not count."))
    period = _period_of(attempt, snapshot, registration)
    used = Attempt.objects.filter(registration=registration, period=period).count()
    if attempts_left(used, snapshot) == 0:
        raise NoAttemptsLeft(all_used(snapshot))
    try:
        with transaction.atomic():
            updated = (
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
    except IntegrityError:  # a concurrent attempt took the number
        raise ClaimRefused(_("Please try again in a moment.")) from None
    attempt = Attempt.objects.get(pk=attempt.pk)
    if not updated and attempt.registration_id != registration.pk:
        raise ClaimRefused(_("This attempt belongs to somebody else by now."))
    return attempt


def _period_of(attempt: Attempt, snapshot: QuizSnapshot, registration: Registration) -> str:
    return period_of(
        snapshot.rules.attempts_per,
        contest=registration.contest_id,
        round_page=attempt.round_id,
        now=attempt.started_at,
    )


def unconfirmed_claims(registration: Registration, page: QuizRoundPage) -> list[Attempt]:
    """Return the attempts of a round that the contestant has claimed and not confirmed, the oldest first."""
    return list(
        Attempt.objects.unnamed()
        .filter(claimed_by=registration, claimed_at__isnull=False, round=page)
        .order_by("pk")
    )


def reject_claim(*, attempt: Attempt, registration: Registration) -> None:
    """Remove the claim of a contestant on an attempt; others may claim it again. Idempotent."""
    Attempt.objects.unnamed().filter(pk=attempt.pk, claimed_by=registration).update(
        claimed_by=None, claimed_at=None
    )


def on_attached_token_received(sender, registration_pk: int, attached_token: str, **kwargs) -> None:
    """Claim the attempt whose token was attached to a registration form; a wrong token changes nothing."""
    attempt = unnamed_attempt_of(attached_token)
    if attempt is not None:
        registration = Registration.objects.select_related("contest").get(pk=registration_pk)
        claim_attempt(attempt=attempt, registration=registration, now=timezone.now())


def on_registration_confirmed(sender, registration_pk: int, **kwargs) -> None:
    """Confirm the claims of a registration that its contestant has confirmed."""
    registration = Registration.objects.get(pk=registration_pk)
    for attempt in Attempt.objects.unnamed().filter(claimed_by=registration).order_by("pk"):
        try:
            confirm_claim(attempt=attempt, registration=registration, now=timezone.now())
        except (ClaimRefused, NoAttemptsLeft):
            return  # the personal page shows the attempt and the reason
