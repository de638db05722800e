"""Small films whose picture is turned, wide in colour or shaped oddly, as phones and editing programs make them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 200, 30), (30, 30, 220), (220, 220, 30)
#: Numbers of ITU-T H.273: (primaries, transfer, matrix).
HLG, PQ, REC709 = (9, 18, 9), (9, 16, 9), (1, 1, 1)
LIMITED, FULL = 1, 2


def quadrants(width: int, height: int) -> Image.Image:
    """Return a picture that is red, green (above), blue and yellow (below)."""
    image = Image.new("RGB", (width, height))
    for number, colour in enumerate((RED, GREEN, BLUE, YELLOW)):
        column, row = number % 2, number // 2
        image.paste(
            colour,
            (
                column * width // 2,
                row * height // 2,
                (column + 1) * width // 2,
                (row + 1) * height // 2,
            ),
        )
    return image


def corners(image: Image.Image) -> list[tuple[int, int, int]]:
    """Return which of the four colours each quarter of a picture is nearest to, in the order of reading."""
    width, height = image.size
    places = [(width * x // 4, height * y // 4) for y in (1, 3) for x in (1, 3)]
    return [nearest(image.convert("RGB").getpixel(place)) for place in places]


def nearest(pixel) -> tuple[int, int, int]:
    """Return the nearest of the four colours."""
    return min(
        (RED, GREEN, BLUE, YELLOW),
        key=lambda colour: sum((a - b) ** 2 for a, b in zip(pixel, colour, strict=True)),
    )


def flat_frame(width: int, height: int, levels: Sequence[int], pixel_format: str) -> av.VideoFrame:
    """Return a frame that is plain: one level for each of its planes."""
    frame = av.VideoFrame(width, height, pixel_format)
    kind = "H" if "10" in pixel_format else "B"
    for plane, level in zip(frame.planes, levels, strict=True):
        plane.update(array(kind, [level]).tobytes() * (plane.buffer_size // array(kind).itemsize))
    return frame


def frames_film(
    path: Path,
    frames: Sequence[av.VideoFrame],
    *,
    times: Sequence[float] | None = None,
    rate: int = 30,
    codec: str = "libx264",
    colours: tuple[int, int, int] | None = None,
    colour_range: int = 0,
    turned: tuple[int, bool] | None = None,
    pixel: Fraction | None = None,
    options: dict[str, str] | None = None,
) -> Path:
    """Write a silent film of given frames and return its path.

    `turned` is an angle against the clock and whether the picture is mirrored then; `pixel` the shape of a pixel.
    """
    with av.open(str(path), "w") as container:
        picture = container.add_stream(codec, rate=rate)
        context = picture.codec_context
        context.width, context.height, context.pix_fmt = (
            frames[0].width,
            frames[0].height,
            frames[0].format.name,
        )
        context.time_base = Fraction(1, 90_000)
        if colours:
            context.color_primaries, context.color_trc, context.colorspace = colours
        context.color_range = colour_range
        if turned:
            picture.set_display_rotation(turned[0], hflip=turned[1])
        if pixel:
            context.sample_aspect_ratio = pixel
        picture.options = options or {"crf": "6", "preset": "veryfast"}
        for number, frame in enumerate(frames):
            second = times[number] if times else number / rate
            frame.pts, frame.time_base = round(second * 90_000), Fraction(1, 90_000)
            frame.color_range = colour_range
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
    return path


def picture_film(
    path: Path, image: Image.Image, *, count: int = 15, pixel_format: str = "yuv420p", **how
) -> Path:
    """Write a silent film that shows one picture and return its path."""
    frames = [av.VideoFrame.from_image(image).reformat(format=pixel_format) for _number in range(count)]
    return frames_film(path, frames, **how)


def joined_films(path: Path, parts: Sequence[Path], rate: int) -> Path:
    """Write the pictures of several H.264 streams (.h264, without B-frames) behind one another into one track."""
    stream_file = path.with_suffix(".h264")
    stream_file.write_bytes(b"".join(part.read_bytes() for part in parts))
    with av.open(str(stream_file), format="h264") as read, av.open(str(path), "w") as write:
        source = read.streams.video[0]
        picture = write.add_stream_from_template(source, opaque=True)
        for number, packet in enumerate(packet for packet in read.demux(source) if packet.size):
            packet.time_base = Fraction(1, rate)
            packet.pts = packet.dts = number
            packet.duration = 1
            packet.stream = picture
            write.mux(packet)
    return path


def raw_stream(path: Path, image: Image.Image, *, count: int, rate: int) -> Path:
    """Write a bare H.264 stream that shows one picture and return its path."""
    with av.open(str(path), "w", format="h264") as container:
        picture = container.add_stream("libx264", rate=rate)
        picture.width, picture.height = image.size
        picture.pix_fmt, picture.options = "yuv420p", {"crf": "10", "bf": "0", "preset": "veryfast"}
        for number in range(count):
            frame = av.VideoFrame.from_image(image)
            frame.pts, frame.time_base = number, Fraction(1, rate)
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
    return path
