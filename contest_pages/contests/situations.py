"""A contest as it would be: all drafts together, or what is published with one page as it is about to be."""

from __future__ import annotations

import datetime

from django.db.models import prefetch_related_objects
from wagtail.models import Page

from contest_pages.contests.models import ContestChildMixin, ContestPage
from contest_pages.readiness import Finding, Situation, Weight, inspect_page


def _as_drafted(page: Page) -> Page:
    """Return a page as its last draft has it, without asking again where it has none."""
    if not page.has_unpublished_changes or page.latest_revision is None:
        return page
    return page.with_content_json(page.latest_revision.content)


def _situation(contest: ContestPage, pages: list[Page], now: datetime.datetime) -> Situation:
    for page in pages:
        page.contest = contest
    return Situation(contest, tuple(pages), now)


def situation_of_drafts(contest: ContestPage, now: datetime.datetime) -> Situation:
    """Return a contest and all pages below it as their last drafts have them."""
    pages = list(contest.get_children().order_by("path").specific())
    prefetch_related_objects([contest, *pages], "latest_revision")
    below = [_as_drafted(page) for page in pages if isinstance(page, ContestChildMixin)]
    return _situation(_as_drafted(contest), below, now)


def situation_if_published(page: Page, now: datetime.datetime) -> Situation:
    """Return the contest as visitors would find it if this page were published as it is given."""
    if isinstance(page, ContestPage):
        contest, others = page, page.get_children()
    else:
        contest = ContestPage.objects.ancestor_of(page).get()
        others = contest.get_children().exclude(pk=page.pk)
    pages = [p for p in others.live().order_by("path").specific() if isinstance(p, ContestChildMixin)]
    if page is not contest:
        pages.append(page)
    return _situation(contest, pages, now)


def harms_of_publishing(page: Page, now: datetime.datetime) -> list[Finding]:
    """Return what would harm citizens if this page were published as it is given; empty where nothing does."""
    found = inspect_page(page, situation_if_published(page, now))
    return [finding for finding in found if finding.weight == Weight.HARMS]


def harms_of_publishing_together(pages: list[Page], now: datetime.datetime) -> list[Finding]:
    """Return what would harm citizens if the drafts of all these pages were published at once."""
    wanted = {page.pk for page in pages}
    found = []
    for contest in {page.pk: page for page in map(_contest_of, pages)}.values():
        situation = situation_of_drafts(contest, now)
        batch = [page for page in (situation.contest, *situation.pages) if page.pk in wanted]
        for page in batch:
            page.live = True
        found += [finding for page in batch for finding in inspect_page(page, situation)]
    return [finding for finding in found if finding.weight == Weight.HARMS]


def _contest_of(page: Page) -> ContestPage:
    return page if isinstance(page, ContestPage) else page.contest


def is_inspected(page: Page) -> bool:
    """Say whether a page belongs to a contest in its main language; translations repeat what it says."""
    if not isinstance(page, ContestPage | ContestChildMixin):
        return False
    contest = _contest_of(page)
    return contest.original is contest
