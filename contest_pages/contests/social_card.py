"""The picture that social networks show for a contest: its title on its main picture, 1200 × 630."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

SIZE = (1200, 630)
_FONTS = Path(__file__).resolve().parents[1] / "static/contest_pages/vendor/fonts"
_MARGIN = 72


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


def draw_card(*, title: str, subtitle: str, times: str, organiser: str, picture: Image.Image | None) -> bytes:
    """Return the card as a JPEG. A dark shade keeps the text readable on any picture."""
    if picture is not None:
        card = ImageOps.fit(picture.convert("RGB"), SIZE)
        shade = Image.linear_gradient("L").rotate(90).resize(SIZE).point(lambda light: 255 - light // 3)
        card.paste(Image.new("RGB", SIZE, (7, 46, 76)), mask=shade)
    else:
        card = Image.new("RGB", SIZE, (10, 75, 120))
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, SIZE[1] - 14, SIZE[0], SIZE[1]), fill=(255, 210, 74))
    width = SIZE[0] - 2 * _MARGIN
    head = _font("BeVietnamPro_600SemiBold.ttf", 58)
    text = _font("BeVietnamPro_400Regular.ttf", 32)
    strong = _font("BeVietnamPro_600SemiBold.ttf", 30)
    top = _MARGIN
    if organiser:
        for line in wrap_lines(organiser, strong, width, 1):
            pen.text((_MARGIN, top), line, font=strong, fill=(255, 210, 74))
            top += 62
    for line in wrap_lines(title, head, width, 4):
        pen.text((_MARGIN, top), line, font=head, fill="white")
        top += 80
    top += 14
    for line in wrap_lines(subtitle, text, width, 2):
        pen.text((_MARGIN, top), line, font=text, fill=(226, 236, 244))
        top += 48
    if times:
        pen.text((_MARGIN, SIZE[1] - 92), times, font=strong, fill="white")
    data = io.BytesIO()
    card.save(data, "JPEG", quality=84, optimize=True)
    return data.getvalue()
