"""The registration form inside another page."""

from __future__ import annotations

import datetime

from contest_pages.contests.models.form_page import Fragment
from contest_pages.publishing import page_parts
from contest_pages.registrations.domain.eligibility import open_rules
from contest_pages.registrations.errors import RegistrationClosed
from contest_pages.registrations.forms import RegistrationForm
from contest_pages.registrations.models import ContestRegistrationPage

_FORM = "contest_registrations/_form.html"


@page_parts.makes(ContestRegistrationPage, "form")
def form_for_page(
    page: ContestRegistrationPage, *, now: datetime.datetime, attached_token: str = ""
) -> Fragment:
    """Return the empty form, or the sentence that says why it is closed.

    `attached_token` is a hidden field of the form; after a registration the signal `attached_token_received`
    passes it on.
    """
    context = {"page": page, "closed": "", "form": None}
    try:
        open_rules(page, now)
        context["form"] = RegistrationForm(page=page, initial={"attached_token": attached_token})
        context["closes_at"] = page.closing()
        if not page.takes_rosters and not attached_token:
            context["roster_page"] = _roster_page_beside(page, now)
    except RegistrationClosed as closed:
        context["closed"] = closed.message
    return Fragment(_FORM, context)


def _roster_page_beside(
    page: ContestRegistrationPage, now: datetime.datetime
) -> ContestRegistrationPage | None:
    """Return the page of the same contest on which units register their people with a list at `now`, or None."""
    beside = [
        other
        for other in page.contest.navigation
        if other.specific_class.takes_registrations and other.pk != page.pk
    ]
    for other in (
        ContestRegistrationPage.objects.filter(pk__in=[page.pk for page in beside]) if beside else ()
    ):
        if other.takes_rosters:
            other.contest = page.contest
            try:
                open_rules(other, now)
            except RegistrationClosed:
                continue
            return other
    return None
