"""Who may open which screen of the review."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from contest_pages.entries.models import EntryRoundPage
from contest_pages.review.policies import may_export, may_look, may_manage, may_review


def _only(allowed: Callable):
    def guard(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if not allowed(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return wrapped

    return guard


for_moderators = _only(may_review)
for_managers = _only(may_manage)
for_lookers = _only(may_look)
for_exporters = _only(may_export)


def round_or_404(round_id: int) -> EntryRoundPage:
    """Return a round that is reviewed."""
    return get_object_or_404(
        EntryRoundPage.objects.select_related("review_plan", "finalists").filter(review_plan__isnull=False),
        pk=round_id,
    )
