"""Writes pictures as SVG: no style, no script, nothing from elsewhere, so that a strict policy may cover the file.

Points are written in tenths of a unit, each relative to the one before it, and shapes of one ink that follow each
other share a path: files of two to five kilobytes once they are compressed.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from itertools import groupby

from .shapes import (
    Box,
    Clip,
    Curve,
    Disc,
    Hill,
    Line,
    Picture,
    Point,
    Polygon,
    Ring,
    Shape,
    closed_tangents,
    tangents,
)

_PLACES = 10
_CLIP = ("clip",)


def svg(picture: Picture) -> str:
    """Return a picture as the text of an SVG file."""
    size = f'viewBox="0 {picture.top:g} {picture.width:g} {picture.height:g}"'
    ground = f'<path fill="{_colour(picture.ground)}" d="M0 {picture.top:g}h{picture.width:g}v{picture.height:g}H0z"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} width="{picture.width:g}" height="{picture.height:g}"'
        f' preserveAspectRatio="xMaxYMax slice">{ground}{elements(picture.shapes)}</svg>'
    )


def elements(shapes: Iterable[Shape]) -> str:
    """Return shapes as the text of SVG elements, without a root."""
    text = []
    for style, group in groupby(shapes, _style):
        if style == _CLIP:
            text += [_clipped(shape) for shape in group if isinstance(shape, Clip)]
        else:
            text.append(_path(style, [_data(shape) for shape in group]))
    return "".join(text)


def _style(shape: Shape) -> tuple:
    """Return what shapes must have in common to share a path; a translucent one has its own."""
    if isinstance(shape, Clip):
        return _CLIP
    own = (id(shape),) if shape.opacity < 1 else ()
    if isinstance(shape, Hill):
        return ("hill", shape.ink, shape.edge, shape.edge_width, shape.opacity, id(shape))
    if isinstance(shape, Line | Ring) or (isinstance(shape, Curve) and shape.width):
        return ("stroke", shape.ink, round(shape.width, 1), shape.opacity, *own)
    return ("fill", shape.ink, shape.opacity, *own)


def _path(style: tuple, data: list[str]) -> str:
    kind, ink, *rest = style
    if kind == "stroke":
        width, opacity = rest[:2]
        paint = f'fill="none" stroke="{_colour(ink)}" stroke-width="{_number(round(width * _PLACES))}"'
        paint += ' stroke-linecap="round" stroke-linejoin="round"'
    elif kind == "hill":
        edge, width, opacity = rest[:3]
        paint = f'fill="{_colour(ink)}"'
        if edge:
            paint += f' stroke="{_colour(edge)}" stroke-width="{_number(round(width * _PLACES))}"'
    else:
        paint, opacity = f'fill="{_colour(ink)}"', rest[0]
    if opacity < 1:
        paint += f' opacity="{opacity:g}"'
    return f'<path {paint} d="{"".join(data)}"/>'


def _clipped(clip: Clip) -> str:
    outline = _data(clip.box)
    # Named by what it is: two pictures in one document share a name only for the same outline.
    name = f"c{hashlib.sha256(outline.encode()).hexdigest()[:8]}"
    return (
        f'<clipPath id="{name}"><path d="{outline}"/></clipPath><g clip-path="url(#{name})">'
        f'<path fill="{_colour(clip.box.ink)}" d="{outline}"/>{elements(clip.shapes)}</g>'
    )


def _data(shape: Shape) -> str:
    """Return the outline or the line of a shape as path data; outlines run clockwise, so that they may overlap."""
    match shape:
        case Polygon():
            return _lines(shape.points if _area(shape.points) > 0 else shape.points[::-1]) + "z"
        case Hill():
            line = _curves(shape.points[0], tangents(shape.points))
            return f"{line}V{_number(_tenths(shape.bottom))}H{_number(_tenths(shape.points[0][0]))}z"
        case Curve(width=0):
            points = shape.points if _area(shape.points) > 0 else shape.points[::-1]
            return _curves(points[0], closed_tangents(points)) + "z"
        case Curve():
            return _curves(shape.points[0], tangents(shape.points))
        case Line():
            return _lines(shape.points)
        case Disc():
            return _circle(shape)
        case Ring():
            return _circle(shape) if shape.is_whole else _arc(shape)
        case Box():
            return _box(shape)
        case _:
            raise TypeError(shape)


def _area(points: Sequence[Point]) -> float:
    """Return twice the area, positive where the points run clockwise as seen."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))


