"""Readiness checks of rules and rounds against submitted entries."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from contest_pages.contests.enums import MilestoneKind
from contest_pages.contests.models import ContestPage, ContestRulesPage
from contest_pages.entries import logic
from contest_pages.entries.enums import COUNTED, EntryState
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.publishing.readiness import Finding, ReadinessContext, Severity
from contest_pages.vietnamese import closing_moment

from .domain.probing import limits_of

#: States of entries that were checked against the rules.
_CHECKED = (EntryState.SUBMITTED, EntryState.CHANGES_ASKED, EntryState.ACCEPTED)


def check_rules_against_entries(page: Page, context: ReadinessContext) -> Iterator[Finding]:
    """Find rules that submitted entries would violate, with their number."""
    if not isinstance(page, ContestRulesPage):
        return
    before = ContestRulesPage.objects.live().filter(pk=page.pk).first()
    if before is None:
        return
    if broken := _works_broken_by(page, before):
        words = ngettext(
            "%(count)d work that was handed in under the published rules would break these.",
            "%(count)d works that were handed in under the published rules would break these.",
            broken,
        )
        yield Finding(page, "maximum_seconds", words % {"count": broken}, Severity.BLOCKING)
    least = page.entries_per_contestant
    if least is not None and least != before.entries_per_contestant:
        counts = _works(page).filter(state__in=COUNTED).values("registration", "round")
        more = counts.annotate(works=Count("pk")).filter(works__gt=least).count()
        if more:
            words = ngettext(
                "%(count)d contestant has handed in more works than these rules allow.",
                "%(count)d contestants have handed in more works than these rules allow.",
                more,
            )
            yield Finding(page, "entries_per_contestant", words % {"count": more}, Severity.BLOCKING)


def _works(page: ContestRulesPage):
    return Entry.objects.filter(contest=page.contest)


def _works_broken_by(page: ContestRulesPage, before: ContestRulesPage) -> int:
    """Return how many checked entries meet the published rules but not the new ones."""
    old, new = limits_of(before), limits_of(page)
    if old == new:
        return 0
    works = _works(page).filter(state__in=_CHECKED, video__isnull=False).select_related("video")
    return sum(
        1
        for facts in (work.video.probe_facts for work in works.iterator(chunk_size=500))
        if facts is not None
        and logic.passes(logic.video_verdict(facts, old))
        and not logic.passes(logic.video_verdict(facts, new))
    )


def check_entry_rounds(page: Page, context: ReadinessContext) -> Iterator[Finding]:
    """Check that a round of entries has published rules, and that its times match the milestones."""
    if isinstance(page, EntryRoundPage):
        rules = ContestRulesPage.objects.live().child_of(context.contest)
        if not rules.exists() and not any(found.live for found in context.of_type(ContestRulesPage)):
            opened = page.opens_at is not None and page.opens_at <= context.now
            words = _("“%(round)s” takes works while no rules are published: nothing could be checked.")
            severity = Severity.BLOCKING if opened else Severity.CONTRADICTION
            yield Finding(page, "opens_at", words % {"round": page.title}, severity)
    if isinstance(page, ContestPage):
        closings = [found.closes_at for found in context.of_type(EntryRoundPage) if found.closes_at]
        for milestone in page.milestones.all():
            if milestone.kind != MilestoneKind.ENTRIES or not closings or not milestone.ends_at:
                continue
            if milestone.span.end not in closings:
                words = _(
                    "The milestone “%(label)s” (%(time)s) does not end when works are closed: %(closings)s."
                )
                words %= {
                    "label": milestone.label,
                    "time": milestone.words,
                    "closings": ", ".join(closing_moment(closing) for closing in closings),
                }
                yield Finding(page, "milestones", words, Severity.CONTRADICTION)


READINESS_CHECKS = (check_rules_against_entries, check_entry_rounds)
