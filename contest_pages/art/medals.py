"""Medals: a drum with 24 teeth on a woven ribbon, five in one file that addresses reach by `medals.svg#nhat`."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .figures import ban_flower, letter, turned
from .inks import PALETTES, mix
from .pen import Pen
from .shapes import Picture, Shape
from .svg import elements

WIDTH, HEIGHT = 96, 124
_STEP = 100
_MIDDLE = 41
_TEETH = 24


@dataclass(frozen=True, slots=True)
class Metal:
    """The inks of a medal, and what its middle shows: a digit, leaves or a flower."""

    rim: str
    plate: str
    dots: str
    middle: str
    ink: str
    sign: str


#: By the name of the view; ranks beyond these have `kk`.
MEDALS = {
    "nhat": Metal("e3a81d", "f7bf30", "ffe490", "fbcb4d", "94560a", "1"),
    "nhi": Metal("b4becb", "cad3de", "f1f4f8", "bcc8d6", "4b596d", "2"),
    "ba": Metal("bf7838", "d8955a", "f3c79c", "cd884b", "74380b", "3"),
    "kk": Metal("2a7355", "43936f", "c4e6d3", "2f8160", "fbfff0", "leaves"),
    "phu": Metal("861d49", "b03a68", "f2bdd1", "9a2f5c", "fff8fb", "flower"),
}


def medal(name: str) -> Picture:
    """Return a medal as a picture on white. Raises KeyError."""
    shapes: list[Shape] = []
    _draw(Pen(shapes, 0, 0, 1), MEDALS[name])
    return Picture(WIDTH, HEIGHT, "ffffff", shapes)


def medals() -> str:
    """Return the five medals as the text of one SVG file with a view each and no ground."""
    shapes: list[Shape] = []
    views = []
    for number, (name, metal) in enumerate(MEDALS.items()):
        _draw(Pen(shapes, _STEP * number, 0, 1), metal)
        views.append(f'<view id="{name}" viewBox="{_STEP * number} 0 {WIDTH} {HEIGHT}"/>')
    width = _STEP * (len(MEDALS) - 1) + WIDTH
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}">'
        f"{''.join(views)}{elements(shapes)}</svg>"
    )


def _draw(pen: Pen, metal: Metal) -> None:
    _ribbon(pen)
    drum = pen.at(WIDTH / 2, _MIDDLE)
    teeth = (
        turned((39 if n % 2 else 35.5, 0), math.pi * n / _TEETH - math.pi / 2) for n in range(2 * _TEETH)
    )
    drum.polygon(teeth, metal.rim)
    drum.disc(0, 0, 34, metal.plate)
    drum.ring(0, 0, 32, metal.dots, 1.2)
    for number in range(_TEETH):
        drum.disc(*turned((28.6, 0), math.tau * number / _TEETH), 1.1, metal.dots)
    drum.disc(0, 0, 25.2, metal.middle)
    drum.ring(0, 0, 25.2, metal.dots, 0.7)
    if metal.sign == "leaves":
        _leaves(drum, metal)
    elif metal.sign == "flower":
        ban_flower(drum.at(0, 1, 19), PALETTES["hoaban"], petal=metal.ink)
    else:
        letter(drum.at(0.6 if metal.sign == "1" else 0, 0, 27), metal.sign, metal.ink, 0.2)


def _ribbon(pen: Pen) -> None:
    """Draw two tails, the left one darker, with three stitches each."""
    inks = PALETTES["cham"]
    for side, cloth in ((-1, inks.deep), (1, mix(inks.deep, inks.near, 0.35))):
        tail = pen.at(WIDTH / 2, 0)
        outline = ((3, 66), (27, 62), (33, 121), (20.5, 112), (10, 121.5))
        tail.polygon(((side * x, y) for x, y in outline), cloth)
        for x, y, ink in ((15.4, 86, inks.spark), (16.6, 95, inks.light), (17.8, 104, inks.red)):
            tail.lozenge(side * x, y, 4, ink)


def _leaves(drum: Pen, metal: Metal) -> None:
    """Draw a wreath of lozenges around a bud."""
    for side in (-1, 1):
        for number in range(5):
            x, y = turned((15.5, 0), side * (0.42 - 0.42 * number) + math.pi / 2 - side * 0.62 - side * 0.2)
            drum.lozenge(x, y + 1, 4, metal.ink)
            drum.lozenge(x, y + 1, 1.7, metal.middle)
    drum.lozenge(0, -4, 8, PALETTES["hoanghon"].spark)
    drum.lozenge(0, -4, 4, metal.rim)
