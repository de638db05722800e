"""May these people take part? The same answer when registering, confirming and editing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages import conf
from contest_pages.contests.models import ContestRulesPage
from contest_pages.registrations.enums import MatchDecision, MatchStrength, RegistrationKind
from contest_pages.registrations.errors import (
    AlreadyRegistered,
    InCommittee,
    NoContact,
    RegistrationClosed,
    UnitMissing,
)
from contest_pages.registrations.logic.committees import Traits, match
from contest_pages.registrations.logic.composition import check_composition, check_open
from contest_pages.registrations.logic.people import (
    Person,
    check_ages,
    check_guardians,
    check_named_once,
    name_key,
)
from contest_pages.registrations.models import (
    CommitteeMatch,
    CommitteeMember,
    ContestRegistrationPage,
    Member,
    Registration,
)

from .application import Application


def open_rules(page: ContestRegistrationPage, now: datetime.datetime) -> ContestRulesPage:
    """Return the live rules under which the page registers at `now`; RegistrationClosed with the reason else."""
    rules = page.contest.live_rules
    if not page.live or rules is None:
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
) -> None:
    """Raise what the form's and the rules' own words refuse: contact, number, ages, guardians, doubles.

    Ages are counted on the day the rules name, else on the local day of `registered_at`. A division's
    own ages replace those of the rules.
    """
    if not application.contact:
        raise NoContact(_("Give an e-mail address or a phone number, so that we can reach you."))
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
        return  # the contact takes no part
    check_each(page, rules, people, division=application.division, registered_at=registered_at)
    check_named_once(people)


def check_each(
    page: ContestRegistrationPage,
    rules: ContestRulesPage,
    people: list[Person],
    *,
    division: str,
    registered_at: datetime.datetime,
) -> None:
    """Raise what ages and guardians refuse of these people, who register in a division together."""
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


def traits_of(people: Iterable[Person | Member], contact: Application | Registration) -> list[Traits]:
    """Return what is known of each person who takes part; phone and e-mail of `contact` are those of the first.

    A unit's contact does not take part.
    """
    if contact.kind == RegistrationKind.ROSTER:
        return []
    return [
        Traits(
            full_name=person.full_name,
            birth_date=person.birth_date,
            identity_hash=person.identity_hash,
            phone=contact.phone if number == 0 else "",
            email=contact.email if number == 0 else "",
        )
        for number, person in enumerate(people)
    ]


def in_committees(
    contest, excluded: list[str], people: list[Traits]
) -> list[tuple[int, CommitteeMember, MatchStrength]]:
    """Return (place of the person, committee member, how sure) for all who are or may be excluded."""
    names = [name_key(person.full_name) for person in people]
    hashes = [person.identity_hash for person in people if person.identity_hash]
    known = Q(name_key__in=names) | Q(identity_hash__in=hashes) if hashes else Q(name_key__in=names)
    # Without an order: the usual one asks for the contest's page as well.
    candidates = CommitteeMember.objects.filter(known, contest=contest, committee__in=excluded).order_by()
    return [
        (number, member, strength)
        for member in candidates
        for number, person in enumerate(people)
        if (strength := match(person, member.traits)) is not None
    ]


def check_committees(
    contest, rules: ContestRulesPage | None, people: list[Traits], *, registration_pk: int | None = None
) -> list:
    """Raise InCommittee for somebody who is surely excluded; return the pairs that are only possible.

    Whom an organiser has found to be another person is not asked about again.
    """
    if rules is None or not rules.excluded_committees:
        return []
    found = in_committees(contest, rules.excluded_committees, people)
    if found and registration_pk is not None:
        allowed = CommitteeMatch.objects.filter(
            member__registration=registration_pk, decision=MatchDecision.ALLOWED
        ).values_list("committee_member_id", flat=True)
        cleared = set(allowed)
        found = [pair for pair in found if pair[1].pk not in cleared]
    for number, member, strength in found:
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
    return [(number, member) for number, member, _strength in found]


def taken_by_others(places: list[str], *, registration_pk: int | None = None) -> list[Member]:
    """Return the members of other registrations who hold one of the places."""
    if not places:
        return []
    held = Member.objects.filter(place__in=places)
    if registration_pk is not None:
        held = held.exclude(registration_id=registration_pk)
    # Almost always nobody does: a small question first.
    return list(held.select_related("registration")) if held.exists() else []


def already_registered(application: Application, places: list[str], taken: list[Member]) -> AlreadyRegistered:
    """Return the refusal that names the person who takes part already and says what to do."""
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
