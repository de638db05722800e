"""The picture that social networks show for a contest: its title beside its picture, 1200 × 630."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from contest_pages.art import pixels
from contest_pages.art.choice import Choice
from contest_pages.art.inks import Inks, inks_of
from contest_pages.art.posters import SHARE as SIZE
from contest_pages.art.posters import poster

_FONTS = Path(__file__).resolve().parents[1] / "static/contest_pages/vendor/fonts"
_MARGIN = 72
#: Pixels that words and a photograph may take across; they do not meet.
_WORDS, _PHOTOGRAPH = 520, 600
_STEPS = 7
#: Characters from which on a title is set smaller.
_LONG_TITLE = 62
_STRONG, _PLAIN = "BeVietnamPro_700Bold.ttf", "BeVietnamPro_400Regular.ttf"


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / name, size)


def wrap_lines(text: str, font, width: int, max_lines: int) -> list[str]:
    """Return the text in lines no wider than `width`; what does not fit ends with an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        elif len(lines) == max_lines:
            while font.getlength(f"{lines[-1]} …") > width and " " in lines[-1]:
                lines[-1] = lines[-1].rsplit(" ", 1)[0]
            lines[-1] += " …"
            break
        else:
            lines.append(word)
    return lines


def draw_card(
    *,
    title: str,
    subtitle: str,
    times: str,
    organiser: str,
    choice: Choice,
    photograph: Image.Image | None,
) -> bytes:
    """Return the card as a JPEG: words on the sky at the left, at the right a photograph or the generated picture."""
    inks = inks_of(choice.palette)
    card = _beside(photograph, inks) if photograph is not None else _generated(choice)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, SIZE[1] - 14, SIZE[0], SIZE[1]), fill=f"#{inks.spark}")
    top = _MARGIN - 20
    size, height = (48, 66) if len(title) <= _LONG_TITLE else (40, 55)
    for text, font, max_lines, line_height in (
        (organiser, _font(_STRONG, 26), 2, 38),
        (title, _font(_STRONG, size), 5, height),
        (subtitle, _font(_PLAIN, 27), 2, 40),
        (times, _font(_STRONG, 27), 2, 40),
    ):
        for line in wrap_lines(text, font, _WORDS, max_lines):
            pen.text((_MARGIN, top), line, font=font, fill=f"#{inks.words}")
            top += line_height
        top += 12 if text else 0
    data = io.BytesIO()
    card.save(data, "JPEG", quality=84, optimize=True)
    return data.getvalue()


def _generated(choice: Choice) -> Image.Image:
    """Return the picture with its subject at the right, under a sky for the words."""
    land = poster(choice.family, choice.palette, SIZE[0], 420, choice.seed, 0.78)
    return pixels.draw(land, SIZE)


def _beside(photograph: Image.Image, inks: Inks) -> Image.Image:
    """Return a sky with the photograph at its right, whose edge has seven steps as woven cloth has."""
    card = Image.new("RGB", SIZE, f"#{inks.sky}")
    part = ImageOps.fit(photograph.convert("RGB"), (_PHOTOGRAPH, SIZE[1]))
    mask = Image.new("L", part.size)
    pen = ImageDraw.Draw(mask)
    for step in range(_STEPS):
        left = round(0.14 * _PHOTOGRAPH * (1 - step / (_STEPS - 1)))
        pen.rectangle((left, SIZE[1] * step // _STEPS, _PHOTOGRAPH, SIZE[1] * (step + 1) // _STEPS), fill=255)
    card.paste(part, (SIZE[0] - _PHOTOGRAPH, 0), mask)
    return card
