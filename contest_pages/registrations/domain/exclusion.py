"""Matches of contestants with committee members, and the decisions about them."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.committees.logic import match
from contest_pages.committees.models import CommitteeMember
from contest_pages.registrations.enums import OPEN_STATUSES, MatchDecision, MemberRole
from contest_pages.registrations.errors import ReasonMissing
from contest_pages.registrations.models import CommitteeMatch, Member

from .eligibility import identity_traits_of
from .leaving import cancel


@transaction.atomic
def recheck(*, committee_member: CommitteeMember, now: datetime.datetime) -> int:
    """Match contestants with this committee member again; return the number of undecided matches.

    Runs whenever a committee member is added or corrected. Decided matches stay.
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
    matches = []
    for member in candidates:
        members = list(member.registration.members.all())
        traits = identity_traits_of(members, member.registration)[members.index(member)]
        if (strength := match(traits, committee_member.identity_traits)) is not None:
            matches.append(
                CommitteeMatch(
                    committee_member=committee_member, member=member, strength=strength, found_at=now
                )
            )
    CommitteeMatch.objects.bulk_create(matches)
    return len(matches)


@transaction.atomic
def decide_match(
    *, match: CommitteeMatch, decision: MatchDecision, reason: str, actor, now: datetime.datetime
) -> CommitteeMatch:
    """Decide a match of a contestant with a committee member. Idempotent.

    EXCLUDED cancels the registration with the reason, which the letter states; ALLOWED keeps it.
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
    """Match contestants again with the saved committee member."""
    if not raw:
        recheck(committee_member=instance, now=timezone.now())
