"""What of rules and rounds would harm works that were handed in."""

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
from contest_pages.readiness import Finding, Situation, Weight
from contest_pages.vietnamese import moment

from .probing import limits_of

#: Works that were checked against the rules, and may rely on it.
_CHECKED = (EntryState.SUBMITTED, EntryState.CHANGES_ASKED, EntryState.ACCEPTED)


def inspect_rules_over_works(page: Page, situation: Situation) -> Iterator[Finding]:
    """Refuse rules that works handed in under the published ones would break, with their number."""
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
        yield Finding(page, "maximum_seconds", words % {"count": broken}, Weight.HARMS)
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
            yield Finding(page, "entries_per_contestant", words % {"count": more}, Weight.HARMS)


def _works(page: ContestRulesPage):
    return Entry.objects.filter(contest=page.get_parent().pk)


def _works_broken_by(page: ContestRulesPage, before: ContestRulesPage) -> int:
    """Return how many checked works meet the rules as they were and not as they would be."""
    old, new = limits_of(before), limits_of(page)
    if old == new:
        return 0
    works = _works(page).filter(state__in=_CHECKED, video__isnull=False).select_related("video")
    return sum(
        1
        for facts in (work.video.found for work in works.iterator(chunk_size=500))
        if facts is not None
        and logic.passes(logic.video_verdict(facts, old))
        and not logic.passes(logic.video_verdict(facts, new))
    )


def inspect_rounds_of_works(page: Page, situation: Situation) -> Iterator[Finding]:
    """Look whether rules stand behind a round of works, and whether its times are those of the milestones."""
    if isinstance(page, EntryRoundPage):
        rules = ContestRulesPage.objects.live().child_of(situation.contest)
        if not rules.exists() and not any(found.live for found in situation.of_type(ContestRulesPage)):
            opened = page.opens_at is not None and page.opens_at <= situation.now
            words = _("“%(round)s” takes works while no rules are published: nothing could be checked.")
            weight = Weight.HARMS if opened else Weight.CONTRADICTS
            yield Finding(page, "opens_at", words % {"round": page.title}, weight)
    if isinstance(page, ContestPage):
        closings = [found.closes_at for found in situation.of_type(EntryRoundPage) if found.closes_at]
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
                    "closings": ", ".join(moment(closing) for closing in closings),
                }
                yield Finding(page, "milestones", words, Weight.CONTRADICTS)


INSPECTORS = (inspect_rules_over_works, inspect_rounds_of_works)
