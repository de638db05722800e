"""Scheduled publishing and unpublishing of pages, as part of the housekeeping."""

from __future__ import annotations

import datetime

from django.core.management import call_command
from wagtail.models import Page, Revision

from contest_pages.contests.models import ContestChildMixin, ContestPage
from contest_pages.publishing.page_actions import (
    PageAction,
    PageActionRefused,
    note_refusal,
    reasons_against,
)


def publish_scheduled(now: datetime.datetime) -> list[str]:
    """Run Wagtail's `publish_scheduled` if a page is due. Idempotent, so a host may run the command as well.

    A page that is still needed by those who take part stays until the rounds of its contest have closed.
    """
    for page in Page.objects.live().filter(expire_at__lt=now).specific():
        if isinstance(page, Page) and isinstance(page, ContestPage | ContestChildMixin):
            _keep_if_needed(page, now)
    due = Revision.objects.filter(approved_go_live_at__lt=now).exists()
    if due or Page.objects.live().filter(expire_at__lt=now).exists():
        call_command("publish_scheduled", verbosity=0)
    return []


def _keep_if_needed(page: Page, now: datetime.datetime) -> None:
    """Put off the end of a page that may not be taken down, and write to its author."""
    if not (reasons := reasons_against(PageAction.UNPUBLISH, page)):
        return
    contest = page if isinstance(page, ContestPage) else page.contest
    closings = [round_page.closes_at for round_page in contest.live_rounds if round_page.is_open(now)]
    ends_at = max(closings) if closings and all(closings) else None
    Page.objects.filter(pk=page.pk).update(expire_at=ends_at)
    note_refusal(PageActionRefused(PageAction.UNPUBLISH, page, reasons))
