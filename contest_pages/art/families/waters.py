"""Families of rivers, coast, delta and waves: a bridge, a mast, the sea, lotus."""

from __future__ import annotations

import math

from ..figures import boat, house, lotus_flower, person
from ..inks import mix
from ..pen import Pen
from ..scene import Scene


def bridge(scene: Scene) -> None:
    """Draw a hanging bridge over a river, and a boat."""
    inks, pen = scene.inks, scene.pen
    scene.backdrop((0, 0.34, 0.2), far=(0.52, 0.07), mid=(0.6, 0.05))
    water = mix(inks.near2, inks.near, 0.35)
    scene.ground(0.7, water)
    _ripples(scene, 0.75, 5)
    start = -3 if scene.is_wide else math.floor(scene.left_edge / 0.55)
    if scene.is_wide:
        _bank(scene)
    spans = [0.55 * n + 0.275 for n in range(start, math.ceil(scene.right_edge / 0.55) + 1)]
    first = spans[1] - 0.42 if scene.is_wide else spans[0]
    if scene.is_wide:
        spans = spans[1:]
        pen.line(((spans[0], 0.345), (first, 0.605)), inks.frame, 0.009)
    pen.box((first + spans[-1]) / 2, 0.602, spans[-1] - first, 0.019, inks.frame)
    for x in spans[:-1]:
        hangers = [(x + 0.55 * n / 8, 0.345 + 0.225 * _sag(n / 8)) for n in range(9)]
        pen.curve(hangers, inks.frame, 0.009)
        for hanger in hangers[1:-1]:
            pen.line((hanger, (hanger[0], 0.605)), inks.frame, 0.004)
    for x in spans:
        pen.box(x, 0.335, 0.022, 0.42, inks.frame)
    person(pen.at(0.02, 0.94, 0.17), inks, inks.red, hat="non")
    pen.polygon(((-0.3, 0.925), (0.34, 0.9), (0.26, 0.965), (-0.21, 0.98)), inks.deep)


def _sag(share: float) -> float:
    return 1 - (2 * share - 1) ** 2


def _bank(scene: Scene) -> None:
    """Draw the land from which the bridge of a wide picture begins."""

    def level(u: float) -> float:
        away = scene.left_edge + u * (scene.right_edge - scene.left_edge) + 1.15
        return 1.04 - 0.435 * math.exp(-((away / (0.38 if away > 0 else 0.8)) ** 2))

    scene.hill(level, mix(scene.inks.mid, scene.inks.near, 0.5), count=15)


def _ripples(scene: Scene, first: float, count: int) -> None:
    inks = scene.inks
    ink = mix(inks.light, inks.near2, 0.4)
    for number in range(count):
        y, phase = first + 0.055 * number, scene.chance.uniform(0, math.tau)
        scene.pen.curve(
            [
                (x, y + 0.9 * scene.lift(u) + 0.006 * math.sin(2 * math.tau * u + phase))
                for u in (n / 8 for n in range(9))
                for x in (scene.left_edge + u * scene.width / scene.height,)
            ],
            ink,
            0.004,
            0.6,
        )


def tower(scene: Scene) -> None:
    """Draw a mast that sends over a village."""
    inks, pen = scene.inks, scene.pen
    scene.backdrop((-0.4, 0.29, 0.16), rings=0, far=(0.5, 0.08), mid=(0.6, 0.06))
    scene.terraces(0.7)
    mast = pen.at(0.12, 0)
    for side in (-1, 1):
        mast.line(((side * 0.012, 0.2), (side * 0.085, 0.82)), inks.frame, 0.014)
    rungs = [(0.012 + 0.073 * t, 0.2 + 0.62 * t) for t in (0.12, 0.24, 0.37, 0.5, 0.64, 0.79, 0.92)]
    for number, (half, y) in enumerate(rungs):
        mast.line(((-half, y), (half, y)), inks.frame, 0.006)
        if number:
            above, top = rungs[number - 1]
            mast.line(((-above, top), (half, y)), inks.frame, 0.006)
    mast.disc(0, 0.18, 0.02, inks.red)
    for number in range(4):
        for middle in (0, math.pi):
            r, fading = 0.085 + 0.066 * number, round(1 - 0.2 * number, 2)
            mast.arc(0, 0.18, r, inks.red, 0.013, middle - 0.62, middle + 0.62, fading)
    house(pen.at(-0.5, 0.82, 0.1), inks)
    house(pen.at(-0.17, 0.88, 0.125), inks)


def sea(scene: Scene) -> None:
    """Draw waves, fishing boats and a man in a small boat who holds a telephone."""
    inks, pen = scene.inks, scene.pen
    scene.drum(0.2, 0.3, 0.19)
    scene.ridge(0.5, 0.04, inks.far)
    for number in range(7):
        if number == 2:
            boat(pen.at(-0.42, 0.645, 0.2), inks)
        if number == 4:
            boat(pen.at(0.33, 0.765, 0.29), inks)
        if number == 6:
            person(pen.at(-0.2, 0.94, 0.19), inks, inks.light, hat="non", phone=True)
            pen.polygon(((-0.345, 0.9), (-0.055, 0.9), (-0.1, 0.99), (-0.3, 0.99)), inks.deep)
        _wave(scene, number)


def _wave(scene: Scene, number: int) -> None:
    inks, phase = scene.inks, 0.5 * (number % 2)
    ink = mix(inks.mid, inks.deep, 0.12 + 0.085 * number) if number else mix(inks.mid, inks.near, 0.25)
    count = 2 * round(scene.width / scene.height / 0.24) + 1

    def level(u: float) -> float:
        crest = math.sin(math.pi * (u * 1.0 * (count - 1) + phase) + math.pi / 4)
        return 0.55 + 0.065 * number + 0.8 * scene.lift(u) + 0.012 * crest

    scene.hill(level, ink, count=count * 2, edge=mix(inks.light, ink, 0.3), edge_width=0.004)


def lotus(scene: Scene) -> None:
    """Draw three lotus flowers in water."""
    inks, pen = scene.inks, scene.pen
    scene.backdrop((0, 0.33, 0.21), far=(0.61, 0.04), mid=(0.68, 0.03))
    scene.ground(0.72, mix(inks.near2, inks.sky, 0.12))
    _ripples(scene, 0.77, 4)
    leaf = mix(inks.near, inks.near2, 0.3)
    for x, y, half in ((-0.6, 0.93, 0.17), (-0.1, 0.97, 0.24), (0.38, 0.95, 0.19), (0.75, 0.91, 0.14)):
        _leaf(pen.at(x, y, half), leaf, mix(leaf, inks.deep, 0.2))
    stem = mix(inks.near, inks.deep, 0.15)
    for x, y, r in ((-0.42, 0.57, 0.125), (0.5, 0.54, 0.13), (0.04, 0.64, 0.165)):
        pen.curve(((x, y + 0.5 * r), (x + 0.012, (y + 1) / 2), (x + 0.03, 1.02)), stem, 0.017)
        lotus_flower(pen.at(x, y, r), inks)


def _leaf(pen: Pen, ink: str, vein: str) -> None:
    pen.blob([(math.cos(a), 0.36 * math.sin(a)) for a in (math.tau * n / 10 for n in range(10))], ink)
    for x, y in ((-0.7, -0.1), (0.65, -0.12), (0.1, 0.28)):
        pen.line(((0, 0), (x, y)), vein, 0.02)
