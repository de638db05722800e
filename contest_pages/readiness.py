"""What is missing or contradictory in a contest, and what must not be published as it stands.

Each feature puts inspectors of its own pages into `inspectors`; the editor's side panel shows all that they
find, and what harms citizens is not published, whichever way it was to be: by hand, at the end of a
workflow, or at an appointed time.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from wagtail.models import Page


class Weight(IntEnum):
    """How much a finding weighs, the heaviest first."""

    HARMS = 1
    CONTRADICTS = 2
    MISSING = 3


@dataclass(frozen=True)
class Finding:
    """Something to look at: on which page, in which of its fields, in a sentence."""

    page: Page
    field: str
    words: str
    weight: Weight


@dataclass(frozen=True)
class Situation:
    """A contest with the pages below it, as drafts or as published; each page knows it as its `contest`."""

    contest: Page
    pages: tuple[Page, ...]
    now: datetime.datetime

    def of_type(self, model: type[Page]) -> list[Page]:
        """Return the pages of a type."""
        return [page for page in self.pages if isinstance(page, model)]


Inspector = Callable[[Page, Situation], Iterable[Finding]]

#: Each takes a page with its situation and yields what it finds; pages of other features it leaves alone.
inspectors: list[Inspector] = []


def inspect_page(page: Page, situation: Situation) -> list[Finding]:
    """Return what all inspectors find on a page, the heaviest first."""
    found = [finding for inspector in inspectors for finding in inspector(page, situation)]
    return sorted(found, key=lambda finding: finding.weight)


def inspect_contest(situation: Situation) -> list[Finding]:
    """Return what is found on the contest and all pages below it, the heaviest first."""
    pages = (situation.contest, *situation.pages)
    found = [finding for page in pages for finding in inspect_page(page, situation)]
    return sorted(found, key=lambda finding: finding.weight)
