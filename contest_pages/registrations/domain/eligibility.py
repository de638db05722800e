"""Eligibility of people, checked when registering, confirming and editing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages import conf
from contest_pages.committees.enums import MatchStrength
from contest_pages.committees.logic import IdentityTraits, match
from contest_pages.committees.models import CommitteeMember
from contest_pages.contests.models import ContestRulesPage
from contest_pages.data import text_messages
from contest_pages.data.identity import is_mobile, name_key
from contest_pages.registrations.enums import MatchDecision, RegistrationKind
from contest_pages.registrations.errors import (
    AlreadyRegistered,
    InCommittee,
    NoContact,
    RegistrationClosed,
    UnitMissing,
)
from contest_pages.registrations.logic.composition import check_composition, check_open
from contest_pages.registrations.logic.people import Person, check_ages, check_guardians, check_named_once
from contest_pages.registrations.models import CommitteeMatch, ContestRegistrationPage, Member, Registration

from .application import Application


def open_rules(page: ContestRegistrationPage, now: datetime.datetime) -> ContestRulesPage:
    """Return the live rules under which the page registers at `now`; else raise RegistrationClosed with the reason."""
    rules = page.contest.live_rules
    if not (page.live and page.contest.live) or rules is None:
        raise RegistrationClosed(
            _("The rules of this contest are not published yet. Please come back later.")
        )
    if page.lacks_its_milestone:
        raise RegistrationClosed(_("The time of registration is not announced yet. Please come back later."))
    check_open(now, page.opening(), page.closing())
    return rules


def check_people(
    page: ContestRegistrationPage,
    rules: ContestRulesPage,
    application: Application,
    *,
    registered_at: datetime.datetime,
    had_phone_only: bool = False,
) -> None:
    """Raise the refusal of the form or the rules: contact, number of people, ages, guardians, duplicates.

    Ages are computed for the day that the rules set, else on the local day of `registered_at`. A division's
    own ages replace those of the rules. Who registered with `had_phone_only` while there was a gateway may stay so.
    """
    if not application.email and not text_messages.can_be_sent() and not had_phone_only:
        raise NoContact(_("Give an e-mail address, so that we can reach you."))
    if not application.contact:
        raise NoContact(_("Give an e-mail address or a phone number, so that we can reach you."))
    if not application.email and not is_mobile(application.phone):
        raise NoContact(no_message_reaches(application.phone))
    people = list(application.people)
    if page.composition.is_roster and application.unit is None:
        raise UnitMissing(_("Choose the unit whose people you register."))
    check_composition(
        application.kind,
        people=len(people),
        main=sum(person.is_main for person in people),
        rules=page.composition,
    )
    if application.kind == RegistrationKind.ROSTER:
        return  # the contact does not take part
    check_each(page, rules, people, division=application.division, registered_at=registered_at)
    check_named_once(people)


def no_message_reaches(phone: str) -> str:
    """Return the sentence about a landline that is the only contact: letters and codes go to mobile numbers only."""
    return _("No text message arrives at %(phone)s. Please give a mobile number or an e-mail address.") % {
        "phone": phone
    }


def check_each(
    page: ContestRegistrationPage,
    rules: ContestRulesPage,
    people: list[Person],
    *,
    division: str,
    registered_at: datetime.datetime,
) -> None:
    """Raise the refusal of ages or guardians of people who register in a division together."""
    chosen = next((d for d in page.division_list if d.name == division), None)
    today = timezone.localdate(registered_at)
    check_ages(
        people,
        minimum=(chosen and chosen.minimum_age) or rules.minimum_age,
        maximum=(chosen and chosen.maximum_age) or rules.maximum_age,
        on=rules.ages_on or today,
        fixed_day=rules.ages_on is not None,
    )
    check_guardians(people, today, conf.get("GUARDIAN_BELOW_AGE"))


def identity_traits_of(
    people: Iterable[Person | Member], contact: Application | Registration
) -> list[IdentityTraits]:
    """Return the identity traits of each participant; the first has phone and e-mail of `contact`.

    A unit's contact does not take part.
    """
    if contact.kind == RegistrationKind.ROSTER:
        return []
    return [
        IdentityTraits(
            full_name=person.full_name,
            birth=person.birth,
            identity_hash=person.identity_hash,
            phone=contact.phone if number == 0 else "",
            email=contact.email if number == 0 else "",
        )
        for number, person in enumerate(people)
    ]


def in_committees(
    contest, excluded: list[str], people: list[IdentityTraits]
) -> list[tuple[int, CommitteeMember, MatchStrength]]:
    """Return (index of the person, committee member, strength) for each match with an excluded committee."""
    names = [name_key(person.full_name) for person in people]
    hashes = [person.identity_hash for person in people if person.identity_hash]
    known = Q(name_key__in=names) | Q(identity_hash__in=hashes) if hashes else Q(name_key__in=names)
    # Unordered: the default order joins the contest's page.
    candidates = CommitteeMember.objects.filter(known, contest=contest, committee__in=excluded).order_by()
    return [
        (number, member, strength)
        for member in candidates
        for number, person in enumerate(people)
        if (strength := match(person, member.identity_traits)) is not None
    ]


def check_committees(
    contest,
    rules: ContestRulesPage | None,
    people: list[IdentityTraits],
    *,
    registration_pk: int | None = None,
) -> list:
    """Raise InCommittee for a SURE match; return the POSSIBLE matches as (index, committee member).

    Matches that an organiser has decided as ALLOWED are left out.
    """
    if rules is None or not rules.excluded_committees:
        return []
    matches = in_committees(contest, rules.excluded_committees, people)
    if matches and registration_pk is not None:
        allowed = CommitteeMatch.objects.filter(
            member__registration=registration_pk, decision=MatchDecision.ALLOWED
        ).values_list("committee_member_id", flat=True)
        cleared = set(allowed)
        matches = [pair for pair in matches if pair[1].pk not in cleared]
    for number, member, strength in matches:
        if strength == MatchStrength.SURE:
            raise InCommittee(
                _(
                    "%(name)s belongs to %(committee)s of this contest, whose members may not take part. If that is a mistake, please write to the organisers."
                )
                % {
                    "name": people[number].full_name,
                    "committee": member.get_committee_display(),
                },
                person=number,
            )
    return [(number, member) for number, member, _strength in matches]


def possible_matches(contest, rules: ContestRulesPage, people: list[IdentityTraits]) -> list:
    """Return the POSSIBLE matches with excluded committees as (index, committee member)."""
    matches = in_committees(contest, rules.excluded_committees, people) if rules.excluded_committees else []
    return [(number, member) for number, member, strength in matches if strength == MatchStrength.POSSIBLE]


def taken_by_others(places: list[str], *, registration_pk: int | None = None) -> list[Member]:
    """Return the members of other registrations who hold one of the places."""
    if not places:
        return []
    held = Member.objects.filter(place__in=places)
    if registration_pk is not None:
        held = held.exclude(registration_id=registration_pk)
    # Almost always nobody does: a cheap EXISTS first.
    return list(held.select_related("registration")) if held.exists() else []


def already_registered(application: Application, places: list[str], taken: list[Member]) -> AlreadyRegistered:
    """Return the refusal with the name of the person who takes part already and advice."""
    held = {member.place for member in taken}
    number = next((n for n, place in enumerate(places) if place in held), 0)
    person = application.people[number]
    if number == 0:
        words = _(
            "%(name)s is registered already. If that is you, ask for your personal link to be sent again; if you are another person of the same name and birth date, tick the box below that says so."
        )
    else:
        words = _(
            "%(name)s takes part already, alone or in another group or team. A person registers only once: please name somebody else, or ask the organisers if it is another person of the same name and birth date."
        )
    return AlreadyRegistered(words % {"name": person.full_name}, person=number)
