"""Generated pictures as files: drawn once, stored under a name that changes with them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache

from django.core.files.base import ContentFile
from wagtail.images.models import get_rendition_storage

from contest_pages.art import pixels, posters
from contest_pages.art.choice import Choice
from contest_pages.art.svg import svg

_FOLDER = "contest-posters"
#: Changes when shared pictures are drawn in another way, so that all are drawn again.
_SHARE_FORM = "1"
#: A poster takes some milliseconds and some kilobytes; a process remembers the addresses of so many.
_REMEMBERED = 4096


@dataclass(frozen=True)
class View:
    """A size in which pages show posters; `focus` from 0 to 1 is where the subject stands."""

    name: str
    width: int
    height: int
    focus: float = 0.5


HERO = View("hero", *posters.HERO, focus=0.75)
HERO_ON_PHONE = View("hero-phone", *posters.HERO_ON_PHONE)
CARD = View("card", *posters.CARD)
VIEWS = (HERO, HERO_ON_PHONE, CARD)


@lru_cache(maxsize=_REMEMBERED)
def poster_url(choice: Choice, view: View, *, night: bool = False) -> str:
    """Return the address of a poster; it is drawn and stored if it is not there yet."""
    picture = posters.poster(
        choice.family, choice.palette, view.width, view.height, choice.seed, view.focus, night
    )
    data = svg(picture).encode()
    storage = get_rendition_storage()
    name = f"{_FOLDER}/{choice.family}-{view.name}-{hashlib.sha256(data).hexdigest()[:16]}.svg"
    if not storage.exists(name):
        name = storage.save(name, ContentFile(data))
    return storage.url(name)


@lru_cache(maxsize=_REMEMBERED)
def share_picture_url(choice: Choice) -> str:
    """Return the address of a picture in pixels, as networks show it; it is drawn and stored if it is not there yet."""
    storage = get_rendition_storage()
    name = f"{_FOLDER}/{choice.family}-{choice.palette}-{choice.seed}-share-{_SHARE_FORM}.png"
    if not storage.exists(name):
        picture = posters.poster(choice.family, choice.palette, *posters.SHARE, choice.seed)
        data = io.BytesIO()
        pixels.draw(picture, posters.SHARE).quantize(64).save(data, "PNG", optimize=True)
        name = storage.save(name, ContentFile(data.getvalue()))
    return storage.url(name)


def draw_posters(choice: Choice) -> None:
    """Draw what pages may show of a choice, so that no visitor waits for it."""
    for view in VIEWS:
        for night in (False, True):
            poster_url(choice, view, night=night)
