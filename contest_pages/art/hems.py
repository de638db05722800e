"""Hems: the woven edge of a province's cloth, 13 rows of stitches that repeat from left to right.

They are abstractions and copy no given cloth; the department of culture of a province should see its hem first.
"""

from __future__ import annotations

from .inks import mix
from .stitches import stitched

_GREEN, _LIGHT, _SPARK = "2f8160", "fff4dc", "ffc93c"

#: Of each hem the rows from the top to the middle one: the rows below mirror them, unless all 13 are given.
#: `.` is the ground, a the accent, b green, l light, s spark.
_HALVES = {
    # Thái: lozenges (quả trám) between small crosses.
    "tram": (
        "aaaaaaaaaaaaaaaaaaaa",
        ".ss..ss..ss..ss..ss.",
        "........b.l.b.......",
        ".......b.lal.b......",
        "l.....b.laaal.b.....",
        "a....b.laalaal.b....",
        "sal.b.laalslaal.b.la",
    ),
    # Mông: squares with a cross stitch beside lozenges.
    "mong": (
        "bbbbbbbbbbbbbbbbbbbbbbbb",
        "llaallaallaallaallaallaa",
        "........l.aaaaa.l.......",
        "b........l.....l........",
        ".b......a.l.s.l.a......b",
        "s.b.....a..l.l..a.....b.",
        "ss.b....a.s.l.s.a....b.s",
    ),
    # The rings of a bronze drum.
    "drum": (
        "ssssssssssssssss",
        "aa..aa..aa..aa..",
        "......aaaa......",
        "....aa....aa....",
        "....a.llll.a....",
        "...a.l....l.a...",
        "s..a.l.ss.l.a..s",
    ),
    # Waves of the coast.
    "wave": (
        "ssssssssssssssss",
        "aa..aa..aa..aa..",
        "................",
        "................",
        "....llllllll....",
        "a..l........l..a",
        "a.l...llll...l.a",
        "al..ll....ll..la",
        ".l..l......l..l.",
        "l..l........l..l",
        "l..l..ssss..l..l",
        "l..l..ssss..l..l",
        "ssssssssssssssss",
    ),
    # The checked scarf of the delta (khăn rằn).
    "ran": (
        "............",
        "ssssssssssss",
        *["lll...lll..."] * 3,
        *["...lll...lll"] * 3,
        *["lll...lll..."] * 3,
        "ssssssssssss",
        "............",
    ),
}
#: The inks of each hem from left to right where there is room for one row only.
_IN_A_ROW = {"tram": "asbs", "mong": "blal", "drum": "sala", "wave": "slal", "ran": "ll.."}
HEMS = {name: rows if len(rows) == 13 else (*rows, *reversed(rows[:-1])) for name, rows in _HALVES.items()}


def hem(name: str, *, ground: str = "132c58", accent: str = "b3202a") -> str:
    """Return a hem as the text of an SVG file, or "" for `none`; the colours are the site's dark brand and accent.

    Raises KeyError for a name that does not exist.
    """
    if name == "none":
        return ""
    return stitched(HEMS[name], _inks(ground, accent))


def hem_colours(name: str, *, ground: str = "132c58", accent: str = "b3202a") -> tuple[str, ...]:
    """Return the colours of a hem where there is room for one row only, as in letters; none for `none`.

    Raises KeyError for a name that does not exist.
    """
    if name == "none":
        return ()
    inks = _inks(ground, accent)
    return tuple(f"#{inks[sign].removeprefix('#')}" for sign in _IN_A_ROW[name])


def _inks(ground: str, accent: str) -> dict[str, str]:
    return {".": ground, "a": mix(accent, "ffffff", 0.18), "b": _GREEN, "l": _LIGHT, "s": _SPARK}


def css_hem(name: str, **colours: str) -> str:
    """Return a hem as the value of a stylesheet's background image: its file within the address, or `none`."""
    file = hem(name, **colours).replace('"', "'").replace("#", "%23")
    return f'url("data:image/svg+xml,{file}")' if file else "none"
