"""Remarks of the readiness checks that an editor has read and set aside; kept per page in its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Page, PageLogEntry

from contest_pages import audit
from contest_pages.publishing.readiness import Finding, Severity

DISMISS, RESTORE = "contest.dismiss_remark", "contest.restore_remark"


@dataclass(frozen=True)
class Dismissal:
    """Who set a remark aside, and when."""

    user_id: int | None
    at: datetime


def key_of(finding: Finding) -> tuple[int, str, str]:
    """Return what a remark is known by: other words, for example another date, are another remark."""
    return finding.page.pk, finding.field, finding.words


def dismissals_of(pages: Iterable[Page]) -> dict[tuple[int, str, str], Dismissal]:
    """Return the remarks that are set aside on pages, in one query."""
    entries = PageLogEntry.objects.filter(page__in=[page.pk for page in pages], action__in=[DISMISS, RESTORE])
    found: dict[tuple[int, str, str], Dismissal] = {}
    for entry in entries.order_by("timestamp", "pk"):
        key = (entry.page_id, entry.data.get("field", ""), entry.data.get("words", ""))
        if entry.action == DISMISS:
            found[key] = Dismissal(entry.user_id, entry.timestamp)
        else:
            found.pop(key, None)
    return found


@transaction.atomic
def set_aside(finding: Finding, *, actor, dismissed: bool) -> bool:
    """Set a remark aside, or show it again; return whether that changed anything. Errors are not set aside."""
    if finding.severity != Severity.REMARK:
        return False
    page = Page.objects.select_for_update().get(pk=finding.page.pk)
    if (key_of(finding) in dismissals_of([page])) == dismissed:
        return False
    verb = DISMISS if dismissed else RESTORE
    audit.record(verb, page.specific, actor=actor, field=finding.field, words=finding.words)
    return True
