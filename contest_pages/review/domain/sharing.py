"""Sharing out of a step's waiting entries among moderators, with equal loads."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.review.eligibility import with_obstacles
from contest_pages.review.errors import NotAllowed, NumbersChanged
from contest_pages.review.logic import sharing as logic
from contest_pages.review.models import ReviewCase, ReviewPlan, ReviewStep, SharedCase, ShareOut
from contest_pages.review.permissions import may_manage
from contest_pages.review.staff import as_of_now

#: So many entries are shared out in one go.
MOST_AT_ONCE = 2000


@dataclass(frozen=True)
class Share:
    """What a moderator has in this round already, and gets in addition."""

    moderator: object
    has: int
    gets: int

    @property
    def total(self) -> int:
        """Return both together."""
        return self.has + self.gets


@dataclass(frozen=True)
class Proposal:
    """Who would get which case; `left` is the number about which none of these moderators may decide."""

    shares: list[Share]
    given: dict[int, int]
    left: int

    @property
    def fingerprint(self) -> str:
        """Return what changes with the proposal, so that only the numbers that were seen are carried out."""
        return _fingerprint(self.given)


def _last_of(step: ReviewStep, actor) -> ShareOut | None:
    """Return what this organiser has shared out last, unless it is undone."""
    last = ShareOut.objects.filter(step=step, made_by=actor).order_by("pk").last()
    return last if last is not None and last.undone_at is None else None


def _given_by(made: ShareOut) -> dict[int, int]:
    return dict(made.cases.values_list("case", "after"))


def _fingerprint(given: dict[int, int]) -> str:
    return hashlib.sha256(repr(sorted(given.items())).encode()).hexdigest()


def propose(*, step: ReviewStep, moderators: Sequence, absent, now: datetime.datetime) -> Proposal:
    """Return how the unassigned entries of a step, or those of an absent moderator, would be shared out.

    Costs a query for each moderator, whatever the number of entries.
    """
    pks = list(_cases_of(step, absent, now).values_list("pk", flat=True)[:MOST_AT_ONCE])
    cases = ReviewCase.objects.filter(pk__in=pks)
    allowed = {
        user.pk: set(with_obstacles(cases, user).filter(obstacle="").values_list("pk", flat=True))
        for user in moderators
    }
    loads = _loads(step, moderators, now)
    given = logic.share_out(pks, loads, allowed)
    gets = Counter(given.values())
    shares = [Share(user, loads[user.pk], gets[user.pk]) for user in moderators]
    return Proposal(shares, given, len(pks) - len(given))


def _cases_of(step: ReviewStep, absent, now: datetime.datetime) -> QuerySet[ReviewCase]:
    """Return the waiting cases of a step that nobody has, or that an absent moderator has."""
    waiting = ReviewCase.objects.filter(step=step).waiting()
    if absent is not None:
        return waiting.filter(_held_by(absent, now))
    unclaimed = Q(claimed_by=None) | Q(claimed_until__lte=now)
    unassigned = Q(assigned_to=None) | Q(assigned_to__is_active=False)
    return waiting.filter(unclaimed, unassigned, expects=None)


def _held_by(user, now: datetime.datetime) -> Q:
    return Q(assigned_to=user) | Q(expects=user) | Q(claimed_by=user, claimed_until__gt=now)


def _loads(step: ReviewStep, moderators: Sequence, now: datetime.datetime) -> dict[int, int]:
    """Return how many waiting cases of the round each moderator has."""
    waiting = ReviewCase.objects.filter(round=step.plan.round_id, waits=True)
    counts = {f"of_{user.pk}": Count("pk", filter=_held_by(user, now), distinct=True) for user in moderators}
    found = waiting.aggregate(**counts) if counts else {}
    return {user.pk: found[f"of_{user.pk}"] for user in moderators}


@transaction.atomic
def share_out(
    *, step: ReviewStep, moderators: Sequence, absent, actor, seen: str, now: datetime.datetime
) -> ShareOut:
    """Assign the entries as the proposal with the fingerprint `seen` has it; those of an absent moderator are freed.

    The lock of the review's plan lets two organisers act one after the other; a second click changes nothing.
    Raises NumbersChanged (entries were decided, taken or assigned since), NotAllowed.
    """
    if not may_manage(as_of_now(actor)):
        raise NotAllowed(_("Only organisers share out entries."))
    ReviewPlan.objects.select_for_update().get(pk=step.plan_id)
    proposal = propose(step=step, moderators=moderators, absent=absent, now=now)
    if proposal.fingerprint != seen:
        if (last := _last_of(step, actor)) is not None and _fingerprint(_given_by(last)) == seen:
            return last
        raise NumbersChanged(
            _("The numbers have changed since. Nothing was assigned: please look once more.")
        )
    made = ShareOut.objects.create(step=step, made_by=actor, made_at=now)
    SharedCase.objects.bulk_create(
        SharedCase(share_out=made, case_id=case, before=absent, after_id=user)
        for case, user in proposal.given.items()
    )
    for share in proposal.shares:
        own = [case for case, user in proposal.given.items() if user == share.moderator.pk]
        cases = ReviewCase.objects.filter(pk__in=own, waits=True)
        if absent is not None:
            cases.filter(claimed_by=absent).update(claimed_by=None, claimed_until=None)
            cases.filter(expects=absent).update(expects=None)
        cases.update(assigned_to=share.moderator)
    audit.record("contest.share_out", step.plan.round, actor=actor, step=step.name, count=len(proposal.given))
    return made


@transaction.atomic
def undo_share_out(*, made: ShareOut, actor, now: datetime.datetime) -> int:
    """Undo a sharing out and return how many entries it changed back; what was decided or assigned since stays.

    Idempotent. Entries of an absent moderator are assigned to this moderator again. Raises NotAllowed.
    """
    if not may_manage(as_of_now(actor)):
        raise NotAllowed(_("Only organisers share out entries."))
    ReviewPlan.objects.select_for_update().get(pk=made.step.plan_id)
    made.refresh_from_db()
    if made.undone_at is not None:
        return 0
    changed = 0
    for before, after in made.cases.values_list("before", "after").distinct():
        own = made.cases.filter(before=before, after=after).values("case")
        cases = ReviewCase.objects.filter(pk__in=own, waits=True, step=made.step_id, assigned_to=after)
        changed += cases.update(assigned_to=before)
    made.undone_at = now
    made.save(update_fields=["undone_at"])
    audit.record(
        "contest.undo_share_out", made.step.plan.round, actor=actor, step=made.step.name, count=changed
    )
    return changed
