"""The reviews of a contestant's works, as personal data."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contest_pages.entries.models import Entry
from contest_pages.privacy.queries import Part
from contest_pages.review.enums import Decision
from contest_pages.review.models import Complaint
from contest_pages.vietnamese import moment

from .contestant import reasons_of, records_of


def reviews_of(registration) -> Part:
    """Return the chapter of effective decisions: which, when and why, without the names of moderators.

    Votes of undecided steps and remarks beside an acceptance are internal and left out.
    """
    entries = list(Entry.objects.filter(registration=registration).order_by("number"))
    records = records_of(entries)
    rows = []
    for entry in entries:
        for review in reasons_of(entry, records.get(entry.pk, [])):
            is_acceptance = review.decision == Decision.ACCEPT
            rows.append(
                {
                    _("Code"): entry.code,
                    _("Step of the review"): review.step_name,
                    _("Decision"): review.get_decision_display(),
                    _("Reason"): "" if is_acceptance else review.full_reason,
                    _("Decided at"): moment(review.decided_at),
                }
            )
    for complaint in Complaint.objects.filter(entry__in=entries).select_related("entry", "about"):
        rows.append(
            {
                _("Code"): complaint.entry.code,
                _("Asked for a second look"): complaint.words,
                _("Asked at"): moment(complaint.asked_at),
                _("Reason"): complaint.about.full_reason,
            }
        )
    return Part("reviews", _("Preliminary review"), rows)
