"""Public addresses beside the pages of a contest."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from PIL import Image

from contest_pages.contests.models import ContestPage
from contest_pages.contests.models.visibility import open_to_visitors
from contest_pages.contests.page_meta import card_digest, card_words
from contest_pages.contests.social_card import draw_card


@require_safe
@cache_control(public=True, max_age=7 * 24 * 3600)
def card(request: HttpRequest, page_id: int, digest: str) -> HttpResponse:
    """Serve the picture that is shared of a contest; it is drawn once for each state of the contest."""
    contest = get_object_or_404(open_to_visitors(ContestPage.objects.for_visitors()), pk=page_id)
    right = card_digest(contest)
    if digest != right:
        return redirect("contest_card", page_id, right)
    name = f"contest_cards/{page_id}-{right}.jpg"
    if not default_storage.exists(name):
        title, subtitle, times = card_words(contest)
        data = draw_card(
            title=title,
            subtitle=subtitle,
            times=times,
            organiser=contest.organiser,
            choice=contest.poster,
            photograph=_picture_of(contest),
        )
        default_storage.save(name, ContentFile(data))
    with default_storage.open(name) as file:
        return HttpResponse(file.read(), content_type="image/jpeg")


def _picture_of(contest: ContestPage) -> Image.Image | None:
    if contest.hero_image is None:
        return None
    try:
        with contest.hero_image.file.open("rb") as file:
            picture = Image.open(file)
            picture.load()
            return picture
    except (OSError, Image.DecompressionBombError):
        return None
