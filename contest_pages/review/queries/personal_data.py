"""What is kept about the review of a contestant's works, for the contestant."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contest_pages.entries.models import Entry
from contest_pages.registrations.queries.personal_data import Part
from contest_pages.review.enums import Decision
from contest_pages.review.models import Complaint
from contest_pages.vietnamese import moment

from .contestant import reasons_of, records_of


def reviews_of(registration) -> Part:
    """Return the chapter about the decisions that stand: which, when and why, without the names of officials.

    A vote that has decided nothing yet is the moderators' own, and so is the remark beside an acceptance.
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
