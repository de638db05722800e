"""Contests whose rules hide from the reviewers who made a work."""

from __future__ import annotations

from django.db.models import QuerySet

from contest_pages.contests.models import ContestPage, ContestRulesPage


def blind_contests() -> QuerySet[ContestPage]:
    """Return the contests whose published rules ask for a blind review."""
    rules = ContestRulesPage.objects.live().filter(blind_review=True).values_list("path", flat=True)
    return ContestPage.objects.filter(path__in=[path[: -ContestPage.steplen] for path in rules])
