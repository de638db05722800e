"""The registration pages with their counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from contest_pages.contests.models import ContestPage
from contest_pages.registrations.enums import RegistrationKind, RegistrationStatus
from contest_pages.registrations.models import ContestRegistrationPage

_ACTIVE = Q(registrations__status=RegistrationStatus.ACTIVE)
_IS_ROSTER = Q(registrations__kind=RegistrationKind.ROSTER)


@dataclass(frozen=True)
class FormRow:
    """A registration page: its contest, how many contestants, rosters, and units with contestants."""

    page: ContestRegistrationPage
    contest: ContestPage | None
    contestants: int
    rosters: int
    units: int


def forms_with_counts() -> list[FormRow]:
    """Return all registration pages, the newest contest first, in two queries."""
    pages = list(
        ContestRegistrationPage.objects.annotate(
            contestant_count=Count("registrations", filter=_ACTIVE & ~_IS_ROSTER),
            roster_count=Count("registrations", filter=_ACTIVE & _IS_ROSTER),
            unit_count=Count("registrations__unit", filter=_ACTIVE & ~_IS_ROSTER, distinct=True),
        ).order_by("-path")
    )
    parents = {page.path[: -page.steplen] for page in pages}
    contests = {contest.path: contest for contest in ContestPage.objects.filter(path__in=parents)}
    return [
        FormRow(
            page,
            contests.get(page.path[: -page.steplen]),
            page.contestant_count,
            page.roster_count,
            page.unit_count,
        )
        for page in pages
    ]
