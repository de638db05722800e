"""Small films as phones and editing programs make them: numbered pictures, cut timelines, broken packets, odd boxes."""

from __future__ import annotations

import io
import math
import struct
from array import array
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
from av.stream import Disposition
from PIL import Image, ImageDraw, ImageStat

PIXELS = {"prores_ks": "yuv422p10le", "mjpeg": "yuvj420p"}
#: Stripes of a numbered picture; each is one bit of the number.
BITS = 8
Edit = tuple[float | None, float]


def numbered_picture(number: int, width: int, height: int) -> Image.Image:
    """Return a picture with a number in black and white stripes, which encoding and scaling leave readable."""
    image = Image.new("RGB", (width, height), (16, 16, 16))
    draw = ImageDraw.Draw(image)
    for bit in range(BITS):
        if number >> bit & 1:
            draw.rectangle(
                (bit * width // BITS, 0, (bit + 1) * width // BITS - 1, height - 1), fill=(235, 235, 235)
            )
    return image


def read_number(image: Image.Image) -> int:
    """Return the number that a picture shows."""
    grey = image.convert("L").resize((BITS * 4, 8))
    stripes = [
        ImageStat.Stat(grey.crop((4 * bit + 1, 1, 4 * bit + 3, 7))).mean[0] > 125 for bit in range(BITS)
    ]
    return sum(lit << bit for bit, lit in enumerate(stripes))


def shown(path: Path) -> list[tuple[float, int]]:
    """Return what a player that follows edit lists shows: (second, number of the picture) of each frame."""
    with av.open(str(path)) as container:
        return [
            (round(float(frame.time), 3), read_number(frame.to_image()))
            for frame in container.decode(video=0)
            if frame.time is not None
        ]


def heard(path: Path, step: float = 0.1) -> list[bool]:
    """Return for each tenth of a second whether a player that follows edit lists lets hear a tone."""
    peaks: dict[int, float] = {}
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono")
        for frame in container.decode(audio=0):
            if frame.time is None:
                continue
            begin = frame.time
            for part in resampler.resample(frame):
                samples = memoryview(bytes(part.planes[0])[: part.samples * 4]).cast("f")
                for number in range(0, len(samples), 64):
                    at = int((begin + number / part.sample_rate) / step)
                    peaks[at] = max(peaks.get(at, 0.0), abs(samples[number]))
                begin += part.samples / part.sample_rate
    return [peaks.get(number, 0.0) > 0.02 for number in range(max(peaks, default=-1) + 1)]


def make_film(
    path: Path,
    *,
    seconds: float = 6,
    rate: int = 10,
    gop: int = 10,
    width: int = 320,
    height: int = 240,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    times: Sequence[float] | None = None,
    sound: str | None = "aac",
    sounds: int = 1,
    sound_seconds: float | None = None,
    loud: Callable[[float], bool] = lambda second: True,
    loud_track: int | None = None,
    cover: bool = False,
    aspect: Fraction | None = None,
    container_format: str | None = None,
    movflags: str = "",
) -> Path:
    """Write a film whose frames are numbered from 0 and return its path.

    `times` are the seconds of the frames, where they are not even; `loud` says at which seconds there is a
    tone, `sounds` is the number of sound tracks, of which only `loud_track` has the tone if that is given.
    """
    container_options = {"movflags": movflags} if movflags else {}
    with av.open(str(path), "w", format=container_format, options=container_options) as container:
        picture = container.add_stream(codec, rate=rate)
        picture.width, picture.height = width, height
        picture.pix_fmt = PIXELS.get(codec, "yuv420p")
        picture.options = {"g": str(gop), **_options_of(codec, gop), **(options or {})}
        picture.codec_context.time_base = Fraction(1, 1000)
        if aspect:
            picture.codec_context.sample_aspect_ratio = aspect
        tracks = [_add_sound_track(container, sound) for _ in range(sounds if sound else 0)]
        if cover:
            add_cover(container)
        for number, second in enumerate(times or [n / rate for n in range(round(seconds * rate))]):
            frame = av.VideoFrame.from_image(numbered_picture(number % 2**BITS, width, height))
            frame.pts, frame.time_base = round(second * 1000), Fraction(1, 1000)
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
        for number, track in enumerate(tracks):
            is_loud = loud if loud_track in (None, number) else lambda second: False
            _write_tone(container, track, seconds if sound_seconds is None else sound_seconds, is_loud)
    return path


def make_sound_with_cover(path: Path) -> Path:
    """Write a file with sound and a cover, but no film."""
    with av.open(str(path), "w", format="mp4") as container:
        track = _add_sound_track(container, "aac")
        add_cover(container)
        _write_tone(container, track, 2, lambda second: True)
    return path


def add_cover(container) -> None:
    """Add the picture of a cover to a file that is being written."""
    image = io.BytesIO()
    numbered_picture(255, 64, 64).save(image, "JPEG")
    track = container.add_mux_stream("mjpeg", width=64, height=64)
    track.disposition = Disposition.attached_pic
    packet = av.Packet(image.getvalue())
    packet.stream, packet.pts, packet.dts, packet.time_base = track, 0, 0, Fraction(1, 1000)
    packet.is_keyframe = True
    container.mux(packet)


def _options_of(codec: str, gop: int) -> dict[str, str]:
    if codec == "libx264":
        return {"preset": "veryfast", "crf": "24", "keyint_min": str(gop), "sc_threshold": "0", "bf": "2"}
    if codec == "libsvtav1":
        return {"preset": "12"}
    return {}


def _add_sound_track(container, codec: str):
    rate = 8000 if "amr" in codec else 48000
    track = container.add_stream(codec, rate=rate)
    track.codec_context.layout = "mono"
    return track


def _write_tone(container, track, seconds: float, loud: Callable[[float], bool]) -> None:
    rate = track.codec_context.sample_rate
    block = rate // 50
    resampler = av.AudioResampler(
        format=track.codec_context.format, layout="mono", rate=rate, frame_size=track.codec_context.frame_size
    )
    for number in range(round(seconds * 50)):
        level = 12000 if loud(number / 50) else 0
        wave = array("h", (int(level * math.sin(n * math.tau * 440 / rate)) for n in range(block)))
        frame = av.AudioFrame(format="s16", layout="mono", samples=block)
        frame.planes[0].update(wave.tobytes())
        frame.sample_rate, frame.pts, frame.time_base = rate, number * block, Fraction(1, rate)
        for part in resampler.resample(frame):
            container.mux(track.encode(part))
    for part in resampler.resample(None):
        container.mux(track.encode(part))
    container.mux(track.encode())


# --- boxes -----------------------------------------------------------------------------------------


def box(kind: bytes, content: bytes) -> bytes:
    """Return one box."""
    return struct.pack(">I4s", len(content) + 8, kind) + content


def split(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return the kind and content of each box in a row of boxes."""
    found, at = [], 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", data[at + 8 : at + 16])[0], 16
        size = size or len(data) - at
        found.append((kind, data[at + head : at + size]))
        at += size
    return found


def _change_track(path: Path, track: int, change: Callable[[bytes, int], bytes]) -> Path:
    """Rewrite the content of one track box; the index must lie behind the data, as offsets are not moved."""
    boxes = split(path.read_bytes())
    assert [kind for kind, _content in boxes].index(b"mdat") < [kind for kind, _content in boxes].index(
        b"moov"
    )
    rewritten = []
    for kind, content in boxes:
        if kind == b"moov":
            number, inner, scale = -1, [], 1000
            for child, part in split(content):
                if child == b"mvhd":
                    scale = struct.unpack(">I", part[12:16])[0]
                if child == b"trak":
                    number += 1
                    part = change(part, scale) if number == track else part
                inner.append(box(child, part))
            content = b"".join(inner)
        rewritten.append(box(kind, content))
    path.write_bytes(b"".join(rewritten))
    return path


def set_edits(path: Path, track: int, edits: Iterable[Edit]) -> Path:
    """Give a track an edit list: (second of the media or None for nothing, length in seconds) one after the other."""

    def change(content: bytes, scale: int) -> bytes:
        parts = split(content)
        media = dict(parts)[b"mdia"]
        media_scale = struct.unpack(">I", dict(split(media))[b"mdhd"][12:16])[0]
        rows = b"".join(
            struct.pack(
                ">IiI", round(length * scale), -1 if start is None else round(start * media_scale), 0x10000
            )
            for start, length in edits
        )
        table = box(b"edts", box(b"elst", struct.pack(">II", 0, len(rows) // 12) + rows))
        kept = [box(kind, part) for kind, part in parts if kind != b"edts"]
        return b"".join([kept[0], table, *kept[1:]])

    return _change_track(path, track, change)


def set_enabled(path: Path, track: int, enabled: bool) -> Path:
    """Set or clear the flag of a track by which players choose among several."""

    def change(content: bytes, scale: int) -> bytes:
        parts = [
            (kind, part[:3] + bytes([part[3] & ~1 | enabled]) + part[4:] if kind == b"tkhd" else part)
            for kind, part in split(content)
        ]
        return b"".join(box(kind, part) for kind, part in parts)

    return _change_track(path, track, change)


def rename_codec(path: Path, track: int, kind: bytes, to: bytes) -> Path:
    """Give the sample description of a track another four letters, such as those of a codec that nobody knows."""

    def change(content: bytes, scale: int) -> bytes:
        assert kind in content
        return content.replace(kind, to, 1).replace(b"esds", b"conf", 1)

    return _change_track(path, track, change)


def hide_track(path: Path, track: int) -> Path:
    """Make a sound track one of timed metadata in a format of its own, as phones add several."""

    def change(content: bytes, scale: int) -> bytes:
        return content.replace(b"soun", b"meta").replace(b"mp4a", b"mebx").replace(b"esds", b"keys")

    return _change_track(path, track, change)


def lose_chunks(path: Path, track: int, numbers: Iterable[int]) -> Path:
    """Let the index of a track point beyond the end of the file for some chunks of packets."""

    def change(content: bytes, scale: int) -> bytes:
        table = bytearray(content)
        at = content.index(b"stco") + 12
        for number in numbers:
            table[at + 4 * number : at + 4 * number + 4] = struct.pack(">I", 2**31)
        return bytes(table)

    return _change_track(path, track, change)


def set_last_duration(path: Path, track: int, duration: int) -> Path:
    """Let the last packet of a track last so many units, as some cameras write 0."""

    def table(content: bytes) -> bytes:
        count, delta = struct.unpack(">II", content[8:16])
        return struct.pack(">IIIIII", 0, 2, count - 1, delta, 1, duration)

    return _change_track(
        path, track, lambda content, scale: _rewrite(content, [b"mdia", b"minf", b"stbl", b"stts"], table)
    )


def _rewrite(content: bytes, kinds: list[bytes], change: Callable[[bytes], bytes]) -> bytes:
    """Change the content of the box that lies at a path of boxes."""
    if not kinds:
        return change(content)
    return b"".join(
        box(kind, _rewrite(part, kinds[1:], change) if kind == kinds[0] else part)
        for kind, part in split(content)
    )


def insert_box(path: Path, kind: bytes, content: bytes = b"of another maker") -> Path:
    """Put a box that no standard knows between the data and the index."""
    boxes = split(path.read_bytes())
    at = [name for name, _content in boxes].index(b"moov")
    path.write_bytes(b"".join(box(*each) for each in [*boxes[:at], (kind, content), *boxes[at:]]))
    return path


def break_packets(path: Path, kind: str, numbers: Iterable[int], filling: bytes = b"\0") -> Path:
    """Overwrite some packets of the picture or the sound ("video", "audio")."""
    with av.open(str(path), options={"ignore_editlist": "1"}) as container:
        stream = next(stream for stream in container.streams if stream.type == kind)
        packets = [(packet.pos, packet.size) for packet in container.demux(stream) if packet.size]
    data = bytearray(path.read_bytes())
    for number in numbers:
        position, size = packets[number]
        data[position : position + size] = filling * size
    path.write_bytes(data)
    return path
