"""Readiness checks of the contest, its plan and rules, its rounds and its texts."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page

from contest_pages.contests.enums import KINDS_WITH_WORKS, DocumentType
from contest_pages.contests.models import (
    ContestPage,
    ContestPlanPage,
    ContestRoundPage,
    ContestRulesPage,
)
from contest_pages.publishing.readiness import Finding, ReadinessContext, Severity
from contest_pages.vietnamese import closing_moment, moment, running_date


def check_contest_page(page: Page, context: ReadinessContext) -> Iterator[Finding]:
    """Check the contest's page for missing fields and implausible dates."""
    if not isinstance(page, ContestPage):
        return
    last_day = page.last_day
    if page.erase_on and last_day and page.erase_on <= last_day:
        words = _("Personal data would be erased before the contest's last day, %(day)s.")
        yield Finding(page, "erase_on", words % {"day": running_date(last_day)}, Severity.BLOCKING)
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
            yield Finding(page, "prizes", words, Severity.MISSING)
    yield from _past_milestones(page, context)


def _missing(page: Page, words_of: dict[str, str]) -> Iterator[Finding]:
    """Yield a finding for each empty field or relation of the page."""
    for field, words in words_of.items():
        value = getattr(page, field)
        if not (value.exists() if hasattr(value, "exists") else value):
            yield Finding(page, field, words, Severity.MISSING)


def _past_milestones(page: ContestPage, context: ReadinessContext) -> Iterator[Finding]:
    """Find past milestones of a contest that was never published."""
    if page.first_published_at is not None:
        return
    for milestone in page.milestones.all():
        if milestone.span.end <= context.now:
            words = _("The milestone “%(label)s” (%(time)s) is over already.")
            words %= {"label": milestone.label, "time": milestone.words}
            yield Finding(page, "milestones", words, Severity.REMARK)


def check_documents(page: Page, context: ReadinessContext) -> Iterator[Finding]:
    """Check that plan and rules exist and have what Decree 42/2022 requires of a posted document."""
    if isinstance(page, ContestPage):
        plans = context.of_type(ContestPlanPage)
        if not any(plan.document_type == DocumentType.PLAN for plan in plans):
            yield Finding(page, "", _("There is no page for the plan."), Severity.MISSING)
        rules = context.of_type(ContestRulesPage)
        if not rules and KINDS_WITH_WORKS & set(page.kinds):
            words = _("There is no page for the rules: without it no work is taken.")
            yield Finding(page, "", words, Severity.MISSING)
    if isinstance(page, ContestPlanPage):
        yield from _missing(
            page,
            {
                "issued_on": _("The document has no date of issue."),
                "issuer": _("The document has no issuing body."),
                "attachments": _("The signed file of the document is missing."),
            },
        )
        if not page.has_number:
            yield Finding(page, "number", _("The document is not numbered yet."), Severity.REMARK)
        if page.amends is not None:
            yield from _missing(page, {"amendment_reason": _("The reason of the amendment is missing.")})
    if isinstance(page, ContestRulesPage):
        if not page.live:
            words = _("The rules are not published: forms, checks and review use published rules only.")
            yield Finding(page, "", words, Severity.MISSING)
        if not page.who_may_take_part:
            words = _("Who may take part is not said in words.")
            yield Finding(page, "who_may_take_part", words, Severity.MISSING)


def check_round(page: Page, context: ReadinessContext) -> Iterator[Finding]:
    """Check the times of a round."""
    if not isinstance(page, ContestRoundPage):
        return
    if page.opens_at is None:
        words = _("“%(round)s” has no opening: it stays closed.") % {"round": page.title}
        severity = Severity.CONTRADICTION if page.closes_at else Severity.MISSING
        yield Finding(page, "opens_at", words, severity)
    elif page.closes_at is None:
        words = _("“%(round)s” has no closing: it stays open for ever.") % {"round": page.title}
        yield Finding(page, "closes_at", words, Severity.MISSING)
    if page.opens_at and page.closes_at and page.closes_at <= page.opens_at:
        words = _("“%(round)s” closes before it opens.") % {"round": page.title}
        yield Finding(page, "closes_at", words, Severity.BLOCKING)
    yield from _moved_opening(page, context)
    if page.has_closed(context.now):
        before = ContestRoundPage.objects.filter(pk=page.pk).first()
        if before is not None and before.is_open(context.now):
            words = _(
                "“%(round)s” is open, and would close at once for all who are at it. Give a closing in the future."
            )
            yield Finding(page, "closes_at", words % {"round": page.title}, Severity.BLOCKING)
        elif page.closes_at and page.first_published_at is None:
            words = _("The closing of “%(round)s”, %(time)s, is over already.")
            words %= {"round": page.title, "time": closing_moment(page.closes_at)}
            yield Finding(page, "closes_at", words, Severity.REMARK)


def _moved_opening(page: ContestRoundPage, context: ReadinessContext) -> Iterator[Finding]:
    """Find an opening that a round in progress would lose: it would close for all who are at it, without a word."""
    before = ContestRoundPage.objects.filter(pk=page.pk).first()
    if before is None or not before.is_open(context.now) or page.opens_at == before.opens_at:
        return
    values = {"round": page.title, "time": moment(before.opens_at)}
    if page.opens_at is None or page.opens_at > context.now:
        words = _("“%(round)s” is open since %(time)s: its opening cannot be moved while people take part.")
        yield Finding(page, "opens_at", words % values, Severity.BLOCKING)
    else:
        words = _("“%(round)s” is open since %(time)s; the page would tell another time.")
        yield Finding(page, "opens_at", words % values, Severity.CONTRADICTION)


def check_texts(page: Page, context: ReadinessContext) -> Iterator[Finding]:
    """Check for pictures without alternative text and for forms whose page is not published."""
    for field in ("body", "pictures"):
        for block in getattr(page, field, None) or []:
            if block.block_type == "picture" and not block.value.get("alternative_text"):
                words = _("A picture has no alternative text.")
                yield Finding(page, field, words, Severity.MISSING)
            if block.block_type == "form":
                form = block.value.get("page")
                if form is None or not form.live:
                    words = _("The text shows a form whose page is not published.")
                    yield Finding(page, field, words, Severity.CONTRADICTION)


READINESS_CHECKS = (check_contest_page, check_documents, check_round, check_texts)
