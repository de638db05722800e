"""Readiness checks of contests: missing fields, contradictions, and blocking problems.

Each feature checks its own pages by the hook `check_page`; the editor's side panel shows all that it finds,
and a page with a blocking problem is not published: neither by hand, nor by a workflow, nor on
schedule.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain

from wagtail.models import Page

from contest_pages import hooks


class Severity(IntEnum):
    """How severe a finding is, the most severe first; BLOCKING ones are not published.

    A REMARK is no error: an editor who has read it may set it aside.
    """

    BLOCKING = 1
    CONTRADICTION = 2
    MISSING = 3
    REMARK = 4


@dataclass(frozen=True)
class Finding:
    """A problem of a page: which page, which of its fields, a sentence that says what is wrong."""

    page: Page
    field: str
    words: str
    severity: Severity


@dataclass(frozen=True)
class ReadinessContext:
    """What readiness checks are given: a contest with its pages, as drafts or as published, and the time of the check.

    Each page has this contest as its `contest`.
    """

    contest: Page
    pages: tuple[Page, ...]
    now: datetime.datetime

    def of_type(self, model: type[Page]) -> list[Page]:
        """Return the pages of a type."""
        return [page for page in self.pages if isinstance(page, model)]


def check_page(page: Page, context: ReadinessContext) -> list[Finding]:
    """Return what all features find on a page, the most severe first."""
    findings = chain.from_iterable(hooks.call("check_page", page=page, context=context))
    return sorted(findings, key=lambda finding: finding.severity)


def check_contest(context: ReadinessContext) -> list[Finding]:
    """Return what is found on the contest and all pages below it, the most severe first."""
    pages = (context.contest, *context.pages)
    found = [finding for page in pages for finding in check_page(page, context)]
    return sorted(found, key=lambda finding: finding.severity)
