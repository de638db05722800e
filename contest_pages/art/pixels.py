"""Writes pictures as pixels with Pillow: drawn at twice the size, then halved."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

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

_TWICE = 2
#: A piece of a curve becomes so many straight strokes.
_STROKES = 10


def draw(picture: Picture, size: tuple[int, int]) -> Image.Image:
    """Return a picture with so many pixels; what does not fit is cut at the left and at the top, as pages do."""
    width, height = size[0] * _TWICE, size[1] * _TWICE
    scale = max(width / picture.width, height / picture.height)
    left, top = width - picture.width * scale, height - (picture.top + picture.height) * scale
    image = Image.new("RGB", (width, height), f"#{picture.ground}")
    _Canvas(image, scale, left, top).add(picture.shapes)
    return image.resize(size, Image.Resampling.LANCZOS)


def png(image: Image.Image) -> bytes:
    """Return a PNG file of at most 64 colours: flat inks need no more."""
    return _file(image.quantize(64, dither=Image.Dither.NONE), "PNG", optimize=True)


def webp(image: Image.Image) -> bytes:
    """Return a WebP file."""
    return _file(image, "WEBP", quality=80, method=4)


def jpeg(image: Image.Image) -> bytes:
    """Return a JPEG file."""
    return _file(image, "JPEG", quality=86, optimize=True)


def _file(image: Image.Image, kind: str, **options) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


class _Canvas:
    """Draws shapes into an image; translucent ones go through a mask, so that overlapping strokes do not add up."""

    def __init__(self, image: Image.Image, scale: float, left: float, top: float):
        self.image, self.scale, self.left, self.top = image, scale, left, top
        self.pen = ImageDraw.Draw(image)

    def add(self, shapes: Iterable[Shape]) -> None:
        for shape in shapes:
            if isinstance(shape, Clip):
                self._clip(shape)
            elif shape.opacity < 1:
                self._blend(shape)
            else:
                self._fill(self.pen, shape, f"#{shape.ink}")

    def _blend(self, shape: Shape) -> None:
        mask, part = self._part("L", self._extent(shape))
        part._fill(part.pen, shape, round(255 * shape.opacity))
        self.image.paste(f"#{shape.ink}", self._place(part), mask)

    def _clip(self, clip: Clip) -> None:
        extent = self._extent(clip.box)
        mask, part = self._part("L", extent)
        part._fill(part.pen, clip.box, 255)
        inside, part = self._part("RGB", extent)
        inside.paste(f"#{clip.box.ink}", (0, 0, *inside.size))
        part.add(clip.shapes)
        self.image.paste(inside, self._place(part), mask)

    def _part(self, mode: str, extent: tuple[int, int, int, int]) -> tuple[Image.Image, _Canvas]:
        """Return an empty image of an extent, and a canvas that draws there what lies in it."""
        left, top, right, bottom = extent
        image = Image.new(mode, (right - left, bottom - top))
        return image, _Canvas(image, self.scale, self.left - left, self.top - top)

    def _place(self, part: _Canvas) -> tuple[int, int, int, int]:
        left, top = round(self.left - part.left), round(self.top - part.top)
        return left, top, left + part.image.width, top + part.image.height

    def _extent(self, shape: Shape) -> tuple[int, int, int, int]:
        """Return the pixels of the image within which a shape lies; a curve may leave its points by a quarter."""
        match shape:
            case Disc() | Ring():
                edge = shape.r + (shape.width if isinstance(shape, Ring) else 0)
                box = self._around(shape.x, shape.y, edge)
            case Box():
                corner = self._x(shape.x), self._y(shape.y)
                box = (*corner, corner[0] + shape.width * self.scale, corner[1] + shape.height * self.scale)
            case Polygon() | Curve() | Line():
                xs, ys = zip(*self._points(shape.points), strict=True)
                edge = 0 if isinstance(shape, Polygon) else shape.width * self.scale
                more = 0 if isinstance(shape, Polygon | Line) else 0.25
                across, down = edge + more * (max(xs) - min(xs)), edge + more * (max(ys) - min(ys))
                box = (min(xs) - across, min(ys) - down, max(xs) + across, max(ys) + down)
            case _:
                box = (0, 0, *self.image.size)
        # At least one pixel, also of what lies outside.
        left, top = (max(0, min(math.floor(box[n]) - 1, self.image.size[n] - 1)) for n in (0, 1))
        right, bottom = (max(1, min(math.ceil(box[n + 2]) + 2, self.image.size[n])) for n in (0, 1))
        return left, top, max(right, left + 1), max(bottom, top + 1)

    def _fill(self, pen: ImageDraw.ImageDraw, shape: Shape, ink: str | int) -> None:
        match shape:
            case Polygon():
                pen.polygon(self._points(shape.points), ink)
            case Hill():
                line = self._points(_flat(shape.points[0], tangents(shape.points)))
                bottom = self._y(shape.bottom)
                pen.polygon([*line, (line[-1][0], bottom), (line[0][0], bottom)], ink)
                if shape.edge:
                    self._stroke(pen, line, shape.edge_width, f"#{shape.edge}")
            case Curve(width=0):
                pen.polygon(self._points(_flat(shape.points[0], closed_tangents(shape.points))), ink)
            case Curve():
                line = self._points(_flat(shape.points[0], tangents(shape.points)))
                self._stroke(pen, line, shape.width, ink)
            case Line():
                self._stroke(pen, self._points(shape.points), shape.width, ink)
            case Disc():
                x, y, right, low = self._around(shape.x, shape.y, shape.r)
                pen.ellipse((x, y, max(x, right), max(y, low)), ink)
            case Ring(is_whole=True):
                half = shape.width / 2
                box = self._around(shape.x, shape.y, shape.r + half)
                if box[2] > box[0]:
                    pen.ellipse(box, outline=ink, width=max(1, round(shape.width * self.scale)))
            case Ring():
                steps = 2 + round(12 * (shape.end - shape.start))
                angles = (shape.start + (shape.end - shape.start) * n / steps for n in range(steps + 1))
                line = [(shape.x + shape.r * math.cos(a), shape.y + shape.r * math.sin(a)) for a in angles]
                self._stroke(pen, self._points(line), shape.width, ink)
            case Box():
                x, y = self._x(shape.x), self._y(shape.y)
                # Pillow's boxes include their last pixel.
                right = max(x, x + shape.width * self.scale - 1)
                low = max(y, y + shape.height * self.scale - 1)
                pen.rounded_rectangle((x, y, right, low), shape.r * self.scale, ink)

    def _stroke(self, pen: ImageDraw.ImageDraw, line: Sequence[Point], width: float, ink: str | int) -> None:
        pixels = max(1, round(width * self.scale))
        pen.line(line, ink, pixels, joint="curve")
        if pixels > 2:
            r = (pixels - 1) / 2
            for x, y in (line[0], line[-1]):
                pen.ellipse((x - r, y - r, x + r, y + r), ink)

    def _x(self, x: float) -> float:
        return x * self.scale + self.left

    def _y(self, y: float) -> float:
        return y * self.scale + self.top

    def _points(self, points: Iterable[Point]) -> list[Point]:
        """Return points as Pillow counts them: from the middle of the first pixel."""
        return [(self._x(x) - 0.5, self._y(y) - 0.5) for x, y in points]

    def _around(self, x: float, y: float, r: float) -> tuple[float, float, float, float]:
        """Return a box around a circle, its last pixel included."""
        return self._x(x - r), self._y(y - r), self._x(x + r) - 1, self._y(y + r) - 1


def _flat(start: Point, pieces: Iterable[tuple[Point, Point, Point]]) -> list[Point]:
    """Return points along Bézier pieces."""
    line = [start]
    for one, other, end in pieces:
        begin = line[-1]
        for number in range(1, _STROKES + 1):
            t = number / _STROKES
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            line.append(
                (
                    a * begin[0] + b * one[0] + c * other[0] + d * end[0],
                    a * begin[1] + b * one[1] + c * other[1] + d * end[1],
                )
            )
    return line
