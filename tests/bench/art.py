"""Prints what a generated picture costs: milliseconds and packed bytes as SVG, milliseconds and bytes as pixels.

python -m tests.bench.art
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Callable

from contest_pages.art import pixels
from contest_pages.art.families import FAMILIES
from contest_pages.art.posters import HERO, SHARE, poster, seed_of
from contest_pages.art.svg import svg


def milliseconds(action: Callable[[], object], rounds: int) -> float:
    """Return the least time that an action took."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        action()
        times.append(time.perf_counter() - begin)
    return 1000 * min(times)


def main() -> None:
    """Draw every family both ways."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    yardstick = milliseconds(lambda: sum(range(1_000_000)), rounds)
    print(f"yardstick: {yardstick:.0f} ms for the sum of a million numbers")
    for family in FAMILIES:
        seed = seed_of(family)
        wide = (family, "hoanghon", *HERO, seed, 0.75)
        packed = len(gzip.compress(svg(poster(*wide)).encode(), 9))
        shared = poster(family, "hoanghon", *SHARE, seed)
        image = pixels.draw(shared, SHARE)
        print(
            f"{family:9} SVG {milliseconds(lambda wide=wide: svg(poster(*wide)), rounds):5.1f} ms {packed:5} bytes"
            f"   pixels {milliseconds(lambda shared=shared: pixels.draw(shared, SHARE), rounds):4.0f} ms"
            f" PNG {len(pixels.png(image))} WebP {len(pixels.webp(image))} bytes"
        )


if __name__ == "__main__":
    main()
