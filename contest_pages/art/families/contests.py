"""Families by the kind of a contest: a telephone, four answers, a stage, a book, a branch of ban flowers."""

from __future__ import annotations

import math

from ..figures import ban_flower, house, letter, palm, person, tick
from ..inks import BLUE, GREEN, ORANGE, SKIN, mix
from ..pen import Pen
from ..scene import Scene
from ..shapes import Box, Clip

#: The telephone lies across, seen from behind two hands: half its width, its top, its height, its rim.
_HALF, _TOP, _HIGH, _RIM = 0.49, 0.17, 0.56, 0.03


def phone(scene: Scene) -> None:
    """Draw a video that is being taken: the land outside the screen, and a village in it."""
    inks, pen = scene.inks, scene.pen
    scene.backdrop(far=(0.48, 0.1), mid=(0.6, 0.07))
    scene.terraces(0.7)
    pen.box(0, _TOP, 2 * _HALF, _HIGH, inks.frame, 0.055)
    left, top = pen.point(-_HALF + _RIM, _TOP + _RIM)
    width, height = (2 * (_HALF - _RIM)) * pen.unit, (_HIGH - 2 * _RIM) * pen.unit
    screen = Scene(inks, width, height, scene.seed + 5, 0.5, left=left, top=top)
    _village_on_screen(screen)
    scene.shapes.append(Clip(Box(left, top, width, height, inks.sky, 0.03 * pen.unit), screen.shapes))
    pen.line(((-_HALF + _RIM + 0.01, 0.665), (-0.03, 0.665)), inks.spark, 0.013)
    pen.line(((-0.03, 0.665), (_HALF - _RIM - 0.01, 0.665)), mix(inks.light, inks.deep, 0.4), 0.013)
    pen.disc(-0.03, 0.665, 0.017, inks.spark)
    pen.disc(0.39, 0.255, 0.021, inks.red)
    pen.disc(0, 0.45, 0.1, inks.light, 0.95)
    pen.polygon(((-0.03, 0.4), (-0.03, 0.5), (0.055, 0.45)), inks.sun)
    for side in (-1, 1):
        _hand(pen.at(side * 0.475, 0), scene)


def _village_on_screen(screen: Scene) -> None:
    screen.backdrop((0.27, 0.34, 0.26), rings=4, far=(0.52, 0.07), mid=(0.58, 0.05))
    screen.terraces(0.66, 0.07, 6)
    inks, pen = screen.inks, screen.pen
    palm(pen.at(-0.71, 0.86, 0.24), inks)
    house(pen.at(-0.39, 0.79, 0.155), inks)
    house(pen.at(0.6, 0.88, 0.125), inks)
    person(pen.at(0.17, 0.99, 0.21), inks, mix(inks.red, inks.deep, 0.3), hat="pieu", hem=inks.spark)
    person(pen.at(0.35, 0.99, 0.165), inks, inks.light)


def _hand(pen: Pen, scene: Scene) -> None:
    """Draw a thumb, the ball of the hand below it, and a sleeve with an embroidered cuff."""
    inks = scene.inks
    pen.box(0, 0.43, 0.068, 0.26, SKIN, 0.034)
    flank = [(0.034 + 0.072 * math.sin(math.pi / 2 * n / 7), 0.6 + 0.04 * n) for n in range(8)]
    pen.polygon([*((-x, y) for x, y in flank), *reversed(flank)], SKIN)
    pen.box(0, 0.88, 0.245, 0.13, inks.deep)
    pen.lozenges((-0.092, -0.046, 0, 0.046, 0.092), 0.94, 0.021, (inks.spark, inks.red, inks.light, inks.red))


def quiz(scene: Scene) -> None:
    """Draw four answers as lozenges, one ticked, and people who answer on telephones."""
    inks, pen = scene.inks, scene.fitted(0.74)
    scene.backdrop((0.3, 0.28, 0.17), far=(0.55, 0.07), mid=(0.64, 0.05))
    scene.terraces(0.72)
    answers = (
        ("A", 0, -1, inks.red, inks.light),
        ("B", -1, 0, inks.deep, inks.light),
        ("C", 1, 0, inks.near, inks.light),
        ("D", 0, 1, inks.sun, inks.deep),
    )
    for sign, x, y, ink, on_it in answers:
        answer = pen.at(-0.1 + 0.168 * x, 0.44 + 0.168 * y)
        answer.lozenge(0, 0, 0.16, inks.light)
        answer.lozenge(0, 0, 0.148, ink)
        rim = ((0, -0.128), (0.128, 0), (0, 0.128), (-0.128, 0), (0, -0.128))
        answer.line(rim, mix(ink, inks.light, 0.35), 0.003)
        letter(answer.at(0, 0, 0.088), sign, on_it)
    pen.disc(0.175, 0.34, 0.046, inks.light)
    tick(pen.at(0.175, 0.34, 0.022), inks.near, 0.5)
    person(pen.at(-0.62, 0.965, 0.22), inks, inks.light, phone=True)
    person(pen.at(0.34, 0.98, 0.24), inks, inks.deep, hat="pieu", phone=True, hem=inks.spark)
    person(pen.at(0.63, 0.965, 0.2), inks, inks.red, hat="non")


