"""The display list: eight shapes in the units of their picture, y downwards, angles in radians clockwise from the right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled polygon."""

    points: Sequence[Point]
    ink: str
    opacity: float = 1


@dataclass(frozen=True, slots=True)
class Hill:
    """A filled shape with a smooth top edge from left to right, closed at `bottom`; `edge` is a line along the top.

    Its sides and its bottom lie outside the picture, where their part of the line is not seen.
    """

    points: Sequence[Point]
    bottom: float
    ink: str
    edge: str = ""
    edge_width: float = 0
    opacity: float = 1


@dataclass(frozen=True, slots=True)
class Curve:
    """A smooth line through points with round ends; without a width, a smooth closed outline that is filled."""

    points: Sequence[Point]
    ink: str
    width: float = 0
    opacity: float = 1


@dataclass(frozen=True, slots=True)
class Line:
    """Straight strokes through points, with round ends and corners."""

    points: Sequence[Point]
    ink: str
    width: float
    opacity: float = 1


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle."""

    x: float
    y: float
    r: float
    ink: str
    opacity: float = 1


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle's line, or an arc of it from `start` clockwise to `end`, with round ends."""

    x: float
    y: float
    r: float
    ink: str
    width: float
    start: float = 0
    end: float = math.tau
    opacity: float = 1

    @property
    def is_whole(self) -> bool:
        """Return whether the line is closed."""
        return self.end - self.start >= math.tau


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle with corners of the radius `r`."""

    x: float
    y: float
    width: float
    height: float
    ink: str
    r: float = 0
    opacity: float = 1


@dataclass(frozen=True, slots=True)
class Clip:
    """Shapes of which only what lies inside a rounded box is seen; the box's own ink is the ground."""

    box: Box
    shapes: Sequence[Shape]


Shape = Polygon | Hill | Curve | Line | Disc | Ring | Box | Clip


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes on a ground. `top` is above zero where a picture has a head of empty sky.

    Shown in another proportion, a picture is cut at the left and at the top: its subject stands right and low.
    """

    width: float
    height: float
    ground: str
    shapes: Sequence[Shape]
    top: float = 0


def tangents(points: Sequence[Point]) -> list[tuple[Point, Point, Point]]:
    """Return an open Catmull-Rom spline through the points as cubic Bézier pieces: two controls and an end each."""
    pieces = []
    for number in range(len(points) - 1):
        before = points[max(number - 1, 0)]
        start, end = points[number], points[number + 1]
        after = points[min(number + 2, len(points) - 1)]
        pieces.append(_piece(before, start, end, after))
    return pieces


def closed_tangents(points: Sequence[Point]) -> list[tuple[Point, Point, Point]]:
    """Return a closed Catmull-Rom spline through the points as cubic Bézier pieces."""
    count = len(points)
    return [
        _piece(points[n - 1], points[n], points[(n + 1) % count], points[(n + 2) % count])
        for n in range(count)
    ]


def _piece(before: Point, start: Point, end: Point, after: Point) -> tuple[Point, Point, Point]:
    return (
        (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6),
        (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6),
        end,
    )
