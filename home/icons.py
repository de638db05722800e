"""The icons of the site for tabs and home screens: the emblem of the settings, else the usual one, in squares of pixels."""

from __future__ import annotations

import io
import math

from PIL import Image, ImageDraw

#: Tabs, Apple's home screens, Android's.
SIZES = (32, 180, 192, 512)
_RED, _GOLD = "#b8151b", "#ffd24a"


def usual_icon(size: int) -> bytes:
    """Return the usual emblem, a gold star on red, as a PNG of `size` × `size` pixels."""
    large = size * 4
    picture = Image.new("RGBA", (large, large))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((0, 0, large - 1, large - 1), fill=_RED, outline=_GOLD, width=large // 24)
    points = [
        (
            large / 2 + radius * large * math.sin(math.pi * step / 5),
            large / 2 - radius * large * math.cos(math.pi * step / 5),
        )
        for step, radius in enumerate((0.31, 0.12) * 5)
    ]
    draw.polygon(points, fill=_GOLD)
    file = io.BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()
