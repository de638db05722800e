"""A contact puts people on the unit's roster, mends what is said of them, and takes them off."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contest_pages import audit, page_cache
from contest_pages.registrations.domain.consenting import PUBLISH
from contest_pages.registrations.domain.eligibility import open_rules
from contest_pages.registrations.domain.leaving import cancel
from contest_pages.registrations.domain.registering import consent_of, member_of
from contest_pages.registrations.enums import (
    Channel,
    MatchStrength,
    Publishing,
    RegistrationKind,
    RegistrationStatus,
)
from contest_pages.registrations.logic.codes import new_code
from contest_pages.registrations.models import CommitteeMatch, ConsentRecord, Member, Registration
from contest_pages.registrations.queries.per_unit import counting_unit
from contest_pages.rosters.enums import RowState
from contest_pages.rosters.errors import NoRoster, NotOnRoster
from contest_pages.rosters.logic.entered import Entered
from contest_pages.rosters.queries.persons import persons_of
from contest_pages.rosters.signals import persons_entered
from contest_pages.units.models import Unit

from .comparing import Verdict, compare

#: So many rows in one statement.
_AT_ONCE = 500


@dataclass
class Taken:
    """How many were added, changed, and stood there already; what was not taken, with the reason."""

    added: int = 0
    changed: int = 0
    same: int = 0
    refused: list[Verdict] = field(default_factory=list)


def take(*, roster: Registration, entries: list[Entered], words: str, now: datetime.datetime) -> Taken:
    """Put people on a roster and mend those who stand on it; return what was done.

    What cannot be taken is left out and returned with its reason. `words` is what the contact declared of
    their consent. Two who send lists of one unit at once wait for one another; a person whom somebody else
    takes in the same moment is found out by the database, and the list is looked at once more.
    After the commit `persons_entered`. Raises RegistrationClosed, NoRoster.
    """
    try:
        return _take(roster, entries, words, now)
    except IntegrityError:
        return _take(roster, entries, words, now)


@transaction.atomic
def _take(roster: Registration, entries: list[Entered], words: str, now: datetime.datetime) -> Taken:
    roster = lock(roster)
    if roster.page.most_per_unit:
        counting = counting_unit(roster.page, roster.unit)
        list(Unit.objects.select_for_update().filter(pk=counting.pk).values_list("pk"))
    verdicts = compare(roster, entries, now)
    sorted_out = {state: [v for v in verdicts if v.state == state] for state in RowState}
    # Those who change first: a new person may take the place that one of them leaves.
    moved = _change(roster, sorted_out[RowState.CHANGED], now)
    added = _add(roster, sorted_out[RowState.NEW], words, now)
    taken = Taken(
        added=len(added),
        changed=len(sorted_out[RowState.CHANGED]),
        same=len(sorted_out[RowState.SAME]),
        refused=sorted_out[RowState.WRONG],
    )
    if taken.added or taken.changed:
        page_cache.changed()
        audit.record("contest.change_roster", roster, added=taken.added, changed=taken.changed)
    if told := [registration.pk for registration in (*added, *moved)]:
        persons_entered.send(Registration, registration_pks=told)
    return taken


def lock(roster: Registration) -> Registration:
    """Return a roster that counts, locked until the transaction ends; NoRoster if it was ended."""
    roster = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("contest", "page", "unit")
        .get(pk=roster.pk)
    )
    if roster.status != RegistrationStatus.ACTIVE:
        raise NoRoster(_("This roster was withdrawn or cancelled and cannot be changed."))
    return roster


def _add(roster: Registration, verdicts: list[Verdict], words: str, now) -> list[Registration]:
    """Insert a registration that counts, its person, and the record of consent for each."""
    if not verdicts:
        return []
    consent = consent_of(roster.page.consent_notice)
    registrations = []
    for verdict in verdicts:
        entered = verdict.entered
        registration = Registration(
            code=new_code(),
            contest=roster.contest,
            page=roster.page,
            for_round_id=roster.for_round_id,
            kind=RegistrationKind.INDIVIDUAL,
            status=RegistrationStatus.ACTIVE,
            roster=roster,
            unit=roster.unit,
            division=entered.division,
            email=entered.email,
            phone=entered.phone,
            answers=entered.answers,
            consent=consent,
            consented_at=now,
            created_at=now,
            confirmed_at=now,
        )
        registration.fold_search_text([entered.person.full_name])
        registrations.append(registration)
    registrations = Registration.objects.bulk_create(registrations, batch_size=_AT_ONCE)
    members = []
    for registration, verdict in zip(registrations, verdicts, strict=True):
        member = member_of(registration, verdict.entered.person, first=True)
        member.place = verdict.place
        members.append(member)
    members = Member.objects.bulk_create(members, batch_size=_AT_ONCE)
    ConsentRecord.objects.bulk_create(
        [record for registration in registrations for record in _records(registration, words, now)],
        batch_size=_AT_ONCE,
    )
    _note_possible(members, verdicts, now)
    return registrations


def _records(registration: Registration, words: str, now):
    """Yield what the contact declared for a person; what may be published only the person can say."""
    page = registration.page
    for purpose in page.consent_notice.purpose_list:
        if purpose.required:
            yield _record(registration, purpose.key, f"{purpose.text} ({words})", now, given=True)
        else:
            yield _record(registration, purpose.key, purpose.text, now, given=False)
    for what in page.publishing_choices:
        yield _record(registration, f"{PUBLISH}{what}", str(Publishing(what).label), now, given=False)


def _record(registration, key: str, words: str, now, *, given: bool) -> ConsentRecord:
    return ConsentRecord(
        registration=registration,
        wording=registration.consent,
        key=key,
        words=words,
        given=given,
        channel=Channel.ROSTER,
        at=now,
    )


def _change(roster: Registration, verdicts: list[Verdict], now) -> list[Registration]:
    """Write what changed; return those whose address is another one: their old links close."""
    registrations, members, moved = [], [], []
    for verdict in verdicts:
        registration, entered = verdict.known, verdict.entered
        if registration.contact != entered.contact:
            registration.link_number += 1
            moved.append(registration)
        registration.email, registration.phone = entered.email, entered.phone
        registration.new_email = ""
        registration.division, registration.answers = entered.division, entered.answers
        registration.unit = roster.unit
        registration.fold_search_text([entered.person.full_name])
        registrations.append(registration)
        member = member_of(registration, entered.person, first=True)
        member.pk, member.place = registration.members.all()[0].pk, verdict.place
        members.append(member)
    if registrations:
        fields = ["email", "phone", "new_email", "division", "answers", "search_text", "link_number"]
        Registration.objects.bulk_update(registrations, fields, batch_size=_AT_ONCE)
        # All leave their places first: two who exchange names would stand in each other's way.
        Member.objects.filter(pk__in=[member.pk for member in members]).update(place=None)
        Member.objects.bulk_update(
            members,
            ["full_name", "name_key", "name_text", "birth_date", "identity_hash", "identity_last", "guardian_name", "place"],
            batch_size=_AT_ONCE,
        )  # fmt: skip
        CommitteeMatch.objects.filter(member__in=members, decision="open").delete()
        _note_possible(members, verdicts, now)
    return moved


def _note_possible(members: list[Member], verdicts: list[Verdict], now) -> None:
    CommitteeMatch.objects.bulk_create(
        CommitteeMatch(committee_member=found, member=member, strength=MatchStrength.POSSIBLE, found_at=now)
        for member, verdict in zip(members, verdicts, strict=True)
        for found in verdict.possible
    )


@transaction.atomic
def take_off(*, roster: Registration, code: str, now: datetime.datetime) -> Registration:
    """Take a person off a roster and return the registration, which has ended; the person is told.

    Raises RegistrationClosed, NoRoster, NotOnRoster (not, or no longer).
    """
    open_rules(roster.page, now)
    roster = lock(roster)
    person = persons_of(roster).filter(code=code).first()
    if person is None:
        raise NotOnRoster(_("This person is not on the roster any more."))
    audit.record("contest.change_roster", roster, removed=1)
    return cancel(
        registration=person,
        reason=_("Your unit has taken you off its roster."),
        actor=None,
        now=now,
    )
