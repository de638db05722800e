"""Pictures of the demo, drawn with Pillow: hills, a sun, and the dots and lines of a network."""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageDraw, ImageFont

#: Sky from top to bottom, then hills from far to near.
PALETTES = (
    ((12, 74, 120), (142, 202, 230), (64, 124, 120), (42, 100, 92), (22, 72, 64)),
    ((122, 40, 60), (246, 190, 120), (140, 92, 84), (104, 64, 66), (66, 40, 50)),
    ((20, 60, 90), (200, 226, 190), (112, 156, 92), (72, 124, 74), (40, 88, 58)),
    ((44, 42, 96), (220, 170, 190), (112, 92, 140), (76, 66, 112), (46, 44, 84)),
)


def landscape(width: int, height: int, *, seed: int, moment: float = 0.0) -> Image.Image:
    """Return hills under a sky; `moment` from 0 to 1 moves the sun and the lights of the network."""
    chance = random.Random(seed)  # noqa: S311  (a picture, not a secret)
    top, bottom, *hills = PALETTES[seed % len(PALETTES)]
    sky = Image.new("RGB", (1, height))
    for y in range(height):
        share = y / height
        sky.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)))
    image = sky.resize((width, height))
    draw = ImageDraw.Draw(image)
    radius = height * 0.09
    x = width * (0.12 + 0.76 * moment)
    y = height * (0.42 - 0.26 * math.sin(math.pi * moment))
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(255, 226, 150))
    for layer, colour in enumerate(hills):
        base = height * (0.52 + 0.14 * layer)
        waves = [
            (chance.uniform(0.6, 2.2), chance.uniform(0, 6.3), chance.uniform(0.03, 0.09)) for _ in range(3)
        ]
        ridge = [
            (
                px,
                base
                + height
                * sum(size * math.sin(pace * px / width * 6.3 + phase) for pace, phase, size in waves),
            )
            for px in range(0, width + 16, 16)
        ]
        draw.polygon([*ridge, (width, height), (0, height)], fill=colour)
    dots = [(chance.uniform(0.06, 0.94) * width, chance.uniform(0.55, 0.94) * height) for _ in range(12)]
    for number, (ax, ay) in enumerate(dots):
        for bx, by in dots[number + 1 :]:
            if math.hypot(ax - bx, ay - by) < width * 0.2:
                draw.line((ax, ay, bx, by), fill=(214, 234, 240), width=max(1, width // 640))
    for number, (ax, ay) in enumerate(dots):
        lit = int(moment * len(dots) * 4) % len(dots) == number
        size = height * (0.018 if lit else 0.011)
        draw.ellipse(
            (ax - size, ay - size, ax + size, ay + size), fill=(255, 210, 74) if lit else (240, 248, 250)
        )
    return image


def as_jpeg(image: Image.Image) -> bytes:
    """Return the picture as a JPEG file."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=86)
    return buffer.getvalue()


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
