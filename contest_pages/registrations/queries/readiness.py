"""What a registration page may lack, and where the page says other than the contest."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page

from contest_pages.contests.enums import MilestoneKind
from contest_pages.contests.logic import is_open
from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.readiness import Finding, Situation, Weight
from contest_pages.registrations.models import ContestRegistrationPage


def inspect_registration(page: Page, situation: Situation) -> Iterator[Finding]:
    """Look for the notice about personal data (Law 91/2025/QH15), and for times that leave citizens outside."""
    if isinstance(page, ContestRegistrationPage):
        yield from _inspect_form(page, situation)
    if isinstance(page, ContestPage):
        yield from _inspect_contest(page, situation)


def _inspect_form(page: ContestRegistrationPage, situation: Situation) -> Iterator[Finding]:
    notice = page.consent_notice
    if notice is None or not notice.live:
        words = _("“%(page)s” has no published notice about personal data: nobody may be asked for them.")
        yield Finding(page, "consent_notice", words % {"page": page.title}, Weight.HARMS)
    if page.lacks_its_milestone:
        words = _("“%(page)s” follows the registration milestone, and the contest has none: it stays closed.")
        yield Finding(page, "follows_milestone", words % {"page": page.title}, Weight.CONTRADICTS)
        return
    opening, closing = page.opening(), page.closing()
    if opening and closing and closing <= opening:
        words = _("“%(page)s” closes before it opens.") % {"page": page.title}
        yield Finding(page, "closes_at", words, Weight.HARMS)
        return
    if not is_open(situation.now, opening or situation.now, closing):
        for found in situation.of_type(ContestRoundPage):
            if found.is_open(situation.now) and page.for_round_id in (None, found.pk):
                words = _("“%(round)s” is open, but the form “%(page)s” is closed: nobody new can take part.")
                words %= {"round": found.title, "page": page.title}
                yield Finding(page, "closes_at", words, Weight.CONTRADICTS)


def _inspect_contest(page: ContestPage, situation: Situation) -> Iterator[Finding]:
    forms = situation.of_type(ContestRegistrationPage)
    promised = [m for m in page.milestones.all() if m.kind == MilestoneKind.REGISTRATION]
    if promised and not forms:
        words = _("The milestone “%(label)s” promises registration, and there is no page with a form.")
        yield Finding(page, "milestones", words % {"label": promised[0].label}, Weight.CONTRADICTS)
    for milestone in promised:
        for form in forms:
            if form.follows_milestone or not milestone.ends_at or not form.closes_at:
                continue
            if form.closes_at < milestone.span.end:
                words = _("The form “%(page)s” closes before the milestone “%(label)s” (%(time)s) ends.")
                words %= {"page": form.title, "label": milestone.label, "time": milestone.words}
                yield Finding(form, "closes_at", words, Weight.CONTRADICTS)