def _lines(points: Sequence[Point]) -> str:
    x, y = _tenths(points[0][0]), _tenths(points[0][1])
    text, steps = f"M{_pair(x, y)}", []
    for point in points[1:]:
        to = _tenths(point[0]), _tenths(point[1])
        steps.append(_pair(to[0] - x, to[1] - y))
        x, y = to
    return f"{text}l{_joined(steps)}"


def _curves(start: Point, pieces: Iterable[tuple[Point, Point, Point]]) -> str:
    x, y = _tenths(start[0]), _tenths(start[1])
    text, steps = f"M{_pair(x, y)}", []
    for piece in pieces:
        ends = [(_tenths(point[0]), _tenths(point[1])) for point in piece]
        steps += [_pair(to[0] - x, to[1] - y) for to in ends]
        x, y = ends[-1]
    return f"{text}c{_joined(steps)}"


def _circle(shape: Disc | Ring) -> str:
    r = _tenths(shape.r)
    left, radius, across = _pair(_tenths(shape.x) - r, _tenths(shape.y)), _number(r), _number(2 * r)
    return f"M{left}a{radius} {radius} 0 0 1 {across} 0 {radius} {radius} 0 0 1-{across} 0z"


def _arc(shape: Ring) -> str:
    ends = [
        (_tenths(shape.x + shape.r * math.cos(angle)), _tenths(shape.y + shape.r * math.sin(angle)))
        for angle in (shape.start, shape.end)
    ]
    (x, y), to = ends
    radius, large = _number(_tenths(shape.r)), int(shape.end - shape.start > math.pi)
    return f"M{_pair(x, y)}a{radius} {radius} 0 {large} 1 {_pair(to[0] - x, to[1] - y)}"


def _box(shape: Box) -> str:
    x, y, width, height, r = (
        _tenths(value) for value in (shape.x, shape.y, shape.width, shape.height, shape.r)
    )
    if not r:
        return f"M{_pair(x, y)}h{_number(width)}v{_number(height)}h{_number(-width)}z"
    a, wide, high = f"a{_number(r)} {_number(r)} 0 0 1 ", width - 2 * r, height - 2 * r
    return (
        f"M{_pair(x + r, y)}h{_number(wide)}{a}{_pair(r, r)}v{_number(high)}{a}{_pair(-r, r)}"
        f"h{_number(-wide)}{a}{_pair(-r, -r)}v{_number(-high)}{a}{_pair(r, -r)}z"
    )


def _tenths(value: float) -> int:
    return round(value * _PLACES)


def _number(tenths: int) -> str:
    """Return tenths as short as SVG reads them: 5 → ".5", -30 → "-3"."""
    whole, rest = divmod(abs(tenths), _PLACES)
    text = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{text}" if tenths < 0 else text


def _pair(x: int, y: int) -> str:
    return _joined((_number(x), _number(y)))


def _joined(numbers: Iterable[str]) -> str:
    """Return numbers one after the other; a minus separates as well as a space."""
    text = ""
    for number in numbers:
        text += number if not text or number.startswith("-") else f" {number}"
    return text


def _colour(ink: str) -> str:
    short = ink[0] == ink[1] and ink[2] == ink[3] and ink[4] == ink[5]
    return f"#{ink[::2]}" if short else f"#{ink}"
