"""The province's colours: what may be chosen, and the shades that follow from a choice.

Contrast is WCAG 2.2's, criterion 1.4.3: at least 4.5 between text and ground.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from contest_pages.art.hems import css_hem

ENOUGH = 4.5
WHITE, NIGHT, BLACK = "#ffffff", "#10151f", "#000000"
#: The ground of pages, as the extension's stylesheet has it.
PAPER = "#fffdf8"
DEFAULT_BRAND, DEFAULT_ACCENT, DEFAULT_HEM = "#1b4079", "#b3202a", "tram"
_HEX = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """Say whether a text is a colour such as "#0a4b78"."""
    return _HEX.fullmatch(text) is not None


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with a share (0 to 1) of another one in it."""
    mixed = (round(a * (1 - share) + b * share) for a, b in zip(_parts(colour), _parts(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def darker(colour: str) -> str:
    """Return the shade of a colour that heads of pages and letters have."""
    return mix(colour, BLACK, 0.28)


def contrast(colour: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""

    def light(of: str) -> float:
        channels = [part / 255 for part in _parts(of)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(colour), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def brand_contrast(colour: str) -> float:
    """Return the contrast of white on a main colour; where that is enough, gold on its dark shade has enough too."""
    return contrast(WHITE, colour)


def accent_contrast(colour: str) -> float:
    """Return the contrast of words in a second colour on the page."""
    return contrast(colour, PAPER)


def nearest(colour: str, measure: Callable[[str], float]) -> str:
    """Return the lightest shade of a colour, itself if possible, that `measure` finds readable; black always is."""
    shades = (mix(colour, BLACK, percent / 100) for percent in range(101))
    return next(shade for shade in shades if measure(shade) >= ENOUGH)


def _lighter_until_seen(colour: str) -> str:
    """Return the colour mixed with white until it can be read on the dark ground."""
    share = 0.0
    while contrast(mix(colour, WHITE, share), NIGHT) < ENOUGH + 1:
        share += 0.05
    return mix(colour, WHITE, share)


def stylesheet(brand: str, accent: str, hem: str) -> str:
    """Return the few variables that differ from the extension's own."""
    dark = darker(brand)
    woven = css_hem(hem, ground=dark[1:], accent=accent[1:])
    return (
        f":root{{--contest-brand:{brand};--contest-brand-dark:{dark};--contest-link:{brand};"
        f"--contest-calm:{brand};--contest-accent:{accent};--contest-hem:{woven}}}"
        f"@media(prefers-color-scheme:dark){{:root{{--contest-link:{_lighter_until_seen(brand)};"
        f"--contest-calm:{_lighter_until_seen(brand)};--contest-accent:{_lighter_until_seen(accent)}}}}}"
    )


def digest(brand: str, accent: str, hem: str) -> str:
    """Return a short name for a choice of colours and hem; empty for the usual ones, which need no stylesheet."""
    if (brand, accent, hem) == (DEFAULT_BRAND, DEFAULT_ACCENT, DEFAULT_HEM):
        return ""
    return hashlib.sha256(stylesheet(brand, accent, hem).encode()).hexdigest()[:10]
