"""Readiness checks of registration pages: what is missing, and what contradicts the contest or its rounds."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from contest_pages.contests.enums import MilestoneKind
from contest_pages.contests.logic.opening import is_open
from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.data.text_messages import can_be_sent
from contest_pages.publishing.readiness import Finding, ReadinessContext, Severity
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.models import ContestRegistrationPage, Registration


def check_registration(page: Page, context: ReadinessContext) -> Iterator[Finding]:
    """Find a missing notice about personal data (Law 91/2025/QH15), and times at which nobody can register."""
    if isinstance(page, ContestRegistrationPage):
        yield from _check_form(page, context)
        yield from _check_contact(page)
        yield from _check_contact_limit(page)
    if isinstance(page, ContestPage):
        yield from _check_contest(page, context)


def _check_form(page: ContestRegistrationPage, context: ReadinessContext) -> Iterator[Finding]:
    notice = page.consent_notice
    if notice is None or not notice.live:
        words = _("“%(page)s” has no published notice about personal data: nobody may be asked for them.")
        yield Finding(page, "consent_notice", words % {"page": page.title}, Severity.BLOCKING)
    if page.lacks_its_milestone:
        words = _("“%(page)s” follows the registration milestone, and the contest has none: it stays closed.")
        yield Finding(page, "follows_milestone", words % {"page": page.title}, Severity.CONTRADICTION)
        return
    opening, closing = page.opening(), page.closing()
    if opening and closing and closing <= opening:
        words = _("“%(page)s” closes before it opens.") % {"page": page.title}
        yield Finding(page, "closes_at", words, Severity.BLOCKING)
        return
    if not is_open(context.now, opening or context.now, closing):
        for round_page in context.of_type(ContestRoundPage):
            if round_page.is_open(context.now) and page.for_round_id in (None, round_page.pk):
                words = _("“%(round)s” is open, but the form “%(page)s” is closed: nobody new can take part.")
                words %= {"round": round_page.title, "page": page.title}
                yield Finding(page, "closes_at", words, Severity.CONTRADICTION)


def _check_contact(page: ContestRegistrationPage) -> Iterator[Finding]:
    """Find a form whose contestants the installation can no longer reach."""
    if can_be_sent():
        return
    reached = Registration.objects.active().filter(page=page, email="").exclude(phone="").count()
    if not reached:
        return
    words = ngettext(
        "%(count)d contestant of “%(page)s” gave a phone number only, and this site cannot send text messages: call them.",
        "%(count)d contestants of “%(page)s” gave a phone number only, and this site cannot send text messages: call them.",
        reached,
    ) % {"count": reached, "page": page.title}
    yield Finding(page, "", words, Severity.REMARK)


def _check_contact_limit(page: ContestRegistrationPage) -> Iterator[Finding]:
    """Find a form on which one person could register any number of invented contestants."""
    if page.most_per_contact is None and RegistrationKind.INDIVIDUAL in page.kinds:
        words = _(
            "“%(page)s” takes any number of registrations with one e-mail address or phone, so one person could take part many times under invented names. A limit of 5 is enough for most families."
        )
        yield Finding(page, "most_per_contact", words % {"page": page.title}, Severity.REMARK)


def _check_contest(page: ContestPage, context: ReadinessContext) -> Iterator[Finding]:
    forms = context.of_type(ContestRegistrationPage)
    promised = [m for m in page.milestones.all() if m.kind == MilestoneKind.REGISTRATION]
    if promised and not forms:
        words = _("The milestone “%(label)s” promises registration, and there is no page with a form.")
        yield Finding(page, "milestones", words % {"label": promised[0].label}, Severity.CONTRADICTION)
    for milestone in promised:
        for form in forms:
            if form.follows_milestone or not milestone.ends_at or not form.closes_at:
                continue
            if form.closes_at < milestone.span.end:
                words = _("The form “%(page)s” closes before the milestone “%(label)s” (%(time)s) ends.")
                words %= {"page": form.title, "label": milestone.label, "time": milestone.words}
                yield Finding(form, "closes_at", words, Severity.CONTRADICTION)
