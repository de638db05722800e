"""Inks: six palettes of eleven inks each, mixing, and the night that is derived from a day."""

from __future__ import annotations

from dataclasses import dataclass, replace

#: Skin and cloth are the same in every palette.
SKIN = "e9b48a"
HAIR = "1c1a22"
BLUE = "2f5da6"
GREEN = "2f8155"
ORANGE = "c8522b"
_DARKEST = "05070d"


@dataclass(frozen=True, slots=True)
class Inks:
    """The inks of one palette as six hexadecimal digits; `frame` is the rim of things that must stand out by night."""

    sky: str
    sun: str
    sun2: str
    far: str
    mid: str
    near: str
    near2: str
    deep: str
    light: str
    spark: str
    red: str
    frame: str = ""

    @property
    def words(self) -> str:
        """Return the ink of words on the sky: dark by day, light by night and at a festival."""
        return self.deep if self.frame == self.deep else self.light


def mix(one: str, other: str, share: float) -> str:
    """Return the colour that lies the share, from 0 to 1, of the way from one to the other."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (0, 2, 4))
    return "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


_ROWS = {
    "hoanghon": "fbe6c4 e0472c ee7a4f f3bd7d d87d45 2f7468 3f8d7c 16305b fff8ea ffc93c b8202b",
    "manon": "e6f3d6 f3b42a f9cf63 c2e0a6 86bf83 2f8160 439a74 0f3f3d fbfff0 ffd24a d1432f",
    "denhoi": "271a4a ffd36b ffe39c 3a2566 57296e 8f2350 ad3158 150d2f fff1d6 ffc93c c8283c",
    "cham": "dfecf6 f0b02c f7cb67 b4d0e4 7aa7c9 2b6892 3b7fac 132c58 f8fcff ffc93c c22a30",
    "hoaban": "fbe8ee d24f7c e884a5 f2c3d2 cf8aac 6b4d8c 8063a2 2a2258 fff8fb ffcf5a c22a53",
    "gom": "efe7d8 c99a4b dcb877 dccbb0 b79f80 6c7a70 82917f 2f3a44 fffaf0 e9bd5b a8443a",
}
#: The sky of a night where the stylesheet has a ground of the same colour beside it: a seam would show.
_NIGHT_SKIES = {"hoanghon": "0e1e3b", "manon": "0b2a2a", "cham": "0d1b36", "hoaban": "1d1740"}


def _day(row: str) -> Inks:
    inks = Inks(*row.split())
    return replace(inks, frame=inks.deep)


PALETTES = {name: _day(row) for name, row in _ROWS.items()}
# A festival takes place at night: its frame is light by day too.
PALETTES["denhoi"] = replace(
    PALETTES["denhoi"], frame=mix(PALETTES["denhoi"].deep, PALETTES["denhoi"].light, 0.38)
)


def inks_of(palette: str, *, night: bool = False) -> Inks:
    """Return the inks of a palette by day or by night; `denhoi` is the same at both. Raises KeyError."""
    day = PALETTES[palette]
    if not night or palette == "denhoi":
        return day
    sky = _NIGHT_SKIES.get(palette) or mix(day.deep, _DARKEST, 0.45)
    return Inks(
        sky=sky,
        sun=mix(day.sun, day.deep, 0.12),
        sun2=mix(day.sun2, day.deep, 0.3),
        far=mix(day.far, sky, 0.8),
        mid=mix(day.mid, sky, 0.68),
        near=mix(day.near, sky, 0.45),
        near2=mix(day.near2, sky, 0.42),
        deep=mix(day.deep, _DARKEST, 0.25),
        light=mix(day.light, sky, 0.12),
        spark=day.spark,
        red=day.red,
        frame=mix(day.deep, day.light, 0.38),
    )
