"""Generated pictures as files: drawn once, stored under a name that changes with them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from contest_pages.art import posters
from contest_pages.art.choice import Choice
from contest_pages.art.svg import svg

_FOLDER = "contest-posters"
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
    storage = storages["renditions"]
    name = f"{_FOLDER}/{choice.family}-{view.name}-{hashlib.sha256(data).hexdigest()[:16]}.svg"
    if not storage.exists(name):
        name = storage.save(name, ContentFile(data))
    return storage.url(name)


def draw_posters(choice: Choice) -> None:
    """Draw what pages may show of a choice, so that no visitor waits for it."""
    for view in VIEWS:
        for night in (False, True):
            poster_url(choice, view, night=night)
