"""Videos of the demo and the tests, made with PyAV: a slow pan over generated land with a quiet tone."""

from __future__ import annotations

import array
import math
from fractions import Fraction
from pathlib import Path

import av

from .pictures import frame, strip

FRAMES_PER_SECOND = 2
SAMPLE_RATE = 16_000
#: The camera moves on this often; in between the last picture stays.
SECONDS_PER_PICTURE = 5


def make_video(
    path: Path,
    *,
    seconds: float,
    width: int = 1280,
    height: int = 720,
    seed: int = 0,
    sound: bool = True,
    loudness: int = 1800,
) -> Path:
    """Write an MP4 (H.264, AAC) of exactly `seconds` and return its path."""
    with av.open(str(path), "w", format="mp4") as container:
        picture = container.add_stream("libx264", rate=FRAMES_PER_SECOND)
        picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
        picture.options = {"preset": "ultrafast", "crf": "30", "g": "10"}
        tone = container.add_stream("aac", rate=SAMPLE_RATE, layout="mono") if sound else None
        land = strip(width, height, seed=seed)
        image = land
        for number in range(round(seconds * FRAMES_PER_SECOND)):
            if number % (SECONDS_PER_PICTURE * FRAMES_PER_SECOND) == 0:
                image = frame(land, width, number / FRAMES_PER_SECOND / seconds)
            shown = av.VideoFrame.from_image(image)
            shown.pts, shown.time_base = number, Fraction(1, FRAMES_PER_SECOND)
            container.mux(picture.encode(shown))
        container.mux(picture.encode())
        if tone is not None:
            _add_tone(container, tone, seconds, pitch=196 + 22 * (seed % 12), loudness=loudness)
    return path


def _add_tone(container, stream, seconds: float, *, pitch: int, loudness: int) -> None:
    """Add a soft tone as long as the picture."""
    block = SAMPLE_RATE // 2
    wave = array.array(
        "h", (int(loudness * math.sin(2 * math.pi * pitch * n / SAMPLE_RATE)) for n in range(block))
    ).tobytes()
    for number in range(int(seconds * 2)):
        frame = av.AudioFrame(format="s16", layout="mono", samples=block)
        frame.planes[0].update(wave)
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, number * block, Fraction(1, SAMPLE_RATE)
        container.mux(stream.encode(frame))
    container.mux(stream.encode())
