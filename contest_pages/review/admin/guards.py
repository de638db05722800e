"""Who may open which screen of the review."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from contest_pages.entries.models import EntryRoundPage
from contest_pages.http.decorators import only
from contest_pages.review.permissions import may_export, may_manage, may_review, may_view

for_moderators = only(may_review)
for_managers = only(may_manage)
for_viewers = only(may_view)
for_exporters = only(may_export)


def round_or_404(round_id: int) -> EntryRoundPage:
    """Return a round that is reviewed."""
    return get_object_or_404(
        EntryRoundPage.objects.select_related("review_plan", "advance_list__closed_by").filter(
            review_plan__isnull=False
        ),
        pk=round_id,
    )
