"""Somebody registers. It counts once it is confirmed."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction

from contest_pages.keyed import keyed_hash
from contest_pages.registrations.enums import MatchStrength, MemberRole, RegistrationKind, RegistrationStatus
from contest_pages.registrations.logic.codes import new_code
from contest_pages.registrations.logic.people import Person, name_key
from contest_pages.registrations.models import (
    AnswerFile,
    CommitteeMatch,
    ConsentNotice,
    ConsentText,
    ContestRegistrationPage,
    Member,
    Registration,
    digest_of,
)
from contest_pages.registrations.queries.first_look import in_the_way
from contest_pages.registrations.signals import registration_made
from contest_pages.vietnamese import fold
from contest_pages.written_out import insert

from .application import Application
from .confirming import unit_has_contact
from .consenting import records_of
from .eligibility import (
    already_registered,
    check_committees,
    check_people,
    open_rules,
    taken_by_others,
    traits_of,
)
from .quotas import check_room


def register(
    *, page: ContestRegistrationPage, application: Application, now: datetime.datetime
) -> Registration:
    """Take an application and return the registration, which waits for its confirmation.

    The same form sent again gives the same registration and the letter once more; so does somebody
    who registered before with the same address. Side effects in order: wording of the notice kept,
    registration, people, files, records of consent, `registration_made`, all in one transaction: nobody is
    registered without a letter. The log begins with the confirmation: what nobody confirms is dropped.

    Raises RegistrationClosed, NoContact, KindNotTaken, WrongTeam, TooYoung, TooOld, GuardianMissing,
    NamedTwice, InCommittee, AlreadyRegistered, UnitMissing, UnitFull, UnitHasContact. A pending registration holds no place: who confirms
    first takes part.
    """
    rules = open_rules(page, now)
    check_people(page, rules, application, registered_at=now)
    traits = traits_of(application.people, application)
    places = application.places(page.scope)
    found = in_the_way(page.contest.pk, rules.excluded_committees, traits, places)
    possible = check_committees(page.contest, rules, traits) if found.committees else []
    registration = _registered_before(page, application, places if found.places else [])
    if registration is None:
        check_room(page, application.kind, application.unit)
        unit = application.unit.pk if application.kind == RegistrationKind.ROSTER else ""
        pending_key = keyed_hash("pending", page.pk, application.kind, application.contact, unit, *places)
        made = _unsaved(page, application, consent_of(page.consent_notice), pending_key, now)
        try:
            with transaction.atomic():
                _insert(made, application)
                note_possible_matches(made, possible, now)
                registration_made.send(Registration, registration_pk=made.pk)
            return made
        except IntegrityError:
            registration = Registration.objects.get(pending_key=pending_key)
    registration_made.send(Registration, registration_pk=registration.pk)
    return registration


def consent_of(notice: ConsentNotice) -> ConsentText:
    """Return the kept copy of a notice's wording, made when it is used for the first time.

    The notice remembers it: while it is kept in memory, with its page, nobody asks again.
    """
    text = notice.wording()
    digest = digest_of(text)
    if digest not in notice.kept_texts:
        found, _made = ConsentText.objects.get_or_create(digest=digest, defaults={"text": text})
        notice.kept_texts[digest] = found
    return notice.kept_texts[digest]


def _registered_before(page, application: Application, places: list[str]) -> Registration | None:
    """Return the same contestant's or contact's valid registration; AlreadyRegistered if it is anybody else's."""
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
    if (
        first.contact == application.contact
        and first.kind == application.kind
        and any(member.place == places[0] for member in taken)
        and all(member.registration_id == first.pk for member in taken)
    ):
        return first
    raise already_registered(application, places, taken)


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
    registration.fold_search_text([person.full_name for person in application.people])
    return registration


def _insert(registration: Registration, application: Application) -> None:
    """Insert it with its people, files and records of consent."""
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
        identity_hash=person.identity_hash,
        identity_last=person.identity_last,
        guardian_name=person.guardian_name,
    )


def add_files(registration: Registration, application: Application) -> None:
    """Keep the files given, each under a name that says nothing."""
    for given in application.files:
        AnswerFile.objects.create(
            registration=registration,
            name=given.name,
            label=given.label,
            file=given.file,
            file_name=given.file_name,
            content_type=given.content_type,
            size=given.file.size,
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
