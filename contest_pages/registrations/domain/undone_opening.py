"""Registrations made while a contest was open by mistake."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages.contests.models import ContestRoundPage
from contest_pages.registrations.enums import OPEN_STATUSES
from contest_pages.registrations.models import ContestRegistrationPage, Registration

from .leaving import cancel


def discard_registrations(
    *, round_page: ContestRoundPage, since: datetime.datetime, until: datetime.datetime, actor
) -> list[str]:
    """Cancel the registrations of a contest that only its mistaken opening brought, and return sentences about all.

    A form that was open before, by its own times or because people had registered with it, owes nothing to the
    mistake: what was registered there counts. Idempotent.
    """
    forms = list(ContestRegistrationPage.objects.sibling_of(round_page, inclusive=False))
    made = Registration.objects.filter(page__in=forms, created_at__gte=since, created_at__lte=until)
    earlier = set(
        Registration.objects.filter(page__in=forms, created_at__lt=since).values_list("page", flat=True)
    )
    by_itself = {form.pk for form in forms if form.opens_at or form.follows_milestone} | earlier
    reason = _("The contest had been opened by mistake. Please register again once it opens.")
    for registration in made.exclude(page__in=by_itself).filter(status__in=OPEN_STATUSES).order_by("pk"):
        cancel(registration=registration, reason=reason, actor=actor, now=until)
    stay, go = made.filter(page__in=by_itself).count(), made.exclude(page__in=by_itself).count()
    sentences = []
    if go:
        words = ngettext(
            "%(count)d registration was made in the meantime; it does not count, and its contestant is told.",
            "%(count)d registrations were made in the meantime; they do not count, and their contestants are told.",
            go,
        )
        sentences.append(words % {"count": go})
    if stay:
        words = ngettext(
            "%(count)d registration was made in the meantime with a form that was open before; it counts.",
            "%(count)d registrations were made in the meantime with a form that was open before; they count.",
            stay,
        )
        sentences.append(words % {"count": stay})
    return sentences
