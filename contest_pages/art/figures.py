"""Figures: houses on stilts, people without faces, palms, flowers, boats, letters. Each is drawn with a pen of its own.

The origin is where a figure stands, and the unit is its size.
"""

from __future__ import annotations

import math

from .inks import HAIR, SKIN, Inks, mix
from .pen import Pen
from .shapes import Point

QUARTER = math.pi / 2


def house(pen: Pen, inks: Inks) -> None:
    """Draw a house on stilts with the crossed roof ends of the Thái (khau cút)."""
    for x in (-0.9, -0.45, 0, 0.45, 0.9):
        pen.box(x, -0.6, 0.07, 0.6, inks.deep)
    pen.line(((1.02, -0.6), (1.5, 0.02)), inks.deep, 0.05)
    pen.line(((1.18, -0.6), (1.66, 0.02)), inks.deep, 0.05)
    for step in range(4):
        x, y = 1.12 + 0.105 * step, -0.47 + 0.135 * step
        pen.line(((x, y), (x + 0.16, y)), inks.deep, 0.04)
    pen.box(0, -0.62, 2.1, 0.09, inks.deep)
    pen.box(0, -1.12, 1.9, 0.52, mix(inks.deep, inks.mid, 0.55))
    for x in (-0.48, 0, 0.48):
        pen.box(x, -1.0, 0.26, 0.28, inks.spark)
    roof = ((-1.34, -1.02), (-1.2, -1.2), (-0.72, -1.98), (0.72, -1.98), (1.2, -1.2), (1.34, -1.02))
    pen.polygon(roof, inks.deep)
    pen.line(((-1.14, -1.22), (1.14, -1.22)), mix(inks.deep, inks.light, 0.3), 0.025)
    for x in (-0.72, 0.72):
        pen.line(((x - 0.16, -2.22), (x + 0.12, -1.94)), inks.deep, 0.06)
        pen.line(((x + 0.16, -2.22), (x - 0.12, -1.94)), inks.deep, 0.06)


def palm(pen: Pen, inks: Inks) -> None:
    """Draw a palm with a bent trunk and six fronds."""
    pen.curve(((0, 0), (-0.03, -0.55), (0.01, -1.1), (-0.04, -1.6)), inks.deep, 0.1)
    for side in (-1, 1):
        for bend in (
            ((0.22, -1.86), (0.5, -1.74)),
            ((0.3, -1.7), (0.62, -1.4)),
            ((0.2, -1.56), (0.38, -1.2)),
        ):
            ends = [(-0.04 + side * x, y) for x, y in bend]
            pen.curve(((-0.04, -1.6), *ends), inks.deep, 0.11)


def person(
    pen: Pen, inks: Inks, cloth: str, *, hat: str = "hair", phone: bool = False, hem: str = ""
) -> None:
    """Draw a person; `hat` is hair, non, pieu or cap, and `hem` the ink of lozenges along the skirt."""
    if phone:
        sleeve = mix(cloth, inks.deep, 0.18)
        pen.line(((0.2, -0.72), (0.46, -0.5), (0.6, -0.78)), sleeve, 0.17)
        pen.disc(0.62, -0.84, 0.07, SKIN)
        pen.box(0.64, -1.09, 0.25, 0.39, inks.deep, 0.05)
        pen.box(0.64, -1.05, 0.18, 0.31, inks.spark, 0.02)
    if hat == "pieu":
        pen.polygon(((0.14, -1.4), (0.36, -1.3), (0.35, -0.74), (0.16, -0.74)), inks.deep)
    pen.box(0, -1.06, 0.16, 0.16, mix(SKIN, HAIR, 0.12))
    pen.polygon(((-0.34, 0), (-0.3, -0.78), (-0.2, -0.98), (0.2, -0.98), (0.3, -0.78), (0.34, 0)), cloth)
    pen.disc(0, -1.2, 0.23, SKIN)
    if hem:
        for number in range(5):
            pen.polygon(_tall_lozenge(-0.25 + 0.125 * number, -0.16, 0.06, 0.075), hem)
    _hat(pen, inks, hat)


def _hat(pen: Pen, inks: Inks, hat: str) -> None:
    cap = ((-0.25, -1.24), (-0.25, -1.36), (-0.13, -1.47), (0.13, -1.47), (0.25, -1.36), (0.25, -1.24))
    if hat == "non":
        pen.polygon(((-0.44, -1.24), (0, -1.62), (0.44, -1.24)), inks.light)
        pen.line(((-0.42, -1.245), (0.42, -1.245)), mix(inks.light, inks.deep, 0.16), 0.03)
    elif hat == "pieu":
        scarf = ((-0.27, -1.2), (-0.27, -1.38), (-0.15, -1.52), (0.2, -1.52), (0.36, -1.42), (0.36, -1.2))
        pen.polygon((*scarf, (0.2, -1.26), (-0.1, -1.26)), inks.deep)
        for x, ink in ((-0.1, inks.spark), (0.03, inks.red), (0.16, inks.light)):
            pen.disc(x, -1.39, 0.04, ink)
        pen.box(0.255, -0.88, 0.19, 0.05, inks.red)
        pen.box(0.255, -0.82, 0.19, 0.04, inks.spark)
    elif hat == "cap":
        pen.polygon(cap, inks.red)
        pen.box(0.14, -1.28, 0.46, 0.07, inks.red, 0.03)
    else:
        pen.polygon(cap, HAIR)


def _tall_lozenge(x: float, y: float, half: float, high: float) -> tuple[Point, ...]:
    return (x, y - high), (x + half, y), (x, y + high), (x - half, y)


