"""Posters: a family, a palette, a size, a seed and a focus make one picture."""

from __future__ import annotations

import hashlib

from .families import FAMILIES
from .inks import inks_of
from .scene import Scene
from .shapes import Picture

#: Width and height in units of the picture, as pages show them.
HERO = (1600, 560)
HERO_ON_PHONE = (780, 460)
CARD = (960, 600)
SHARE = (1200, 630)


def seed_of(key: str) -> int:
    """Return the seed for a key, such as a page's: the same for ever, in every process."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big")


def poster(
    family: str,
    palette: str,
    width: int,
    height: int,
    seed: int,
    focus: float = 0.5,
    night: bool = False,
) -> Picture:
    """Return the picture of a family in the inks of a palette; `focus` from 0 to 1 is where its subject stands.

    A wide picture has 3/7 of its height of empty sky above it; with a focus beyond .6 its land sinks to the left, so
    that a title stands in the sky. Raises KeyError for a family or palette that does not exist.
    """
    inks = inks_of(palette, night=night)
    scene = Scene(inks, width, height, seed, focus)
    FAMILIES[family](scene)
    head = round(scene.head * height)
    return Picture(width, height + head, inks.sky, scene.shapes, top=-head)
