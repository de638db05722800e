"""A pen: draws shapes in units of its own into a display list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .shapes import Box, Curve, Disc, Line, Point, Polygon, Ring, Shape


class Pen:
    """Adds shapes to a list; (0, 0) lies at its origin, and lengths are multiples of its unit."""

    def __init__(self, shapes: list[Shape], x: float, y: float, unit: float):
        self.shapes, self.x, self.y, self.unit = shapes, x, y, unit

    def at(self, x: float, y: float, unit: float = 1) -> Pen:
        """Return a pen of the same list whose origin and unit are given in this one's."""
        return Pen(self.shapes, *self.point(x, y), unit * self.unit)

    def point(self, x: float, y: float) -> Point:
        """Return a point in the units of the picture."""
        return self.x + x * self.unit, self.y + y * self.unit

    def points(self, points: Iterable[Point]) -> list[Point]:
        """Return points in the units of the picture."""
        return [self.point(x, y) for x, y in points]

    def polygon(self, points: Iterable[Point], ink: str, opacity: float = 1) -> None:
        """Fill a polygon."""
        self.shapes.append(Polygon(self.points(points), ink, opacity))

    def blob(self, points: Iterable[Point], ink: str, opacity: float = 1) -> None:
        """Fill a smooth outline."""
        self.shapes.append(Curve(self.points(points), ink, 0, opacity))

    def curve(self, points: Iterable[Point], ink: str, width: float, opacity: float = 1) -> None:
        """Draw a smooth line."""
        self.shapes.append(Curve(self.points(points), ink, width * self.unit, opacity))

    def line(self, points: Iterable[Point], ink: str, width: float, opacity: float = 1) -> None:
        """Draw straight strokes."""
        self.shapes.append(Line(self.points(points), ink, width * self.unit, opacity))

    def disc(self, x: float, y: float, r: float, ink: str, opacity: float = 1) -> None:
        """Fill a circle."""
        self.shapes.append(Disc(*self.point(x, y), r * self.unit, ink, opacity))

    def ring(self, x: float, y: float, r: float, ink: str, width: float, opacity: float = 1) -> None:
        """Draw a circle's line."""
        self.shapes.append(Ring(*self.point(x, y), r * self.unit, ink, width * self.unit, opacity=opacity))

    def arc(
        self,
        x: float,
        y: float,
        r: float,
        ink: str,
        width: float,
        start: float,
        end: float,
        opacity: float = 1,
    ) -> None:
        """Draw an arc clockwise from one angle to another."""
        self.shapes.append(
            Ring(*self.point(x, y), r * self.unit, ink, width * self.unit, start, end, opacity)
        )

    def box(
        self, x: float, y: float, width: float, height: float, ink: str, r: float = 0, opacity: float = 1
    ) -> None:
        """Fill a rectangle whose top is at `y` and whose middle is at `x`."""
        left, top = self.point(x - width / 2, y)
        self.shapes.append(Box(left, top, width * self.unit, height * self.unit, ink, r * self.unit, opacity))

    def lozenge(self, x: float, y: float, r: float, ink: str) -> None:
        """Fill a square that stands on its corner."""
        self.polygon(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), ink)

    def lozenges(self, xs: Sequence[float], y: float, r: float, inks: Sequence[str]) -> None:
        """Fill a row of lozenges in inks that repeat, one ink after the other."""
        for first, ink in enumerate(inks):
            for x in xs[first :: len(inks)]:
                self.lozenge(x, y, r, ink)
