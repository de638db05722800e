"""Smaller copies and posters of films, made by the scripts alone, and what they look like."""

from __future__ import annotations

from pathlib import Path

import av
from PIL import Image, ImageStat

from contest_pages.entries.domain import sandbox


def copies_of(source: Path, lines=(720, 480)) -> list[Path]:
    """Make the smaller copies of a film and return their paths, the largest first."""
    answer = sandbox.run(
        "render",
        {
            "source": str(source),
            "folder": str(source.parent),
            "lines": list(lines),
            "memory": 1536 * 1024**2,
            "seconds": 120,
        },
        seconds=240,
        on_progress=lambda percent: None,
    )
    return [source.parent / name for _lines, name in answer["facts"]["made"]]


def copy_of(source: Path) -> Path:
    """Make one small copy of a film and return its path."""
    (copy,) = copies_of(source, lines=(240,))
    return copy


def poster_of(source: Path) -> Image.Image:
    """Probe a film and return the picture that stands for it."""
    answer = sandbox.run(
        "probe",
        {"source": str(source), "folder": str(source.parent), "memory": 512 * 1024**2, "seconds": 60},
        seconds=120,
        on_progress=lambda percent: None,
    )
    widths, _second = answer["facts"]["stills"][0]
    return Image.open(source.parent / widths[-1][1]).convert("RGB")


def first_frame(path: Path) -> av.VideoFrame:
    """Return the first frame of a film."""
    with av.open(str(path)) as container:
        return next(container.decode(video=0))


def picture_of(path: Path) -> Image.Image:
    """Return the first frame of a film as a picture that is not turned."""
    return first_frame(path).to_image()


def mean(image: Image.Image) -> tuple[float, ...]:
    """Return the mean red, green and blue of a picture."""
    return tuple(ImageStat.Stat(image.convert("RGB")).mean)


def near(colour, expected, by: float = 10) -> bool:
    """Say whether no part of a colour differs by more than `by`."""
    return all(abs(a - b) <= by for a, b in zip(colour, expected, strict=True))
