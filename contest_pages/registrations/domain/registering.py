"""Somebody registers."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.contests.models import ContestRulesPage
from contest_pages.registrations import logic
from contest_pages.registrations.errors import AlreadyRegistered, RegistrationClosed
from contest_pages.registrations.models import (
    ConsentText,
    ContestRegistrationPage,
    Member,
    Registration,
)
from contest_pages.registrations.signals import registration_made
from contest_pages.units.models import Unit


@dataclass(frozen=True)
class Applicant:
    """What a citizen typed, tidied: names in NFC, phone as 0…, e-mail in lower case.

    `answers` is a list of {"name", "label", "value"} for the editor's extra fields.
    """

    full_name: str
    birth_date: datetime.date
    email: str
    phone: str
    unit: Unit | None = None
    publish_name: bool = False
    answers: list[dict] = field(default_factory=list)


def consent_version(text: str) -> str:
    """Return the name of a wording: its SHA-256, in hex, with line ends as stored."""
    return hashlib.sha256("\n".join(text.splitlines()).encode()).hexdigest()


def consent_of(text: str) -> ConsentText:
    """Return the kept copy of a consent text, made when its wording is used for the first time."""
    digest = consent_version(text)
    return ConsentText.objects.get_or_create(digest=digest, defaults={"text": text})[0]


def open_rules(page: ContestRegistrationPage, now: datetime.datetime) -> ContestRulesPage:
    """Return the live rules under which the page registers at `now`; RegistrationClosed with the reason else."""
    rules = page.contest.live_rules
    if not page.live or rules is None:
        raise RegistrationClosed(
            _("The rules of this contest are not published yet. Please come back later.")
        )
    logic.check_open(now, page.opens_at, page.closing())
    return rules


def register(
    *, page: ContestRegistrationPage, applicant: Applicant, consent_text: str, now: datetime.datetime
) -> Registration:
    """Register a citizen and return the registration.

    The same person sending the same form again gets the existing registration and the letter once
    more. Side effects in order: consent text kept, registration, member, audit line; after the
    commit `registration_made`, which sends the letter with code and personal link.

    Raises RegistrationClosed, TooYoung (live rules of the contest), AlreadyRegistered (the e-mail
    belongs to somebody else of this contest; held by a constraint).
    """
    rules = open_rules(page, now)
    logic.check_age(applicant.birth_date, timezone.localdate(now), rules.minimum_age)
    try:
        with transaction.atomic():
            registration = _insert(page, applicant, consent_text, now)
    except IntegrityError:
        registration = _same_person(page, applicant)
    transaction.on_commit(partial(registration_made.send, Registration, registration_pk=registration.pk))
    return registration


def _insert(page, applicant, consent_text, now) -> Registration:
    registration = Registration(
        code=logic.new_code(),
        contest=page.contest,
        page=page,
        email=applicant.email,
        phone=applicant.phone,
        unit=applicant.unit,
        answers=applicant.answers,
        consent=consent_of(consent_text),
        consented_at=now,
        publish_name=applicant.publish_name,
        created_at=now,
    )
    registration.fold_search_text([applicant.full_name])
    registration.save()
    Member.objects.create(
        registration=registration, full_name=applicant.full_name, birth_date=applicant.birth_date
    )
    audit.record("contest.register", registration)
    return registration


def _same_person(page, applicant) -> Registration:
    existing = (
        Registration.objects.active()
        .filter(
            contest=page.contest,
            email__iexact=applicant.email,
            members__full_name__iexact=applicant.full_name,
            members__birth_date=applicant.birth_date,
        )
        .first()
    )
    if existing is None:
        raise AlreadyRegistered(
            _(
                "This e-mail address is already used for another contestant of this contest. Please give another address."
            )
        )
    return existing
