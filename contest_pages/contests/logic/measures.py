"""Lengths, sizes and resolutions of videos in the words of plans: "4:00", "1,5 GB", "HD"."""

from __future__ import annotations

import re

from contest_pages.data.numbers import plain_digits
from contest_pages.vietnamese import fold, one_sign

#: Width and height in pixels.
RESOLUTIONS = {"HD": (1280, 720), "Full HD": (1920, 1080), "2K": (2560, 1440), "4K": (3840, 2160)}

_CLOCK = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-5][0-9])")
_PARTS = re.compile(
    r"(?:([0-9]{1,2}) ?(?:gio|tieng|h) ?)?(?:([0-9]{1,3}) ?(?:phut|ph|p|') ?)?(?:([0-9]{1,5}) ?(?:giay|s|\"|'') ?)?"
)
_SIZE = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))? ?(mb|megabyte|m|gb|gigabyte|g)")


def read_length(text: str) -> int:
    """Return a length in seconds: "4:00", "1:02:30", "4 phút 30 giây", "300 giây". ValueError for anything else.

    A bare number is no length: minutes and seconds are told apart by their words.
    """
    plain = fold(plain_digits(one_sign(text)))
    if found := _CLOCK.fullmatch(plain):
        return 3600 * int(found[1] or 0) + 60 * int(found[2]) + int(found[3])
    found = _PARTS.fullmatch(plain)
    if found is None or not any(found.groups()):
        raise ValueError(text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return 3600 * hours + 60 * minutes + seconds


def write_length(seconds: int) -> str:
    """Return a length as it is typed: 240 → "4:00", 3750 → "1:02:30"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes_left = divmod(minutes, 60)
    return f"{hours}:{minutes_left:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def read_megabytes(text: str) -> int:
    """Return a size in whole megabytes: "500 MB", "1,5 GB". ValueError for anything else and for a bare number."""
    found = _SIZE.fullmatch(fold(plain_digits(one_sign(text))))
    if found is None:
        raise ValueError(text)
    whole, parts, unit = int(found[1]), found[2] or "", found[3]
    hundredths = 100 * whole + int(f"{parts:0<2}")
    megabytes, rest = divmod(hundredths * (1024 if unit.startswith("g") else 1), 100)
    if rest and not unit.startswith("g"):
        raise ValueError(text)
    return megabytes


def write_megabytes(megabytes: int) -> str:
    """Return a size as it is typed: 500 → "500 MB", 1536 → "1,5 GB"."""
    quarters, rest = divmod(megabytes, 256)
    if megabytes >= 1024 and not rest:
        return f"{quarters / 4:g} GB".replace(".", ",")
    return f"{megabytes} MB"


def resolution_of(width: int | None, height: int | None) -> str:
    """Return the name of a resolution; "" for none, "1000x700" for one without a name."""
    if not width or not height:
        return ""
    names = (name for name, sides in RESOLUTIONS.items() if sides == (width, height))
    return next(names, f"{width}x{height}")
