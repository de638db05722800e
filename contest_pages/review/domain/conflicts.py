"""Conflicts of interest that moderators declare: they are recused from these works."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q

from contest_pages.committees.domain import member_of_account
from contest_pages.contests.models import ContestPage
from contest_pages.registrations.domain.conflicts import declare_conflict
from contest_pages.registrations.models import ConflictOfInterest
from contest_pages.review.models import ReviewCase
from contest_pages.review.staff import committee_of
from contest_pages.units.models import Unit

from .claiming import release


@transaction.atomic
def declare_conflict_with_contestant(
    *, case: ReviewCase, moderator, nature: str, now: datetime.datetime
) -> ConflictOfInterest:
    """Declare a moderator's conflict of interest about an entry's contestant, and release the entry."""
    registration = case.entry.registration
    conflict = declare_conflict(
        member=_member(registration.contest, moderator),
        registration=registration,
        nature=nature,
        actor=moderator,
        now=now,
    )
    release(case=case, moderator=moderator)
    ReviewCase.objects.filter(pk=case.pk, expects=moderator).update(expects=None)
    ReviewCase.objects.filter(entry__registration=registration, assigned_to=moderator).update(
        assigned_to=None
    )
    return conflict


@transaction.atomic
def declare_conflict_with_unit(
    *, contest: ContestPage, moderator, unit: Unit, nature: str, now: datetime.datetime
) -> ConflictOfInterest:
    """Declare that a moderator belongs to a unit; its works are assigned to this moderator no longer."""
    of_unit = Q(entry__unit=unit) | Q(entry__registration__unit=unit)
    assigned = ReviewCase.objects.filter(of_unit, assigned_to=moderator, round__in=contest.get_children())
    ReviewCase.objects.filter(pk__in=list(assigned.values_list("pk", flat=True))).update(assigned_to=None)
    return declare_conflict(
        member=_member(contest, moderator), unit=unit, nature=nature, actor=moderator, now=now
    )


def _member(contest: ContestPage, moderator):
    """Return the moderator as a committee member of the contest: moderators belong to its committees."""
    return member_of_account(contest=contest, user=moderator, committee=committee_of(moderator))
