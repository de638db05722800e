"""Pictures of a contest, drawn when it is published, so that its first visitor does not wait for them."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from contest_pages.contests.models import ContestPage
from contest_pages.contests.page_meta import Card, card_of_contest
from contest_pages.contests.social_card import draw_card
from contest_pages.publishing.posters import draw_posters


def draw_pictures(contest: ContestPage) -> None:
    """Draw the posters, the sizes of the photograph and the shared picture of a contest. Idempotent."""
    draw_posters(contest.poster)
    contest.hero_picture  # noqa: B018  (Wagtail stores its sizes)
    stored_card(card_of_contest(contest))


def stored_card(card: Card) -> str:
    """Return the name of the picture that is shared of a page; it is drawn once for each state of the page."""
    name = f"contest_cards/{card.page_pk}-{card.digest}.jpg"
    if not default_storage.exists(name):
        data = draw_card(
            title=card.title,
            subtitle=card.subtitle,
            times=card.times,
            organiser=card.contest.organiser,
            choice=card.contest.poster,
            photograph=_photograph_of(card.contest),
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
