"""Registration of contestants, pending until it is confirmed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from contest_pages.committees.enums import MatchStrength
from contest_pages.data.bulk_insert import insert
from contest_pages.data.identity import name_key
from contest_pages.data.keyed_hash import keyed_hash
from contest_pages.files.uploaded_pictures import without_metadata
from contest_pages.privacy.domain.texts import consent_of
from contest_pages.privacy.models import ConsentText
from contest_pages.registrations.enums import MemberRole, RegistrationKind, RegistrationStatus
from contest_pages.registrations.logic.codes import new_code
from contest_pages.registrations.logic.people import Person
from contest_pages.registrations.models import (
    AnswerFile,
    CommitteeMatch,
    ContestRegistrationPage,
    Member,
    Registration,
)
from contest_pages.registrations.queries.registration_conflicts import find_conflicts
from contest_pages.vietnamese import fold

from .application import Application
from .confirming import unit_has_contact
from .consenting import records_of
from .eligibility import (
    check_people,
    identity_traits_of,
    open_rules,
    possible_matches,
    taken_by_others,
)
from .notifying import send_link
from .quotas import check_room


@dataclass(frozen=True)
class Registered:
    """The registration of an application, and whether the application created it."""

    registration: Registration
    is_created: bool


def register(
    *, page: ContestRegistrationPage, application: Application, now: datetime.datetime
) -> Registration:
    """Return the registration of an application, as `register_or_find` does."""
    return register_or_find(page=page, application=application, now=now).registration


def register_or_find(
    *, page: ContestRegistrationPage, application: Application, now: datetime.datetime
) -> Registered:
    """Create a pending registration from an application, and say whether it was created.

    Idempotent: the same form, or the same contestant with the same address, gets the same registration and the
    letter again. Side effects in order: stored wording of the notice, registration, people, files, records of
    consent, letter, all in one transaction. The audit log begins with the confirmation: unconfirmed registrations are
    deleted.

    Raises RegistrationClosed, NoContact, KindNotTaken, WrongTeam, TooYoung, TooOld, GuardianMissing,
    NamedTwice, UnitMissing, UnitFull, UnitHasContact. It says nothing about other people: a pending registration holds
    no place, and who takes part already, or may not, learns it by letter (see `acceptance`).
    """
    rules = open_rules(page, now)
    check_people(page, rules, application, registered_at=now)
    traits = identity_traits_of(application.people, application)
    places = application.places(page.scope)
    conflicts = find_conflicts(page.contest.pk, rules.excluded_committees, traits, places)
    possible = possible_matches(page.contest, rules, traits) if conflicts.committees else []
    registration = _registered_before(page, application, places if conflicts.places else [])
    if registration is None:
        check_room(page, application.kind, application.unit)
        unit = application.unit.pk if application.unit and application.kind == RegistrationKind.ROSTER else ""
        pending_key = keyed_hash("pending", page.pk, application.kind, application.contact, unit, *places)
        made = _unsaved(page, application, consent_of(page.consent_notice), pending_key, now)
        try:
            with transaction.atomic():
                _insert(made, application)
                note_possible_matches(made, possible, now)
                send_link(made)
            return Registered(made, is_created=True)
        except IntegrityError:
            registration = Registration.objects.get(pending_key=pending_key)
    send_link(registration)
    return Registered(registration, is_created=False)


def _registered_before(page, application: Application, places: list[str]) -> Registration | None:
    """Return the same contestant's or contact's valid registration, if there is one."""
    if application.kind == RegistrationKind.ROSTER:
        kept = Registration.objects.active().filter(page=page, kind=application.kind, unit=application.unit)
        first = kept.first()
        if first is not None and first.contact != application.contact:
            raise unit_has_contact(application.unit)
        return first
    taken = taken_by_others(places)
    if not taken:
        return None
    first = taken[0].registration
    is_same = (
        first.contact == application.contact
        and first.kind == application.kind
        and any(member.place == places[0] for member in taken)
        and all(member.registration_id == first.pk for member in taken)
    )
    return first if is_same else None


def _unsaved(page, application: Application, consent: ConsentText, pending_key: str, now) -> Registration:
    registration = Registration(
        code=new_code(),
        contest=page.contest,
        page=page,
        for_round_id=page.for_round_id,
        kind=application.kind,
        status=RegistrationStatus.PENDING,
        division=application.division,
        email=application.email,
        phone=application.phone,
        unit=application.unit,
        answers=application.answers,
        consent=consent,
        consented_at=now,
        robot_check=application.robot_check,
        is_namesake=application.is_namesake,
        created_at=now,
        pending_key=pending_key,
        **{f"publish_{what}": True for what in application.publish},
    )
    registration.set_team_name(application.team_name)
    registration.fold_search_text([person.full_name for person in application.people])
    return registration


def _insert(registration: Registration, application: Application) -> None:
    """Insert a registration with its people, files and records of consent."""
    insert([registration])
    insert(
        [
            member_of(registration, person, first=number == 0)
            for number, person in enumerate(application.people)
        ]
    )
    add_files(registration, application)
    agreed = records_of(
        registration, application.agreements, channel=application.channel, at=registration.consented_at
    )
    insert(agreed)


def member_of(registration: Registration, person: Person, *, first: bool) -> Member:
    """Return the unsaved row of a person; the first of a team is its captain."""
    if registration.kind == RegistrationKind.ROSTER:
        role = MemberRole.CONTACT
    elif registration.kind != RegistrationKind.TEAM:
        role = MemberRole.AUTHOR
    else:
        role = MemberRole.CAPTAIN if first else MemberRole.MEMBER
    return Member(
        registration=registration,
        role=role,
        is_main=person.is_main,
        full_name=person.full_name,
        name_key=name_key(person.full_name),
        name_text=fold(person.full_name),
        birth_date=person.birth_date,
        birth_year=person.birth_year,
        identity_hash=person.identity_hash,
        identity_last=person.identity_last,
        guardian_name=person.guardian_name,
    )


def add_files(registration: Registration, application: Application) -> None:
    """Store the uploaded files, each under a random name, pictures without what cameras write into them."""
    for given in application.files:
        file = without_metadata(given.file)
        AnswerFile.objects.create(
            registration=registration,
            name=given.name,
            label=given.label,
            file=file,
            file_name=given.file_name,
            content_type=given.content_type,
            size=file.size,
        )


def note_possible_matches(registration: Registration, possible: list, now) -> None:
    if not possible:
        return
    members = list(registration.members.all())
    CommitteeMatch.objects.bulk_create(
        CommitteeMatch(
            committee_member=committee_member,
            member=members[number],
            strength=MatchStrength.POSSIBLE,
            found_at=now,
        )
        for number, committee_member in possible
    )
