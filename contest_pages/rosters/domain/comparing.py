"""What a list of people would do to a roster: who is new, changed, unchanged, and who cannot be taken."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from contest_pages import conf
from contest_pages.registrations.domain.eligibility import check_each, in_committees, open_rules
from contest_pages.registrations.enums import MatchDecision, MatchStrength
from contest_pages.registrations.errors import (
    GuardianMissing,
    RegistrationRefused,
    TooOld,
    TooYoung,
)
from contest_pages.registrations.logic.committees import Traits
from contest_pages.registrations.logic.people import Person, place_of
from contest_pages.registrations.models import CommitteeMatch, CommitteeMember, Member, Registration
from contest_pages.registrations.queries.per_unit import contestants_of, counting_unit
from contest_pages.rosters.enums import RowState
from contest_pages.rosters.errors import NotOnRoster, RosterRefused
from contest_pages.rosters.logic.entered import Entered
from contest_pages.rosters.queries.persons import persons_of

_FIELD_OF = {TooYoung: "birth_date", TooOld: "birth_date"}


@dataclass
class Verdict:
    """What taking one entry would do. `refused` says why it cannot be taken; `known` is who it changes."""

    entered: Entered
    place: str
    known: Registration | None = None
    refused: RosterRefused | None = None
    possible: list[CommitteeMember] = field(default_factory=list)

    @property
    def state(self) -> RowState:
        """Return what taking it would do."""
        if self.refused is not None:
            return RowState.WRONG
        if self.known is None:
            return RowState.NEW
        return RowState.SAME if says_the_same(self.known, self.entered) else RowState.CHANGED


def says_the_same(registration: Registration, entered: Entered) -> bool:
    """Say whether a registration says what was entered. Reads `members`."""
    member, person = registration.members.all()[0], entered.person
    return (
        (member.full_name, member.birth_date, member.identity_hash, member.guardian_name)
        == (person.full_name, person.birth_date, person.identity_hash, person.guardian_name)
        and (registration.email, registration.phone, registration.division)
        == (entered.email, entered.phone, entered.division)
        and registration.answers == entered.answers
    )


def compare(roster: Registration, entries: list[Entered], now: datetime.datetime) -> list[Verdict]:
    """Return a verdict for each entry, in their order, at a fixed number of queries.

    Somebody is known by the code, else by what makes a person: identity number, or name and birth date.
    Raises RegistrationClosed.
    """
    page = roster.page
    rules = open_rules(page, now)
    persons = list(persons_of(roster).prefetch_related("members"))
    by_code = {person.code: person for person in persons}
    by_place = {person.members.all()[0].place: person for person in persons}
    verdicts = []
    seen: dict[str, int] = {}
    for entered in entries:
        verdict = Verdict(entered, _place(roster, entered.person))
        verdict.known = by_code.get(entered.code) or by_place.get(verdict.place)
        verdict.refused = _refused(page, rules, entered, by_code, seen, verdict.place, now)
        verdicts.append(verdict)
    _refuse_committees(roster, rules.excluded_committees, verdicts)
    _refuse_taken(roster, verdicts)
    _refuse_beyond_room(roster, verdicts)
    return verdicts


def _place(roster: Registration, person: Person) -> str:
    return place_of(
        roster.scope,
        full_name=person.full_name,
        birth_date=person.birth_date,
        identity_hash=person.identity_hash,
    )


def _refused(page, rules, entered: Entered, by_code, seen, place, now) -> RosterRefused | None:
    """Return what the entry itself, and the entries before it, speak against."""
    if entered.code and entered.code not in by_code:
        return NotOnRoster(
            _("Nobody on this roster has the code %(code)s. Leave the cell empty for somebody new.")
            % {"code": entered.code},
            field="code",
        )
    if not entered.contact:
        return RosterRefused(
            _("Give an e-mail address or a phone number: the person gets the way to take part there."),
            field="phone",
        )
    before = seen.setdefault(place, entered.row)
    if before != entered.row:
        return RosterRefused(_("Stands in row %(row)d already.") % {"row": before})
    try:
        check_each(page, rules, [entered.person], division=entered.division, registered_at=now)
    except GuardianMissing:
        return RosterRefused(
            _("Is under %(age)d: give the full name of a parent or guardian who agrees.")
            % {"age": conf.get("GUARDIAN_BELOW_AGE")},
            field="guardian_name",
        )
    except RegistrationRefused as refused:
        return RosterRefused(refused.message, field=_FIELD_OF.get(type(refused), "full_name"))
    return None


def _refuse_taken(roster: Registration, verdicts: list[Verdict]) -> None:
    """Refuse those who take part already elsewhere; whose roster that is, is said only where the form allows."""
    held = {
        member.place: member.registration
        for member in Member.objects.filter(place__in=[verdict.place for verdict in verdicts])
        .select_related("registration__roster__unit")
        .order_by()
    }
    in_the_way = [verdict for verdict in verdicts if verdict.place in held and not _is_own(verdict, held)]
    # Who is about to leave a place is in nobody's way, unless that is refused: then look again.
    while True:
        leaving = {v.known.pk for v in verdicts if v.known and not v.refused and held.get(v.place) != v.known}
        refused = [v for v in in_the_way if not v.refused and held[v.place].pk not in leaving]
        if not refused:
            return
        for verdict in refused:
            verdict.refused = _taken_by(roster, held[verdict.place])


def _is_own(verdict: Verdict, held: dict[str, Registration]) -> bool:
    return verdict.known is not None and held[verdict.place].pk == verdict.known.pk


def _taken_by(roster: Registration, holder: Registration) -> RosterRefused:
    if holder.roster_id == roster.pk:
        words = _("Stands on your roster already, with the code %(code)s.") % {"code": holder.code}
    elif holder.roster_id is None:
        words = _("Is registered already, alone or in a group or team. A person registers only once.")
    elif roster.page.names_other_unit:
        words = _("Stands on the roster of %(unit)s already. Please agree on one of the two.") % {
            "unit": holder.roster.unit
        }
    else:
        words = _("Stands on another unit's roster already. Please ask the person, or the organisers.")
    return RosterRefused(words)


def _refuse_committees(roster: Registration, excluded: list[str], verdicts: list[Verdict]) -> None:
    """Refuse members of excluded committees; note those who only may be one."""
    if not excluded:
        return
    traits = [
        Traits(
            full_name=verdict.entered.person.full_name,
            birth_date=verdict.entered.person.birth_date,
            identity_hash=verdict.entered.person.identity_hash,
            phone=verdict.entered.phone,
            email=verdict.entered.email,
        )
        for verdict in verdicts
    ]
    cleared = set(
        CommitteeMatch.objects.filter(
            member__registration__roster=roster, decision=MatchDecision.ALLOWED
        ).values_list("member__registration_id", "committee_member_id")
    )
    for number, member, strength in in_committees(roster.contest, excluded, traits):
        verdict = verdicts[number]
        if verdict.known and (verdict.known.pk, member.pk) in cleared:
            continue
        if strength == MatchStrength.SURE:
            verdict.refused = verdict.refused or RosterRefused(
                _("Belongs to %(committee)s of this contest, whose members may not take part.")
                % {"committee": member.get_committee_display()}
            )
        else:
            verdict.possible.append(member)


def _refuse_beyond_room(roster: Registration, verdicts: list[Verdict]) -> None:
    """Refuse the last of the new ones where the unit would have more than the form takes."""
    most = roster.page.most_per_unit
    new = [verdict for verdict in verdicts if verdict.state == RowState.NEW]
    if not most or not new:
        return
    room = most - contestants_of(roster.page, counting_unit(roster.page, roster.unit)).count()
    for verdict in new[max(0, room) :]:
        verdict.refused = RosterRefused(
            _("The rules take at most %(most)d of each unit; this one is beyond that number.")
            % {"most": most}
        )
