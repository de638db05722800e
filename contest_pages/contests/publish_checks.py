"""Readiness checks before publishing, on the drafts or on the published pages with one page replaced."""

from __future__ import annotations

import datetime

from django.db.models import prefetch_related_objects
from wagtail.models import Page

from contest_pages.contests.models import ContestChildMixin, ContestPage
from contest_pages.publishing.readiness import Finding, ReadinessContext, Severity, check_page


def _as_drafted(page: Page) -> Page:
    """Return a page as its latest revision has it, without a query where there is none."""
    if not page.has_unpublished_changes or page.latest_revision is None:
        return page
    return page.with_content_json(page.latest_revision.content)


def _context(contest: ContestPage, pages: list[Page], now: datetime.datetime) -> ReadinessContext:
    for page in pages:
        page.contest = contest
    return ReadinessContext(contest, tuple(pages), now)


def context_of_drafts(contest: ContestPage, now: datetime.datetime) -> ReadinessContext:
    """Return a contest and its pages as their latest revisions have them."""
    pages = list(contest.get_children().order_by("path").specific())
    prefetch_related_objects([contest, *pages], "latest_revision")
    below = [_as_drafted(page) for page in pages if isinstance(page, ContestChildMixin)]
    return _context(_as_drafted(contest), below, now)


def context_if_published(page: Page, now: datetime.datetime) -> ReadinessContext:
    """Return the published contest with this page in its given state."""
    if isinstance(page, ContestPage):
        contest, others = page, page.get_children()
    else:
        contest = ContestPage.objects.ancestor_of(page).get()
        others = contest.get_children().exclude(pk=page.pk)
    pages = [p for p in others.live().order_by("path").specific() if isinstance(p, ContestChildMixin)]
    if page is not contest:
        pages.append(page)
    return _context(contest, pages, now)


def blocking_findings(page: Page, now: datetime.datetime) -> list[Finding]:
    """Return the findings that forbid publishing this page in its given state."""
    found = check_page(page, context_if_published(page, now))
    return [finding for finding in found if finding.severity == Severity.BLOCKING]


def blocking_findings_of_all(pages: list[Page], now: datetime.datetime) -> list[Finding]:
    """Return the findings that forbid publishing the drafts of all these pages at once."""
    wanted = {page.pk for page in pages}
    found = []
    for contest in {page.pk: page for page in map(_contest_of, pages)}.values():
        context = context_of_drafts(contest, now)
        batch = [page for page in (context.contest, *context.pages) if page.pk in wanted]
        for page in batch:
            page.live = True
        found += [finding for page in batch for finding in check_page(page, context)]
    return [finding for finding in found if finding.severity == Severity.BLOCKING]


def _contest_of(page: Page) -> ContestPage:
    return page if isinstance(page, ContestPage) else page.contest


def has_readiness_checks(page: Page) -> bool:
    """Say whether a page belongs to a contest in its main language; translations are not checked."""
    if not isinstance(page, ContestPage | ContestChildMixin):
        return False
    contest = _contest_of(page)
    return contest.original is contest
