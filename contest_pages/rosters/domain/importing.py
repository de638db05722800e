"""Import, correction and removal of the people on a unit's roster."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.committees.enums import MatchStrength
from contest_pages.notices.notifying import notify_many
from contest_pages.privacy.domain.texts import consent_of
from contest_pages.privacy.enums import Channel
from contest_pages.publishing import page_cache
from contest_pages.registrations.domain.consenting import PUBLISH
from contest_pages.registrations.domain.eligibility import open_rules
from contest_pages.registrations.domain.leaving import cancel
from contest_pages.registrations.domain.notifying import announce_contacts
from contest_pages.registrations.domain.registering import member_of
from contest_pages.registrations.enums import Publishing, RegistrationKind, RegistrationStatus
from contest_pages.registrations.logic.codes import new_code
from contest_pages.registrations.logic.questions import merged
from contest_pages.registrations.models import CommitteeMatch, ConsentRecord, Member, Registration
from contest_pages.registrations.queries.per_unit import counting_unit
from contest_pages.rosters.enums import RowState
from contest_pages.rosters.errors import NoRoster, NotOnRoster
from contest_pages.rosters.logic.entered import Entered
from contest_pages.rosters.queries.persons import persons_of
from contest_pages.units.models import Unit

from .comparing import Verdict, compare

#: Rows for each statement.
_AT_ONCE = 500


@dataclass
class ImportResult:
    """The numbers of added, changed and unchanged persons, and the refused entries."""

    added: int = 0
    changed: int = 0
    same: int = 0
    refused: list[Verdict] = field(default_factory=list)


def import_persons(
    *, roster: Registration, entries: list[Entered], words: str, now: datetime.datetime
) -> ImportResult:
    """Add and change people on a roster; return the result.

    Refused entries are left out and returned with their reason. `words` is the contact's declaration of
    their consent. Imports of a unit are serialised by a lock; if another registration takes a person's place
    concurrently, the constraint fails and the list is compared once more.
    Letters to new persons, and to those with a new contact, are written in the same transaction. Raises RegistrationClosed, NoRoster.
    """
    try:
        return _import(roster, entries, words, now)
    except IntegrityError:
        return _import(roster, entries, words, now)


@transaction.atomic
def _import(roster: Registration, entries: list[Entered], words: str, now: datetime.datetime) -> ImportResult:
    roster = lock(roster)
    if roster.page.most_per_unit:
        counting = counting_unit(roster.page, roster.unit)
        list(Unit.objects.select_for_update().filter(pk=counting.pk).values_list("pk"))
    verdicts = compare(roster, entries, now)
    by_state = {state: [v for v in verdicts if v.state == state] for state in RowState}
    # Changes first: a new person may need a place that a change vacates.
    moved = _change(roster, by_state[RowState.CHANGED], now)
    added = _add(roster, by_state[RowState.NEW], words, now)
    result = ImportResult(
        added=len(added),
        changed=len(by_state[RowState.CHANGED]),
        same=len(by_state[RowState.SAME]),
        refused=by_state[RowState.WRONG],
    )
    if result.added or result.changed:
        page_cache.changed()
        audit.record("contest.change_roster", roster, added=result.added, changed=result.changed)
    notify_many("rosters.entered", (*added, *moved))
    return result


def lock(roster: Registration) -> Registration:
    """Return an active roster, locked until the transaction ends; NoRoster if it has ended."""
    roster = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("contest", "page", "unit")
        .get(pk=roster.pk)
    )
    if roster.status != RegistrationStatus.ACTIVE:
        raise NoRoster(_("This roster was withdrawn or cancelled and cannot be changed."))
    return roster


def _add(roster: Registration, verdicts: list[Verdict], words: str, now) -> list[Registration]:
    """Insert an active registration with its person and consent records for each verdict."""
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
    _add_possible_matches(members, verdicts, now)
    return registrations


def _records(registration: Registration, words: str, now):
    """Yield the consents that the contact declared for a person; only the person may consent to publishing."""
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
    """Save the changes; return the registrations with a new contact, whose old links are revoked."""
    registrations, members, moved = [], [], []
    for verdict in verdicts:
        registration, entered = verdict.known, verdict.entered
        if registration is None:  # a new person
            continue
        if registration.contact != entered.contact:
            registration.link_number += 1
            registration.note_former_contacts([registration.contact])
            moved.append(registration)
        registration.email, registration.phone = entered.email, entered.phone
        registration.new_email = registration.new_phone = registration.given_up = ""
        registration.division = entered.division
        registration.answers = merged(registration.answers, entered.answers)
        registration.unit = roster.unit
        registration.fold_search_text([entered.person.full_name])
        registrations.append(registration)
        member = member_of(registration, entered.person, first=True)
        member.pk, member.place = registration.members.all()[0].pk, verdict.place
        members.append(member)
    if registrations:
        fields = ["email", "phone", "new_email", "new_phone", "given_up", "former_contacts", "division", "answers", "search_text", "link_number"]  # fmt: skip
        Registration.objects.bulk_update(registrations, fields, batch_size=_AT_ONCE)
        # Places are cleared first: two persons who swap names would violate the unique constraint.
        Member.objects.filter(pk__in=[member.pk for member in members]).update(place=None)
        Member.objects.bulk_update(
            members,
            ["full_name", "name_key", "name_text", "birth_date", "birth_year", "identity_hash", "identity_last", "guardian_name", "place"],
            batch_size=_AT_ONCE,
        )  # fmt: skip
        CommitteeMatch.objects.filter(member__in=members, decision="open").delete()
        _add_possible_matches(members, verdicts, now)
    for registration in moved:
        announce_contacts(registration)
    return moved


def _add_possible_matches(members: list[Member], verdicts: list[Verdict], now) -> None:
    CommitteeMatch.objects.bulk_create(
        CommitteeMatch(
            committee_member=committee_member, member=member, strength=MatchStrength.POSSIBLE, found_at=now
        )
        for member, verdict in zip(members, verdicts, strict=True)
        for committee_member in verdict.possible
    )


@transaction.atomic
def remove_person(*, roster: Registration, code: str, now: datetime.datetime) -> Registration:
    """Remove a person from a roster and return the cancelled registration; the person is notified.

    Raises RegistrationClosed, NoRoster, NotOnRoster.
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
