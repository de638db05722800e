"""Why a page of a contest is not published, taken down, deleted or moved."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page

from contest_pages.contests.logic import opening
from contest_pages.contests.models import ContestChildMixin, ContestPage, ContestRoundPage, ContestRulesPage
from contest_pages.contests.publish_checks import blocking_findings, has_readiness_checks
from contest_pages.publishing.page_actions import PageAction, records_below


def reasons_against(
    page: Page,
    action: PageAction,
    now: datetime.datetime,
    *,
    to: Page | None = None,
    together: tuple[Page, ...] = (),
) -> Iterator[str]:
    """Yield a sentence for each reason; `page` is specific, `to` the new parent of a page that is moved.

    Of a page that is moved it is asked too whether it may be public at its new place, with the action PUBLISH.
    """
    if action == PageAction.PUBLISH:
        yield from _against_publishing(page, now, to, together)
    elif action == PageAction.UNPUBLISH:
        yield from _against_taking_down(page, now)
    elif action == PageAction.DELETE:
        yield from _against_deleting(page, now)
    elif to is not None:
        yield from _against_moving(page, to, now)


def _against_publishing(
    page: Page, now: datetime.datetime, to: Page | None, together: tuple[Page, ...]
) -> Iterator[str]:
    if has_readiness_checks(page):
        contest = to.specific if to is not None else None
        contest = contest if isinstance(contest, ContestPage) else None
        found = blocking_findings(page, now, contest=contest, together=together)
        yield from (finding.words for finding in found)


def _against_taking_down(page: Page, now: datetime.datetime) -> Iterator[str]:
    """Yield why a published page is needed at `now`: rules of an open round, an open round in which people take part.

    A contest may be taken down alone: its rounds and forms close with it, and open with it again. A schedule does
    not do so while people take part.
    """
    if isinstance(page, ContestPage):
        if page.expire_at is not None and page.expire_at <= now:
            for round_page in page.live_rounds:
                yield from _against_taking_down(round_page, now)
        return
    if not isinstance(page, ContestChildMixin) or not has_readiness_checks(page):
        return
    if isinstance(page, ContestRulesPage):
        open_rounds = [round_page for round_page in page.contest.live_rounds if round_page.is_open(now)]
        for round_page in open_rounds:
            records = records_below(round_page) or _("nothing handed in yet")
            yield _(
                "“%(rules)s” stays published while “%(round)s” is open (%(records)s): all that is handed in stands on these rules."
            ) % {"rules": page.title, "round": round_page.title, "records": records}
    elif (
        isinstance(page, ContestRoundPage)
        and opening.is_open(now, page.opens_at, page.closes_at)
        and (records := records_below(page))
    ):
        yield _(
            "“%(round)s” is open, with %(records)s: it stays published until it has closed. Set its closing first."
        ) % {"round": page.title, "records": records}


def _against_deleting(page: Page, now: datetime.datetime) -> Iterator[str]:
    """Yield what is kept at or below a page, and what of it is needed at `now`."""
    if records := records_below(page):
        yield _("“%(page)s” holds %(records)s and cannot be deleted. Unpublish it instead.") % {
            "page": page.title,
            "records": records,
        }
    for below in (
        page.get_descendants(inclusive=True).type(ContestRulesPage, ContestRoundPage).live().specific()
    ):
        yield from _against_taking_down(below, now)


def _against_moving(page: Page, to: Page, now: datetime.datetime) -> Iterator[str]:
    """Yield why a page does not go to another parent: what refers to it stays with the old one."""
    if not isinstance(page, ContestChildMixin) or page.get_parent().pk == to.pk:
        return
    if records := records_below(page):
        yield _(
            "“%(page)s” holds %(records)s, which belong to “%(contest)s”: it cannot be moved to another contest."
        ) % {"page": page.title, "records": records, "contest": page.contest.title}
    yield from _against_taking_down(page, now)
