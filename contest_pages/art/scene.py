"""A scene: the land and the sun of a picture, and pens that draw its subject.

The unit is the picture's height; u runs from 0 at the left edge to 1 at the right.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from .inks import Inks, mix
from .pen import Pen
from .shapes import Hill, Point, Shape

#: From this proportion on a picture is wide: a title stands in its sky.
WIDE = 2.2
#: Of the height: what a wide picture has above it, so that rings and beams run out.
HEAD = 240 / 560


class Scene:
    """Shapes of a picture, or of a screen in a picture, whose top left corner lies at (`left`, `top`)."""

    def __init__(
        self,
        inks: Inks,
        width: float,
        height: float,
        seed: int,
        focus: float,
        *,
        left: float = 0,
        top: float = 0,
    ):
        self.inks, self.width, self.height, self.seed = inks, width, height, seed
        self.left, self.top = left, top
        self.is_wide = width >= WIDE * height
        self.sinks = self.is_wide and focus > 0.6
        self.head = HEAD if self.is_wide else 0
        #: Shares of the height from the subject to the edges.
        self.left_edge, self.right_edge = -focus * width / height, (1 - focus) * width / height
        self.chance = random.Random(seed)  # noqa: S311  (a picture, not a secret)
        self.shapes: list[Shape] = []
        self.pen = Pen(self.shapes, left + focus * width, top, height)

    def fitted(self, right: float) -> Pen:
        """Return a pen for a subject that reaches so far to the right, moved left as far as the edge demands."""
        return self.pen.at(min(0.0, self.right_edge - right), 0)

    def lift(self, u: float) -> float:
        """Return by how much the land lies lower at u, so that a title at the left has a sky."""
        return 0.4 * max(0.0, 1 - 1.55 * u) ** 1.3 if self.sinks else 0.0

    def hill(
        self,
        level: Callable[[float], float],
        ink: str,
        *,
        count: int = 10,
        edge: str = "",
        edge_width: float = 0,
        opacity: float = 1,
    ) -> None:
        """Fill the land below the line that `level` gives for u; `count` points make it smooth."""
        span = count - 1
        points: list[Point] = []
        for number in range(count):
            u = -0.01 + 1.02 * number / span
            points.append((self.left + u * self.width, self.top + level(u) * self.height))
        # What lies lower than the bottom all along is not seen.
        if min(y for _, y in points) < self.top + self.height:
            bottom = max(self.top + 1.01 * self.height, *(y for _, y in points))
            self.shapes.append(Hill(points, bottom, ink, edge, edge_width * self.height, opacity))

    def ridge(self, base: float, amp: float, ink: str) -> None:
        """Draw a range of hills around `base`, `amp` high."""
        chance = self.chance
        f1, f2, f3 = chance.uniform(0.7, 1.1), chance.uniform(1.6, 2.4), chance.uniform(3.2, 4.4)
        a, b, c = (chance.uniform(0, math.tau) for _ in range(3))

        def level(u: float) -> float:
            waves = (
                0.6 * math.sin(math.tau * f1 * u + a)
                + 0.3 * math.sin(math.tau * f2 * u + b)
                + 0.1 * math.sin(math.tau * f3 * u + c)
            )
            return base + self.lift(u) + amp * waves

        self.hill(level, ink)

    def ground(self, base: float, ink: str) -> None:
        """Fill what lies below a level line, which sinks to the left in wide pictures."""
        self.hill(lambda u: base + self.lift(u), ink, count=10 if self.sinks else 2)

    def terraces(self, base: float, step: float = 0.05, count: int = 7, amp: float = 0.05) -> None:
        """Draw rice terraces: narrow and wide steps, some under water."""
        inks, phase = self.inks, self.chance.uniform(0, math.tau)
        flooded = self.chance.choice(((1, 3, 5), (1, 4)))
        water = mix(inks.sky, inks.sun2, 0.22)
        for k in range(count):
            t = k / (count - 1)
            ink = mix(mix(inks.near, inks.near2, 0.5 + 0.5 * math.sin(2.1 * k)), inks.deep, 0.42 * t)
            if k in flooded:
                ink = mix(water, inks.near, 0.1 + 0.22 * t)

            def level(u: float, k: int = k, t: float = t) -> float:
                return (
                    base
                    + step * k * (1 + 0.35 * t)
                    + 0.8 * self.lift(u)
                    + amp * (1 - 0.35 * t) * math.sin(math.tau * u + phase + 0.42 * k)
                    + 0.35 * amp * math.sin(2.1 * math.tau * u + 1.7 * phase - 0.336 * k)
                )

            self.hill(level, ink, count=11, edge=mix(inks.light, ink, 0.35), edge_width=0.0035)

    def drum(self, x: float, y: float, r: float, *, rings: int = 4) -> None:
        """Draw a bronze drum from above as the sun, with waves around it."""
        inks = self.inks
        for number in range(rings):
            fading = 1 - 0.75 * number / max(rings - 1, 1)
            self.pen.ring(x, y, r + 0.05 + 0.055 * number, inks.sun2, 0.006, round(fading, 2))
        pen = self.pen.at(x, y, r)
        pen.disc(0, 0, 1, inks.sun)
        for radius in (0.86, 0.56):
            pen.ring(0, 0, radius, inks.sun2, 0.025)
        for number in range(28):
            angle = math.tau * number / 28
            pen.line((_polar(0.77, angle), _polar(0.65, angle + 0.06)), inks.sun2, 0.035)
        rays = (_polar(0.19 if n % 2 else 0.46, math.tau * n / 28 - math.pi / 2) for n in range(28))
        pen.polygon(rays, inks.sun2)

    def backdrop(
        self,
        sun: tuple[float, float, float] | None = None,
        *,
        rings: int = 4,
        far: tuple[float, float] = (0.49, 0.09),
        mid: tuple[float, float] = (0.6, 0.06),
    ) -> None:
        """Draw the sun (x, y, radius) and two ranges of hills (base, height)."""
        if sun:
            self.drum(*sun, rings=rings)
        self.ridge(*far, self.inks.far)
        self.ridge(*mid, self.inks.mid)


def _polar(r: float, angle: float) -> Point:
    return r * math.cos(angle), r * math.sin(angle)
