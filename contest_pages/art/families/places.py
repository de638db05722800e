"""Families of places in the hills: a village, terraces, a market, a school, the one-stop office."""

from __future__ import annotations

from ..figures import house, letter, palm, person, star
from ..inks import GREEN, HAIR, SKIN, mix
from ..pen import Pen
from ..scene import Scene


def village(scene: Scene) -> None:
    """Draw two houses on stilts between palms."""
    inks, pen = scene.inks, scene.fitted(0.8)
    scene.backdrop((0.15, 0.29, 0.2))
    scene.terraces(0.68)
    palm(pen.at(-0.57, 0.85, 0.21), inks)
    palm(pen.at(0.6, 0.93, 0.26), inks)
    house(pen.at(-0.29, 0.8, 0.125), inks)
    house(pen.at(0.17, 0.86, 0.16), inks)


def terraces(scene: Scene) -> None:
    """Draw rice terraces, a far house and a woman with a telephone."""
    inks, pen = scene.inks, scene.pen
    scene.backdrop((0, 0.3, 0.19), far=(0.48, 0.1), mid=(0.57, 0.07))
    scene.terraces(0.63, 0.05, 9, 0.06)
    house(pen.at(-0.45, 0.74, 0.075), inks)
    person(pen.at(0.22, 0.98, 0.21), inks, inks.deep, hat="pieu", phone=True, hem=inks.spark)


def market(scene: Scene) -> None:
    """Draw three stalls under striped awnings, fruit, a payment code and two people."""
    inks, pen = scene.inks, scene.fitted(0.7)
    scene.backdrop((0.3, 0.24, 0.15), rings=0, far=(0.56, 0.07), mid=(0.66, 0.05))
    scene.ground(0.85, inks.near)
    for number, x in enumerate((-0.6, -0.09, 0.42)):
        stripes = (inks.deep, inks.spark) if number == 1 else (inks.light, inks.red)
        _stall(pen.at(x, 0), scene, stripes)
    pen.box(0.0, 0.625, 0.14, 0.14, inks.light, 0.008)
    for number in range(9):
        if number != 4:
            pen.box(-0.044 + 0.044 * (number % 3), 0.641 + 0.043 * (number // 3), 0.02, 0.02, inks.deep)
    person(pen.at(-0.37, 0.97, 0.23), inks, inks.deep, hat="pieu", phone=True, hem=inks.spark)
    person(pen.at(0.19, 0.97, 0.23), inks, inks.red, hat="non")


def _stall(pen: Pen, scene: Scene, stripes: tuple[str, str]) -> None:
    inks = scene.inks
    for x in (-0.215, 0.215):
        pen.box(x, 0.5, 0.011, 0.35, inks.frame)
    pen.box(0, 0.72, 0.5, 0.13, mix(inks.near, inks.deep, 0.45))
    fruit = (inks.red, inks.spark, inks.near2)
    for first in range(3):
        for number in range(first, 9, 3):
            pen.disc(-0.212 + 0.053 * number, 0.687, 0.026, fruit[first])
    pen.box(0, 0.705, 0.52, 0.018, inks.light, 0.004)
    for first, ink in enumerate(stripes):
        for number in range(first, 6, 2):
            top, low = -0.195 + 0.065 * number, -0.246 + 0.082 * number
            pen.polygon(((top, 0.38), (top + 0.065, 0.38), (low + 0.082, 0.5), (low, 0.5)), ink)
            pen.disc(low + 0.041, 0.5, 0.041, ink)


def school(scene: Scene) -> None:
    """Draw a school of two floors under the flag, with pupils before it."""
    inks, pen = scene.inks, scene.fitted(0.78)
    scene.backdrop((-0.42, 0.24, 0.14), far=(0.52, 0.06), mid=(0.6, 0.05))
    scene.ground(0.835, inks.near)
    pen.box(-0.71, 0.29, 0.013, 0.56, inks.frame, 0.006)
    pen.box(-0.62, 0.305, 0.168, 0.112, inks.red)
    star(pen.at(-0.62, 0.361, 0.032), inks.spark)
    building = pen.at(0.08, 0)
    building.box(0, 0.48, 1.24, 0.36, inks.light)
    building.polygon(((-0.69, 0.49), (-0.59, 0.37), (0.59, 0.37), (0.69, 0.49)), inks.red)
    glass = mix(inks.deep, inks.far, 0.3)
    for y in (0.535, 0.69):
        for column in range(6):
            building.box(-0.495 + 0.198 * column, y, 0.13, 0.085, glass)
    building.box(0, 0.65, 1.24, 0.014, inks.far)
    building.box(0, 0.685, 0.13, 0.155, inks.deep)
    person(pen.at(-0.34, 0.97, 0.2), inks, inks.light)
    person(pen.at(-0.1, 0.97, 0.205), inks, inks.deep, hat="pieu", phone=True, hem=inks.spark)
    person(pen.at(0.15, 0.97, 0.2), inks, inks.light, hat="cap", phone=True)
    person(pen.at(0.4, 0.97, 0.2), inks, inks.red)


def office(scene: Scene) -> None:
    """Draw the one-stop office: three windows with clerks, and two citizens."""
    inks, pen = scene.inks, scene.fitted(0.73)
    scene.backdrop((0.5, 0.26, 0.15), rings=0, far=(0.55, 0.06), mid=(0.63, 0.05))
    scene.ground(0.885, inks.near)
    hall = pen.at(-0.04, 0)
    hall.box(0, 0.3, 1.4, 0.6, inks.light)
    hall.box(0, 0.24, 1.52, 0.098, inks.frame, 0.01)
    hall.lozenges([0.087 * (n - 8) for n in range(17)], 0.289, 0.027, (inks.spark, inks.red))
    for x, sign, cloth in ((-0.44, "A", inks.deep), (0, "B", GREEN), (0.44, "C", inks.deep)):
        window = hall.at(x, 0)
        window.box(0, 0.415, 0.34, 0.21, mix(inks.far, inks.light, 0.45))
        window.box(0, 0.56, 0.088, 0.07, cloth, 0.015)
        window.disc(0, 0.53, 0.039, SKIN)
        window.polygon(
            (
                (-0.042, 0.525),
                (-0.042, 0.508),
                (-0.022, 0.488),
                (0.022, 0.488),
                (0.042, 0.508),
                (0.042, 0.525),
            ),
            HAIR,
        )
        window.disc(0, 0.442, 0.043, inks.red)
        letter(window.at(0, 0.442, 0.042), sign, inks.light, 0.2)
    hall.box(0, 0.65, 1.32, 0.24, mix(inks.near, inks.deep, 0.6))
    hall.box(0, 0.617, 1.4, 0.036, inks.spark)
    person(pen.at(-0.34, 0.98, 0.24), inks, inks.red, hat="non")
    person(pen.at(0.12, 0.98, 0.24), inks, inks.deep, hat="pieu", phone=True, hem=inks.spark)
