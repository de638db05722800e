"""Public addresses beside the pages of a contest."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from contest_pages.contests.domain.pictures import stored_card
from contest_pages.contests.models import ContestPage
from contest_pages.contests.models.rounds import ContestRoundPage
from contest_pages.contests.models.visibility import open_to_visitors
from contest_pages.contests.page_meta import Card, card_of_contest, card_of_round


@require_safe
@cache_control(public=True, max_age=7 * 24 * 3600)
def card(request: HttpRequest, page_id: int, digest: str) -> HttpResponse:
    """Serve the picture that is shared of a contest or a round; it is drawn once for each state of the page."""
    right = _card_of(page_id)
    if digest != right.digest:
        return redirect("contest_card", page_id, right.digest)
    with default_storage.open(stored_card(right)) as file:
        return HttpResponse(file.read(), content_type="image/jpeg")


def _card_of(page_id: int) -> Card:
    contest = open_to_visitors(ContestPage.objects.for_visitors()).filter(pk=page_id).first()
    if contest is not None:
        return card_of_contest(contest)
    return card_of_round(get_object_or_404(open_to_visitors(ContestRoundPage.objects.all()), pk=page_id))
