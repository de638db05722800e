"""Comparison of a list with a roster: new, changed, unchanged and refused persons."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from contest_pages import conf
from contest_pages.committees.enums import MatchStrength
from contest_pages.committees.logic import IdentityTraits
from contest_pages.committees.models import CommitteeMember
from contest_pages.committees.queries import members_among
from contest_pages.data import text_messages
from contest_pages.data.identity import is_mobile
from contest_pages.registrations.domain.eligibility import check_each, no_message_reaches, open_rules
from contest_pages.registrations.enums import MatchDecision
from contest_pages.registrations.errors import (
    GuardianMissing,
    RegistrationRefused,
    TooOld,
    TooYoung,
)
from contest_pages.registrations.logic.people import Person, place_of
from contest_pages.registrations.logic.questions import merged, same_answers
from contest_pages.registrations.models import CommitteeMatch, Member, Registration
from contest_pages.registrations.queries.per_unit import contestants_of, counting_unit
from contest_pages.rosters.enums import RowState
from contest_pages.rosters.errors import NotOnRoster, RosterRefused
from contest_pages.rosters.logic.entered import Entered
from contest_pages.rosters.queries.persons import persons_of

_FIELD_OF = {TooYoung: "birth_date", TooOld: "birth_date"}


@dataclass
class Verdict:
    """The effect of importing an entry. `refused` is the reason of a refusal; `known` the registration it changes."""

    entered: Entered
    place: str
    known: Registration | None = None
    refused: RosterRefused | None = None
    possible: list[CommitteeMember] = field(default_factory=list)

    @property
    def state(self) -> RowState:
        """Return the effect of the import."""
        if self.refused is not None:
            return RowState.WRONG
        if self.known is None:
            return RowState.NEW
        return RowState.SAME if has_same_data(self.known, self.entered) else RowState.CHANGED


def has_same_data(registration: Registration, entered: Entered) -> bool:
    """Return whether a registration has the same data as the entry. Reads `members`."""
    member, person = registration.members.all()[0], entered.person
    return (
        (member.full_name, member.birth, member.identity_hash, member.guardian_name)
        == (person.full_name, person.birth, person.identity_hash, person.guardian_name)
        and (registration.email, registration.phone, registration.division)
        == (entered.email, entered.phone, entered.division)
        and same_answers(registration.answers, merged(registration.answers, entered.answers))
    )


def compare(roster: Registration, entries: list[Entered], now: datetime.datetime) -> list[Verdict]:
    """Return a verdict for each entry, in their order, at a fixed number of queries.

    Persons are identified by their code, else by identity number, else by name and birth date.
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
    _refuse_registered(roster, verdicts)
    _refuse_beyond_room(roster, verdicts)
    return verdicts


def _place(roster: Registration, person: Person) -> str:
    return place_of(
        roster.scope,
        full_name=person.full_name,
        birth=person.birth,
        identity_hash=person.identity_hash,
    )


def _refused(page, rules, entered: Entered, by_code, seen, place, now) -> RosterRefused | None:
    """Return the refusal by the entry itself or by the entries before it."""
    if entered.code and entered.code not in by_code:
        return NotOnRoster(
            _("Nobody on this roster has the code %(code)s. Leave the cell empty for somebody new.")
            % {"code": entered.code},
            field="code",
        )
    if not entered.email and not entered.code and not text_messages.can_be_sent():
        return RosterRefused(
            _("Give an e-mail address: the person gets the way to take part there."), field="email"
        )
    if not entered.contact:
        return RosterRefused(
            _("Give an e-mail address or a phone number: the person gets the way to take part there."),
            field="phone",
        )
    if not entered.email and not is_mobile(entered.phone):
        return RosterRefused(no_message_reaches(entered.phone), field="phone")
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


def _refuse_registered(roster: Registration, verdicts: list[Verdict]) -> None:
    """Refuse persons who take part elsewhere already; the other unit is named only if the form allows it."""
    held = {
        member.place: member.registration
        for member in Member.objects.filter(place__in=[verdict.place for verdict in verdicts])
        .select_related("registration__roster__unit")
        .order_by()
    }
    conflicts = [verdict for verdict in verdicts if verdict.place in held and not _is_own(verdict, held)]
    # A place whose holder leaves it is no conflict, unless the holder's change is refused: hence the loop.
    while True:
        leaving = {v.known.pk for v in verdicts if v.known and not v.refused and held.get(v.place) != v.known}
        refused = [v for v in conflicts if not v.refused and held[v.place].pk not in leaving]
        if not refused:
            return
        for verdict in refused:
            verdict.refused = _already_registered(roster, held[verdict.place])


def _is_own(verdict: Verdict, held: dict[str, Registration]) -> bool:
    return verdict.known is not None and held[verdict.place].pk == verdict.known.pk


def _already_registered(roster: Registration, holder: Registration) -> RosterRefused:
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
    """Refuse SURE matches with excluded committees; collect POSSIBLE matches."""
    if not excluded:
        return
    traits = [
        IdentityTraits(
            full_name=verdict.entered.person.full_name,
            birth=verdict.entered.person.birth,
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
    for number, member, strength in members_among(roster.contest, excluded, traits):
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
    """Refuse the last new persons beyond the maximum of the unit."""
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
