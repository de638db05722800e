"""Corrections of a registration: by the contestant until registration closes, by the organisers at any time."""

from __future__ import annotations

import datetime
from functools import partial

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.contests.models import ContestRulesPage
from contest_pages.publishing import page_cache
from contest_pages.registrations.enums import OPEN_STATUSES, RegistrationStatus
from contest_pages.registrations.errors import (
    AlreadyRegistered,
    InCommittee,
    NotOpen,
    PersonStays,
    RegistrationClosed,
    UnitHasContact,
)
from contest_pages.registrations.models import AnswerFile, CommitteeMatch, Member, Registration

from .acceptance import not_accepted
from .application import Application
from .confirming import confirm, take_places
from .consenting import change_consents
from .contacts import ask_to_confirm, set_contacts
from .eligibility import (
    already_registered,
    check_committees,
    check_people,
    identity_traits_of,
    open_rules,
    taken_by_others,
)
from .quotas import check_room
from .registering import add_files, member_of, note_possible_matches


@transaction.atomic
def edit(*, registration: Registration, application: Application, now: datetime.datetime) -> Registration:
    """Replace the content of a registration by the application, under the rules of registering.

    A new e-mail address or phone counts once its owner has confirmed it; until then letters go to the old one.
    A pending registration is confirmed as well, because only the owner of the address has the link.
    Raises what `register` raises, NotAccepted, NotOpen, and PersonStays.
    """
    rules = open_rules(registration.page, now)
    try:
        registration, changed = _replace(registration, application, rules, now)
    except (AlreadyRegistered, InCommittee):
        raise not_accepted() from None
    change_consents(registration=registration, agreements=list(application.agreements), now=now)
    audit.record("contest.edit_registration", registration, changed=changed)
    if registration.status == RegistrationStatus.PENDING:
        registration = confirm(registration=registration, now=now)
    ask_to_confirm(registration)
    return registration


@transaction.atomic
def correct(
    *, registration: Registration, application: Application, reason: str, actor, now: datetime.datetime
) -> Registration:
    """Replace the content of a registration in the contestant's stead, at any time, with the reason in the log.

    The rules of registering hold, its opening hours do not. What only the contestant may do stays undone: consents
    are as they were, a pending registration stays pending, new contacts wait for their owners. Raises what
    `edit` raises but RegistrationClosed for the time; for NotAccepted AlreadyRegistered and InCommittee, with the details.
    """
    rules = registration.page.contest.live_rules
    if rules is None:
        raise RegistrationClosed(_("The rules of this contest are not published: nothing can be checked."))
    registration, changed = _replace(registration, application, rules, now)
    audit.record("contest.correct_registration", registration, actor=actor, changed=changed, reason=reason)
    ask_to_confirm(registration)
    return registration


def _replace(
    registration: Registration, application: Application, rules: ContestRulesPage, now: datetime.datetime
) -> tuple[Registration, list[str]]:
    """Replace the content and return the registration with the names of the fields that changed."""
    page = registration.page
    registration = Registration.objects.select_for_update().get(pk=registration.pk)
    if registration.status not in OPEN_STATUSES or registration.erased_at:
        raise NotOpen(_("This registration was withdrawn or cancelled and cannot be changed."))
    check_people(
        page,
        rules,
        application,
        registered_at=registration.created_at,
        had_phone_only=not registration.email,
    )
    possible = check_committees(
        page.contest,
        rules,
        identity_traits_of(application.people, application),
        registration_pk=registration.pk,
    )
    places = application.places(page.scope)
    taken = taken_by_others(places, registration_pk=registration.pk)
    if taken:
        raise already_registered(application, places, taken)
    if application.unit != registration.unit:
        check_room(page, application.kind, application.unit, hold=True)
        if registration.is_roster:
            raise UnitHasContact(
                _("A roster stays with its unit. Withdraw it and register for the other one.")
            )
    changed = _set_fields(registration, application, now)
    members = _set_members(registration, application)
    if registration.status == RegistrationStatus.ACTIVE:
        # Places are cleared first: two members who swap rows would violate the unique constraint.
        registration.members.update(place=None)
        take_places(registration, members)
    CommitteeMatch.objects.filter(member__in=members, decision="open").delete()
    note_possible_matches(registration, possible, now)
    _set_files(registration, application)
    page_cache.changed()
    return registration, changed


def _set_fields(registration: Registration, application: Application, now: datetime.datetime) -> list[str]:
    """Set the registration's own fields and return the names of those that changed."""
    new = {
        "kind": application.kind,
        "division": application.division,
        "unit_id": application.unit.pk if application.unit else None,
        "answers": application.answers,
    }
    changed = [name for name, value in new.items() if getattr(registration, name) != value]
    for name, value in new.items():
        setattr(registration, name, value)
    changed += set_contacts(registration, email=application.email, phone=application.phone, now=now)
    before = registration.team_name
    registration.set_team_name(application.team_name)
    if registration.team_name != before:
        changed.append("team_name")
    registration.fold_search_text([person.full_name for person in application.people])
    registration.save()
    return changed


def _set_members(registration: Registration, application: Application) -> list[Member]:
    """Update the members by their numbers, add new ones, remove the others; return them in order."""
    old = {member.pk: member for member in registration.members.all()}
    old_captains = [m.pk for m in old.values() if m.role == "captain"]
    kept = {person.member_pk for person in application.people}
    _remove_members([member for pk, member in old.items() if pk not in kept])
    # A constraint allows one captain: the old captain becomes a member first.
    registration.members.filter(pk__in=old_captains).update(role="member")
    rows = []
    for number, person in enumerate(application.people):
        row = member_of(registration, person, first=number == 0)
        if person.member_pk in old:
            row.pk = person.member_pk
            row.place = old[person.member_pk].place
        row.save()
        rows.append(row)
    return rows


def _remove_members(members: list[Member]) -> None:
    """Remove members; PersonStays for a member whom a result names."""
    for member in members:
        try:
            member.delete()
        except ProtectedError as error:
            raise PersonStays(
                _("%(name)s cannot be left out: a result names this person. Please write to the organisers.")
                % {"name": member.full_name}
            ) from error


def _set_files(registration: Registration, application: Application) -> None:
    """Replace the files that were uploaded again; the others stay."""
    replaced = AnswerFile.objects.filter(
        registration=registration, name__in=[given.name for given in application.files]
    )
    for file in replaced:
        transaction.on_commit(partial(file.file.storage.delete, str(file.file.name)))
    replaced.delete()
    add_files(registration, application)
