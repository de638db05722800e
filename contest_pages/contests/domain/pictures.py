"""Pictures of a contest, drawn when it is published, so that its first visitor does not wait for them."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from contest_pages.contests.models import ContestPage
from contest_pages.contests.page_meta import card_digest, card_words
from contest_pages.contests.social_card import draw_card
from contest_pages.publishing.posters import draw_posters


def draw_pictures(contest: ContestPage) -> None:
    """Draw the posters, the sizes of the photograph and the shared picture of a contest. Idempotent."""
    draw_posters(contest.poster)
    contest.hero_picture  # noqa: B018  (Wagtail stores its sizes)
    stored_card(contest)


def stored_card(contest: ContestPage) -> str:
    """Return the name of the picture that is shared of a contest; it is drawn once for each state of the contest."""
    name = f"contest_cards/{contest.pk}-{card_digest(contest)}.jpg"
    if not default_storage.exists(name):
        title, subtitle, times = card_words(contest)
        data = draw_card(
            title=title,
            subtitle=subtitle,
            times=times,
            organiser=contest.organiser,
            choice=contest.poster,
            photograph=_photograph_of(contest),
        )
        default_storage.save(name, ContentFile(data))
    return name


def _photograph_of(contest: ContestPage) -> Image.Image | None:
    if contest.hero_image is None:
        return None
    try:
        with contest.hero_image.file.open("rb") as file:
            picture = Image.open(file)
            picture.load()
            return picture
    except (OSError, Image.DecompressionBombError):
        return None
