"""What the contest itself, its plan, its rounds and its texts may lack, or say against each other."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page

from contest_pages.contests.enums import ContestKind
from contest_pages.contests.models import (
    ContestPage,
    ContestPlanPage,
    ContestRoundPage,
    ContestRulesPage,
)
from contest_pages.readiness import Finding, Situation, Weight
from contest_pages.vietnamese import moment, running_date

#: Kinds of contests in which works are handed in under rules.
_UNDER_RULES = {ContestKind.VIDEO, ContestKind.WORKS}


def inspect_contest_page(page: Page, situation: Situation) -> Iterator[Finding]:
    """Look at what the contest's own page lacks, and at dates that cannot be meant."""
    if not isinstance(page, ContestPage):
        return
    last_day = page.last_day
    if page.erase_on and last_day and page.erase_on <= last_day:
        words = _("Personal data would be erased before the contest's last day, %(day)s.")
        yield Finding(page, "erase_on", words % {"day": running_date(last_day)}, Weight.HARMS)
    yield from _missing(
        page,
        {
            "kinds": _("The kind of contest is not chosen: visitors cannot filter by it."),
            "summary": _("The summary is missing: cards and search engines show it."),
            "organiser": _("The organising body is missing."),
            "milestones": _("There is no milestone: visitors see no timeline."),
            "prizes": _("There is no prize."),
            "contacts": _("There is no contact for questions."),
        },
    )
    for prize in page.prizes.all():
        if prize.count is None:
            words = _("How many are given of “%(prize)s” is missing.") % {"prize": prize}
            yield Finding(page, "prizes", words, Weight.MISSING)
    yield from _past_milestones(page, situation)


def _missing(page: Page, words_of: dict[str, str]) -> Iterator[Finding]:
    """Say of each field, or rows of the page, that are empty what is missing there."""
    for field, words in words_of.items():
        value = getattr(page, field)
        if not (value.exists() if hasattr(value, "exists") else value):
            yield Finding(page, field, words, Weight.MISSING)


def _past_milestones(page: ContestPage, situation: Situation) -> Iterator[Finding]:
    """A contest that nobody has seen yet can hardly mean a date that is over."""
    if page.first_published_at is not None:
        return
    for milestone in page.milestones.all():
        if milestone.span.end <= situation.now:
            words = _("The milestone “%(label)s” (%(time)s) is over already.")
            words %= {"label": milestone.label, "time": milestone.words}
            yield Finding(page, "milestones", words, Weight.CONTRADICTS)


def inspect_documents(page: Page, situation: Situation) -> Iterator[Finding]:
    """Look for the papers that a contest stands on, and for what Decree 42/2022 asks of a posted document."""
    if isinstance(page, ContestPage):
        if not situation.of_type(ContestPlanPage):
            yield Finding(page, "", _("There is no page for the plan."), Weight.MISSING)
        rules = situation.of_type(ContestRulesPage)
        if not rules and _UNDER_RULES & set(page.kinds):
            words = _("There is no page for the rules: without it no work is taken.")
            yield Finding(page, "", words, Weight.MISSING)
    if isinstance(page, ContestPlanPage):
        yield from _missing(
            page,
            {
                "number": _("The plan has no number and symbol."),
                "issued_on": _("The plan has no date of issue."),
                "issuer": _("The plan has no issuing body."),
                "attachments": _("The signed file of the plan is missing."),
            },
        )
    if isinstance(page, ContestRulesPage):
        if not page.live:
            words = _("The rules are not published: forms, checks and review use published rules only.")
            yield Finding(page, "", words, Weight.MISSING)
        if not page.who_may_take_part:
            words = _("Who may take part is not said in words.")
            yield Finding(page, "who_may_take_part", words, Weight.MISSING)


def inspect_round(page: Page, situation: Situation) -> Iterator[Finding]:
    """Look at the times of a round."""
    if not isinstance(page, ContestRoundPage):
        return
    if page.opens_at is None:
        words = _("“%(round)s” has no opening: it stays closed.") % {"round": page.title}
        weight = Weight.CONTRADICTS if page.closes_at else Weight.MISSING
        yield Finding(page, "opens_at", words, weight)
    elif page.closes_at is None:
        words = _("“%(round)s” has no closing: it stays open for ever.") % {"round": page.title}
        yield Finding(page, "closes_at", words, Weight.MISSING)
    if page.opens_at and page.closes_at and page.closes_at <= page.opens_at:
        words = _("“%(round)s” closes before it opens.") % {"round": page.title}
        yield Finding(page, "closes_at", words, Weight.HARMS)
    if page.has_closed(situation.now):
        before = ContestRoundPage.objects.filter(pk=page.pk).first()
        if before is not None and before.is_open(situation.now):
            words = _(
                "“%(round)s” is open, and would close at once for all who are at it. Give a closing in the future."
            )
            yield Finding(page, "closes_at", words % {"round": page.title}, Weight.HARMS)
        elif page.first_published_at is None:
            words = _("The closing of “%(round)s”, %(time)s, is over already.")
            words %= {"round": page.title, "time": moment(page.closes_at)}
            yield Finding(page, "closes_at", words, Weight.CONTRADICTS)


def inspect_texts(page: Page, situation: Situation) -> Iterator[Finding]:
    """Look for pictures that say nothing to those who cannot see, and for forms that nobody would see."""
    for field in ("body", "pictures"):
        for block in getattr(page, field, None) or []:
            if block.block_type == "picture" and not block.value.get("alternative_text"):
                words = _("A picture has no alternative text.")
                yield Finding(page, field, words, Weight.MISSING)
            if block.block_type == "form":
                form = block.value.get("page")
                if form is None or not form.live:
                    words = _("The text shows a form whose page is not published.")
                    yield Finding(page, field, words, Weight.CONTRADICTS)


INSPECTORS = (inspect_contest_page, inspect_documents, inspect_round, inspect_texts)
