"""Readiness checks before publishing, on the drafts or on the published pages with one page replaced."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

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


def context_if_published(
    page: Page,
    now: datetime.datetime,
    *,
    contest: ContestPage | None = None,
    together: Iterable[Page] = (),
) -> ReadinessContext:
    """Return the published contest with this page in its given state.

    `contest` is another one that the page is moved to; `together` are drafts that are published with it.
    """
    if contest is None:
        contest = page if isinstance(page, ContestPage) else ContestPage.objects.ancestor_of(page).get()
        contest = next((other for other in together if other.pk == contest.pk), contest)
    given = {other.pk: other for other in together if isinstance(other, ContestChildMixin)}
    given = {pk: other for pk, other in given.items() if other.is_child_of(contest)}
    if page.pk != contest.pk:
        given[page.pk] = page
    others = contest.get_children().live().exclude(pk__in=given).order_by("path").specific()
    pages = [other for other in others if isinstance(other, ContestChildMixin)]
    return _context(contest, [*pages, *given.values()], now)


def blocking_findings(
    page: Page,
    now: datetime.datetime,
    *,
    contest: ContestPage | None = None,
    together: Iterable[Page] = (),
) -> list[Finding]:
    """Return the findings that forbid publishing this page in its given state; see `context_if_published`."""
    context = context_if_published(page, now, contest=contest, together=together)
    found = check_page(context.contest if page.pk == context.contest.pk else page, context)
    return [finding for finding in found if finding.severity == Severity.BLOCKING]


def as_published(pages: list[Page]) -> list[Page]:
    """Return pages as publishing their drafts would leave them."""
    prefetch_related_objects(pages, "latest_revision")
    drafted = [_as_drafted(page) for page in pages]
    for page in drafted:
        page.live = True
    return drafted


def _contest_of(page: Page) -> ContestPage:
    return page if isinstance(page, ContestPage) else page.contest


def has_readiness_checks(page: Page) -> bool:
    """Say whether a page belongs to a contest in its main language; translations are not checked."""
    if not isinstance(page, ContestPage | ContestChildMixin):
        return False
    contest = _contest_of(page)
    return contest.original is contest