def ban_flower(pen: Pen, inks: Inks, *, turn: float = 0, petal: str = "") -> None:
    """Draw a ban flower: five white petals with a red vein each."""
    half = ((0.12, 0.06), (0.35, 0.26), (0.72, 0.3), (0.98, 0.12), (0.9, 0))
    outline = (*half, *((x, -y) for x, y in reversed(half[:-1])))
    for number in range(5):
        angle = turn + math.tau * number / 5 - QUARTER
        pen.blob((turned(point, angle) for point in outline), petal or inks.light)
    for number in range(5):
        angle = turn + math.tau * number / 5 - QUARTER
        pen.line((turned((0.2, 0), angle), turned((0.6, 0), angle)), inks.red, 0.045)
    pen.disc(0, 0, 0.15, inks.spark)


def turned(point: Point, angle: float) -> Point:
    """Return a point turned around the origin, clockwise as seen."""
    (x, y), cos, sin = point, math.cos(angle), math.sin(angle)
    return x * cos - y * sin, x * sin + y * cos


def lotus_flower(pen: Pen, inks: Inks) -> None:
    """Draw a lotus: seven petals from dark outside to light inside; its unit is half the width."""
    outer, inner, heart = (mix(colour, inks.deep, 0.04) for colour in ("d6698f", "e596b1", "f1c1cf"))
    rows = (
        (outer, ((0, 0.62), (0.28, 0.6), (0.74, 0.3), (1, -0.12), (0.62, -0.08), (0.3, 0.1))),
        (inner, ((0, 0.62), (0.24, 0.58), (0.6, 0.16), (0.66, -0.46), (0.36, -0.22), (0.16, 0.1))),
        (mix(inner, heart, 0.55), ((0, 0.62), (0.2, 0.5), (0.42, 0.1), (0.36, -0.42), (0.1, -0.1))),
    )
    for ink, petal in rows:
        for side in (-1, 1):
            pen.polygon(((side * x, y) for x, y in petal), ink)
    middle = ((0, 0.6), (0.18, 0.42), (0.28, 0.02), (0.2, -0.34), (0, -0.66))
    pen.polygon((*middle, *((-x, y) for x, y in reversed(middle[1:-1]))), heart)


def boat(pen: Pen, inks: Inks) -> None:
    """Draw a fishing boat with a cabin and a flag; its unit is half the length."""
    pen.line(((0.3, -0.2), (0.3, -1.0)), inks.frame, 0.045)
    pen.polygon(((0.33, -1.0), (0.66, -0.86), (0.33, -0.73)), inks.red)
    pen.box(-0.12, -0.5, 0.62, 0.44, inks.light, 0.02)
    for x in (-0.27, 0.03):
        pen.box(x, -0.42, 0.16, 0.17, inks.spark)
    pen.polygon(((-1, -0.1), (0.72, -0.1), (1, -0.26), (0.78, 0.24), (-0.82, 0.24)), inks.deep)
    pen.polygon(((-1, -0.1), (0.72, -0.1), (1, -0.26), (0.94, -0.1), (0.8, 0.01), (-0.95, 0.01)), inks.red)


def star(pen: Pen, ink: str) -> None:
    """Draw a star of five points; its unit is its radius."""
    pen.polygon(
        (turned((0.382 if n % 2 else 1, 0), math.pi * n / 5 - QUARTER) for n in range(10)),
        ink,
    )


def tick(pen: Pen, ink: str, width: float) -> None:
    """Draw a tick; its unit is half its width."""
    pen.line(((-0.9, 0.05), (-0.25, 0.65), (0.9, -0.65)), ink, width)


def letter(pen: Pen, sign: str, ink: str, width: float = 0.2) -> None:
    """Draw A, B, C, D or a digit from 1 to 3 with strokes: pictures hold no text. Its unit is its height."""
    if sign == "A":
        pen.line(((-0.36, 0.5), (0, -0.5), (0.36, 0.5)), ink, width)
        pen.line(((-0.24, 0.18), (0.24, 0.18)), ink, width)
    elif sign == "B":
        pen.line(((0.06, -0.5), (-0.28, -0.5), (-0.28, 0.5), (0.1, 0.5)), ink, width)
        pen.line(((-0.28, -0.03), (0.1, -0.03)), ink, width)
        pen.arc(0.06, -0.265, 0.235, ink, width, -QUARTER, QUARTER)
        pen.arc(0.1, 0.235, 0.265, ink, width, -QUARTER, QUARTER)
    elif sign == "C":
        pen.arc(0.04, 0, 0.5, ink, width, 0.28 * math.pi, 1.72 * math.pi)
    elif sign == "D":
        pen.line(((-0.1, -0.5), (-0.36, -0.5), (-0.36, 0.5), (-0.1, 0.5)), ink, width)
        pen.arc(-0.1, 0, 0.5, ink, width, -QUARTER, QUARTER)
    elif sign == "1":
        pen.line(((-0.2, -0.3), (0.06, -0.5), (0.06, 0.5)), ink, width)
    elif sign == "2":
        pen.arc(0, -0.22, 0.28, ink, width, -math.pi, 0.14 * math.pi)
        pen.line(((0.25, -0.1), (-0.3, 0.5), (0.32, 0.5)), ink, width)
    elif sign == "3":
        pen.arc(-0.02, -0.25, 0.25, ink, width, -0.9 * math.pi, QUARTER)
        pen.arc(-0.02, 0.23, 0.27, ink, width, -QUARTER, 0.86 * math.pi)
