"""What a ceremony may lack, and whether its press can open anything."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page

from contest_pages.readiness import Finding, Situation, Weight
from contest_pages.vietnamese import moment

from .models import ContestCeremonyPage


def inspect_ceremony(page: Page, situation: Situation) -> Iterator[Finding]:
    """Look at a ceremony."""
    if not isinstance(page, ContestCeremonyPage) or page.starts_at is None:
        return
    if page.first_published_at is None and page.end <= situation.now:
        words = _("The ceremony “%(page)s” (%(time)s) is over already.")
        words %= {"page": page.title, "time": moment(page.starts_at)}
        yield Finding(page, "starts_at", words, Weight.CONTRADICTS)
    opened = page.opens_round
    if (
        opened is not None
        and opened.opens_at is not None
        and page.starts_at > situation.now >= opened.opens_at
    ):
        words = _("The press on stage is to open “%(round)s”, which is open since %(time)s.")
        words %= {"round": opened.title, "time": moment(opened.opens_at)}
        yield Finding(page, "opens_round", words, Weight.CONTRADICTS)
    for field, words in (
        ("programme", _("The ceremony has no programme.")),
        ("venues", _("The ceremony has no venue.")),
    ):
        if not getattr(page, field).exists():
            yield Finding(page, field, words, Weight.MISSING)
