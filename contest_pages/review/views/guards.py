"""Who may open which screen of the review."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from contest_pages.entries.models import EntryRoundPage
from contest_pages.review.policies import may_export, may_look, may_manage, may_review
from contest_pages.view_guards import only

for_moderators = only(may_review)
for_managers = only(may_manage)
for_lookers = only(may_look)
for_exporters = only(may_export)


def round_or_404(round_id: int) -> EntryRoundPage:
    """Return a round that is reviewed."""
    return get_object_or_404(
        EntryRoundPage.objects.select_related("review_plan", "finalists").filter(review_plan__isnull=False),
        pk=round_id,
    )
