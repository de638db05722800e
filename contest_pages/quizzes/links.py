"""Addresses of attempts: signed, good for one attempt, closed with the contestant's other links."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from contest_pages.quizzes.models import Attempt
from contest_pages.registrations.enums import OPEN_STATUSES
from contest_pages.registrations.models import Registration

#: In the place of a registration's link number: numbers begin with 1.
UNNAMED = 0
_ATTEMPT = signing.Signer(salt="contest_quizzes.attempt")


def attempt_token(attempt: Attempt, link_number: int) -> str:
    """Return what opens an attempt; `link_number` is that of the contestant's links, or UNNAMED."""
    return _ATTEMPT.sign(f"{attempt.pk}.{link_number}")


def attempt_path(attempt: Attempt, link_number: int) -> str:
    """Return the path of an attempt."""
    return reverse("contest_attempt", args=[attempt_token(attempt, link_number)])


#: Asked for by every save and submit: written out, since building it anew would cost more than running it.
_READ = f"""
    SELECT a.* FROM {Attempt._meta.db_table} a
      JOIN {Registration._meta.db_table} r ON r.id = a.registration_id
     WHERE a.id = %s AND r.link_number = %s AND r.erased_at IS NULL
       AND r.status IN ({", ".join(f"'{status.value}'" for status in sorted(OPEN_STATUSES))})"""  # noqa: S608


def attempt_of(token: str) -> Attempt | None:
    """Return the attempt that a token opens, in one query; None for a wrong or revoked one."""
    try:
        pk, number = map(int, _ATTEMPT.unsign(token).split("."))
    except (signing.BadSignature, ValueError):
        return None
    if number == UNNAMED:
        return Attempt.objects.unnamed().filter(pk=pk).first()
    return next(iter(Attempt.objects.raw(_READ, [pk, number])), None)


def unnamed_attempt_of(token: str) -> Attempt | None:
    """Return the attempt of a visitor who has not said who it is; None where the token is none of those."""
    attempt = attempt_of(token)
    return attempt if attempt is not None and attempt.registration_id is None else None
