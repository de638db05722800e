"""Public addresses beside the pages of a contest."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from contest_pages.contests.domain.pictures import stored_card
from contest_pages.contests.models import ContestPage
from contest_pages.contests.models.visibility import open_to_visitors
from contest_pages.contests.page_meta import card_digest


@require_safe
@cache_control(public=True, max_age=7 * 24 * 3600)
def card(request: HttpRequest, page_id: int, digest: str) -> HttpResponse:
    """Serve the picture that is shared of a contest; it is drawn once for each state of the contest."""
    contest = get_object_or_404(open_to_visitors(ContestPage.objects.for_visitors()), pk=page_id)
    right = card_digest(contest)
    if digest != right:
        return redirect("contest_card", page_id, right)
    with default_storage.open(stored_card(contest)) as file:
        return HttpResponse(file.read(), content_type="image/jpeg")
