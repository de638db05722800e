"""Readiness checks of ceremonies."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page

from contest_pages.publishing.readiness import Finding, ReadinessContext, Severity
from contest_pages.vietnamese import moment

from .models import ContestCeremonyPage


def check_ceremony(page: Page, context: ReadinessContext) -> Iterator[Finding]:
    """Check times, programme and venues, and that the start button can still open its round."""
    if not isinstance(page, ContestCeremonyPage) or page.starts_at is None:
        return
    if page.first_published_at is None and page.end <= context.now:
        words = _("The ceremony “%(page)s” (%(time)s) is over already.")
        words %= {"page": page.title, "time": moment(page.starts_at)}
        yield Finding(page, "starts_at", words, Severity.CONTRADICTION)
    opened = page.opens_round
    if opened is not None and opened.opens_at is not None and page.starts_at > context.now >= opened.opens_at:
        words = _("The press on stage is to open “%(round)s”, which is open since %(time)s.")
        words %= {"round": opened.title, "time": moment(opened.opens_at)}
        yield Finding(page, "opens_round", words, Severity.CONTRADICTION)
    for field, words in (
        ("programme", _("The ceremony has no programme.")),
        ("venues", _("The ceremony has no venue.")),
    ):
        if not getattr(page, field).exists():
            yield Finding(page, field, words, Severity.MISSING)
