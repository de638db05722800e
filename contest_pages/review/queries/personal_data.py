"""What is kept about the review of a contestant's works, for the contestant."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contest_pages.registrations.queries.personal_data import Part
from contest_pages.review.enums import NEEDS_REASON, VOTES, Decision
from contest_pages.review.models import Complaint, Review
from contest_pages.vietnamese import moment


def reviews_of(registration) -> Part:
    """Return the chapter about the decisions: what was decided and why, without the names of officials."""
    told = sorted((VOTES | NEEDS_REASON) - {Decision.PASS_ON})
    decisions = (
        Review.objects.standing()
        .filter(entry__registration=registration, decision__in=told)
        .select_related("entry")
        .order_by("decided_at", "pk")
    )
    rows = [
        {
            _("Code"): review.entry.code,
            _("Step of the review"): review.step_name,
            _("Decision"): review.get_decision_display(),
            _("Reason"): review.full_reason,
            _("Decided at"): moment(review.decided_at),
        }
        for review in decisions
    ]
    for complaint in Complaint.objects.filter(entry__registration=registration).select_related("entry"):
        rows.append(
            {
                _("Code"): complaint.entry.code,
                _("Asked for a second look"): complaint.words,
                _("Asked at"): moment(complaint.asked_at),
            }
        )
    return Part("reviews", _("Preliminary review"), rows)
