"""Pictures of the demo: generated posters, strips of land along which its videos pan, and logos of partners."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from contest_pages.art import pixels
from contest_pages.art.choice import family_of_words
from contest_pages.art.families import FAMILIES
from contest_pages.art.inks import PALETTES
from contest_pages.art.posters import poster, seed_of
from contest_pages.art.scene import WIDE

#: What each picture shows: a family and a palette. Those that stand beside each other on a page differ in both.
POSTERS = {
    "finished-banner": ("bridge", "gom"),
    "current-banner": ("village", "manon"),
    "teams-banner": ("office", "cham"),
    "minute-banner": ("market", "hoanghon"),
    "news-1": ("ban", "hoaban"),
    "news-2": ("tower", "cham"),
}
#: Of the shown picture: how much longer the strip of a video is, so that the camera may pan; and its least proportion.
_PAN, _LEAST = 1.35, 1.6
#: Strips are drawn no higher than this; larger videos enlarge them.
_STRIP_HEIGHT = 720


def poster_of(key: str, width: int, height: int) -> bytes:
    """Return a picture of the demo as a JPEG file. In wide ones the subject stands right, as a title needs."""
    family, palette = POSTERS[key]
    focus = 0.75 if width >= WIDE * height else 0.5
    picture = poster(family, palette, width, height, seed_of(key), focus)
    return pixels.jpeg(pixels.draw(picture, (width, height)))


def strip(width: int, height: int, *, seed: int) -> Image.Image:
    """Return land for a video of this size: as high, and longer. Neighbouring seeds differ in family and palette."""
    high = min(height, _STRIP_HEIGHT)
    long = round(max(_PAN * width * high / height, _LEAST * high))
    families, palettes = list(FAMILIES), list(PALETTES)
    # 14 families and 5 palettes have no common divisor: 70 seeds in a row differ.
    family, palette = families[seed % len(families)], palettes[seed % 5]
    image = pixels.draw(poster(family, palette, long, high, seed), (long, high))
    return image if high == height else image.resize((round(long * height / high), height))


def seed_for(title: str, number: int) -> int:
    """Return the seed of a strip that shows what a title names; films of neighbouring numbers differ in their inks."""
    families = list(FAMILIES)
    family = family_of_words(title)
    wanted = families.index(family) if family else number % len(families)
    first = next(seed for seed in range(70) if seed % len(families) == wanted and seed % 5 == number % 5)
    return first + 70 * number  # no two films of a family are the same


def frame(image: Image.Image, width: int, moment: float) -> Image.Image:
    """Return what the camera sees of a strip; `moment` runs from 0 at its left end to 1 at its right."""
    left = round((image.width - width) * moment)
    return image.crop((left, 0, left + width, image.height))


def logo(letters: str, colour: tuple[int, int, int]) -> bytes:
    """Return a PNG with two letters in a ring."""
    image = Image.new("RGB", (320, 128), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((16, 12, 120, 116), outline=colour, width=10)
    draw.text((68, 64), letters, fill=colour, anchor="mm", font=ImageFont.load_default(40))
    for line in range(3):
        draw.rounded_rectangle((144, 34 + 24 * line, 300 - 40 * line, 46 + 24 * line), 6, fill=colour)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()
