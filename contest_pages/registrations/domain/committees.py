"""The committees, and the contestants who turn out to belong to them."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.registrations.enums import OPEN_STATUSES, MatchDecision, MemberRole
from contest_pages.registrations.errors import ReasonMissing
from contest_pages.registrations.logic.committees import match
from contest_pages.registrations.models import CommitteeMatch, CommitteeMember, Member

from .eligibility import traits_of
from .leaving import cancel


@transaction.atomic
def recheck(*, committee_member: CommitteeMember, now: datetime.datetime) -> int:
    """Look for contestants who are, or may be, this committee member; return how many are to be decided.

    Runs whenever the committee grows or one of its members is corrected. What was decided stays.
    """
    rules = committee_member.contest.live_rules
    excluded = rules.excluded_committees if rules else []
    committee_member.matches.filter(decision=MatchDecision.OPEN).delete()
    if committee_member.committee not in excluded:
        return 0
    known = Q(name_key=committee_member.name_key)
    if committee_member.identity_hash:
        known |= Q(identity_hash=committee_member.identity_hash)
    candidates = (
        Member.objects.filter(
            known,
            registration__contest_id=committee_member.contest_id,
            registration__status__in=OPEN_STATUSES,
        )
        .exclude(role=MemberRole.CONTACT)
        .exclude(committee_matches__committee_member=committee_member)
        .select_related("registration")
    )
    found = []
    for member in candidates:
        members = list(member.registration.members.all())
        traits = traits_of(members, member.registration)[members.index(member)]
        if (strength := match(traits, committee_member.traits)) is not None:
            found.append(
                CommitteeMatch(
                    committee_member=committee_member, member=member, strength=strength, found_at=now
                )
            )
    CommitteeMatch.objects.bulk_create(found)
    return len(found)


@transaction.atomic
def decide_match(
    *, match: CommitteeMatch, decision: MatchDecision, reason: str, actor, now: datetime.datetime
) -> CommitteeMatch:
    """Decide about a contestant who may belong to a committee; twice changes nothing.

    EXCLUDED cancels the registration for the reason, which the contestant is told; ALLOWED keeps it.
    Raises ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing(_("Write the reason of the decision; it is kept."))
    match = (
        CommitteeMatch.objects.select_for_update(of=("self",))
        .select_related("member__registration")
        .get(pk=match.pk)
    )
    if match.decision != MatchDecision.OPEN:
        return match
    match.decision, match.reason = decision, reason.strip()
    match.decided_at, match.decided_by = now, actor
    match.save()
    audit.record("contest.decide_committee_match", match.member.registration, actor=actor, decision=decision)
    registration = match.member.registration
    if decision == MatchDecision.EXCLUDED and registration.status in OPEN_STATUSES:
        cancel(registration=registration, reason=reason, actor=actor, now=now)
    return match


def on_committee_member_saved(sender, instance: CommitteeMember, raw: bool = False, **kwargs) -> None:
    """Look again for contestants among the committee, by whatever way it grew."""
    if not raw:
        recheck(committee_member=instance, now=timezone.now())
