"""Woven marks: 13 × 13 stitches from a code, mirrored twice. They stand where a person, team or entry has no photograph."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import permutations

from .stitches import stitched

#: A ground and three inks each.
_SETS = (
    ("132c58", "c22a30", "ffc93c", "fff4dc"),
    ("4a1d42", "e0694a", "ffc93c", "fff4dc"),
    ("0f3f3d", "b8432b", "f0c04a", "fbfff0"),
    ("7a1d28", "1b4079", "ffc93c", "fff4dc"),
    ("27306e", "e0604a", "86bdb6", "fff8ea"),
)
#: Weights of the two distances from the middle, and the number of bands that repeat.
_WEAVES = ((1, 1, 4), (1, 1, 5), (2, 3, 5), (3, 2, 5))
_REACH = 6


def mark_rows(code: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the rows of a code's mark as signs from 0 to 3, and the ink of each sign."""
    digest = hashlib.sha256(code.encode()).digest()
    ground, *others = _SETS[digest[0] % len(_SETS)]
    orders = list(permutations(others))
    inks = dict(zip("0123", (ground, *orders[digest[1] % len(orders)]), strict=True))
    p, q, bands = _WEAVES[digest[2] % len(_WEAVES)]
    offset, crossed = digest[3] % bands, digest[4] % 2

    def sign(x: int, y: int) -> str:
        if max(abs(x), abs(y)) == _REACH:
            return "0"
        if crossed and abs(x) == abs(y):
            return "3" if x % 2 else "2"
        # A fifth band has the ink of the second.
        return "01232"[(p * abs(x) + q * abs(y) + offset) % bands]

    span = range(-_REACH, _REACH + 1)
    return tuple("".join(sign(x, y) for x in span) for y in span), inks


@lru_cache(maxsize=256)
def mark(code: str) -> str:
    """Return a code's mark as an SVG element that readers of screens pass over: its name stands beside it."""
    return stitched(*mark_rows(code), attributes=' aria-hidden="true"')