def stage(scene: Scene) -> None:
    """Draw a team of seven on a stage under four beams, with a drum behind it."""
    inks, pen = scene.inks, scene.pen
    top = -scene.head - 0.02
    for at_top, foot in ((-0.66, -0.62), (-0.24, -0.3), (0.24, 0.3), (0.66, 0.62)):
        points = ((at_top - 0.05, top), (at_top + 0.05, top), (foot + 0.2, 0.78), (foot - 0.2, 0.78))
        pen.polygon(points, inks.sun2, 0.2)
    scene.drum(0, 0.34, 0.24, rings=5)
    if not scene.is_wide:
        _curtains(scene)
    edge = scene.right_edge - scene.left_edge + 0.1
    middle = (scene.right_edge + scene.left_edge) / 2
    pen.box(middle, 0.78, edge, 0.24, inks.near)
    pen.box(middle, 0.775, edge, 0.012, inks.spark)
    first = math.ceil(scene.left_edge / 0.08)
    row = [0.08 * n for n in range(first, int(scene.right_edge / 0.08) + 1)]
    pen.lozenges(row, 0.83, 0.021, (inks.spark, inks.light, inks.red))
    team = (
        (inks.light, "hair", 0.21),
        (BLUE, "pieu", 0.19),
        (GREEN, "non", 0.215),
        (inks.light, "hair", 0.21),
        (ORANGE, "pieu", 0.19),
        (BLUE, "cap", 0.215),
        (inks.light, "hair", 0.21),
    )
    # The one with a telephone last: it is held before the neighbour.
    for number, (cloth, hat, size) in sorted(enumerate(team), key=lambda place: place[0] == 3):
        hem = inks.red if hat == "pieu" else ""
        spot = pen.at(0.19 * (number - 3), 0.778, size)
        person(spot, inks, cloth, hat=hat, phone=number == 3, hem=hem)
    for number in range(math.floor(scene.left_edge / 0.15), math.ceil(scene.right_edge / 0.15) + 1):
        pen.disc(0.15 * number + 0.04, 0.99, 0.045, inks.deep)


def _curtains(scene: Scene) -> None:
    """Draw three folds at each side, the longest outside."""
    inks = scene.inks
    for edge, inwards in ((scene.left_edge, 1), (scene.right_edge, -1)):
        for fold, length in enumerate((0.7, 0.6, 0.5, 0.4)):
            ink = mix(inks.red, inks.deep, 0.35) if fold % 2 else inks.red
            scene.pen.box(edge + inwards * (0.025 + 0.05 * fold), -0.02, 0.052, length, ink)


def book(scene: Scene) -> None:
    """Draw an open book with written lines in front of the land."""
    inks, pen = scene.inks, scene.pen
    scene.backdrop((0, 0.28, 0.18))
    scene.terraces(0.72)
    cover = ((-0.63, 0.48), (-0.67, 0.82), (0, 0.92), (0.67, 0.82), (0.63, 0.48), (0, 0.6))
    pen.polygon(cover, inks.deep)
    paper = mix(inks.light, "ffffff", 0.5)
    for side in (-1, 1):
        page = ((0, 0.54), (0.28, 0.48), (0.57, 0.455), (0.61, 0.795), (0.3, 0.82), (0, 0.885))
        pen.polygon(((side * x, y) for x, y in page), paper)
    pen.line(((0, 0.545), (0, 0.875)), mix(inks.light, inks.deep, 0.14), 0.008)
    ink = mix(inks.near, inks.light, 0.5)
    for row in range(5):
        for side in (-1, 1):
            y, far = 0.592 + 0.05 * row, 0.5 + 0.005 * row - (0.16 if row == 4 else 0)
            slope = (0.075 - 0.008 * row) * (far - 0.07) / 0.43
            pen.line(((side * 0.07, y), (side * far, y - slope)), ink, 0.009)


def ban(scene: Scene) -> None:
    """Draw a branch of ban flowers from the right edge, before a drum."""
    inks, pen = scene.inks, scene.pen
    scene.backdrop((0, 0.4, 0.26), rings=5, far=(0.7, 0.06), mid=(0.78, 0.05))
    scene.terraces(0.87, 0.06, 4, 0.03)
    edge = scene.right_edge + 0.03
    pen.curve(
        ((edge, 0.08), (0.6, 0.22), (0.42, 0.345), (0.12, 0.43), (-0.2, 0.57), (-0.42, 0.63)),
        inks.frame,
        0.02,
    )
    pen.curve(((0.36, 0.37), (0.3, 0.29), (0.2, 0.225), (0.05, 0.19), (-0.08, 0.155)), inks.frame, 0.013)
    flowers = (
        (-0.5, 0.61, 0.11),
        (-0.22, 0.56, 0.135),
        (0.116, 0.42, 0.14),
        (-0.1, 0.15, 0.115),
        (0.2, 0.22, 0.09),
        (0.42, 0.34, 0.125),
        (0.63, 0.2, 0.11),
    )
    for number, (x, y, r) in enumerate(flowers):
        ban_flower(pen.at(x, y, r), inks, turn=0.5 * number + scene.chance.uniform(0, 0.6))
