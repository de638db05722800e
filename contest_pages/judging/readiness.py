"""Readiness checks of a jury round: its score sheet, and sheets that were sealed under its published rules."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from contest_pages.judging.domain.planning import refusal_to_change
from contest_pages.judging.models import JuryRoundPage
from contest_pages.publishing.readiness import Finding, ReadinessContext, Severity


def check_jury_round(page, context: ReadinessContext) -> Iterator[Finding]:
    """Find what makes a jury round impossible to judge, or changes the rules under sealed sheets."""
    if not isinstance(page, JuryRoundPage):
        return
    if not page.rules.criteria:
        yield Finding(page, "criteria", _("The score sheet has no criterion yet."), Severity.BLOCKING)
    if page.pk and (refusal := refusal_to_change(page)):
        yield Finding(page, "", refusal, Severity.BLOCKING)
