"""MP4 files with something wrong in them, from a seed, so that each can be made again."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

EXTREMES = (0, 1, 7, 8, 0x7F, 0xFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF0, 0xFFFFFFFF)


def index_of(data: bytes) -> tuple[int, int]:
    """Return where the index (moov) begins and ends."""
    at = data.index(b"moov") - 4
    return at, at + struct.unpack(">I", data[at : at + 4])[0]


def flip(data: bytearray, rng: random.Random) -> None:
    """Change some bytes of the index."""
    begin, end = index_of(data)
    for _ in range(rng.randint(1, 24)):
        data[rng.randrange(begin + 8, end)] = rng.randrange(256)


def extreme(data: bytearray, rng: random.Random) -> None:
    """Put an extreme number somewhere in the index."""
    begin, end = index_of(data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(begin + 8, end - 4)
        data[at : at + 4] = struct.pack(">I", rng.choice(EXTREMES))


def counts(data: bytearray, rng: random.Random) -> None:
    """Let a table of the index claim more, or larger, things than there are."""
    for kind in rng.sample(
        [b"stts", b"stsz", b"stco", b"stsc", b"stss", b"ctts", b"elst", b"tkhd", b"mdhd", b"stsd"], 3
    ):
        at = data.find(kind)
        if at > 0:
            at += rng.choice((8, 12, 16))
            data[at : at + 4] = struct.pack(">I", rng.choice(EXTREMES))


def truncate(data: bytearray, rng: random.Random) -> None:
    """Cut the end off."""
    del data[rng.randrange(1, len(data)) :]


def splice(data: bytearray, rng: random.Random) -> None:
    """Copy a stretch of the file over another one."""
    size = rng.randrange(1, 4096)
    a, b = (rng.randrange(0, max(1, len(data) - size)) for _ in range(2))
    data[a : a + size] = data[b : b + size]


def nest(data: bytearray, rng: random.Random) -> None:
    """Wrap the file into boxes, or boxes into the index."""
    kind = rng.choice([b"moov", b"trak", b"meta", b"udta", b"free", b"uuid", b"mdia"])
    for _ in range(rng.randint(1, 300)):
        data[:] = struct.pack(">I4s", (len(data) + 8) & 0xFFFFFFFF, kind) + bytes(data)


def size_lies(data: bytearray, rng: random.Random) -> None:
    """Let boxes claim a wrong length, the 64-bit form among them."""
    for kind in (b"ftyp", b"moov", b"mdat", b"trak", b"mdia"):
        at = data.find(kind) - 4
        if at >= 0 and rng.random() < 0.5:
            data[at : at + 4] = struct.pack(">I", rng.choice(EXTREMES))


def picture_size(data: bytearray, rng: random.Random) -> None:
    """Let the picture claim to be as large as numbers go."""
    at = data.find(b"avc1")
    if at > 0:
        data[at + 28 : at + 32] = struct.pack(
            ">HH", rng.choice([0, 1, 16384, 65535]), rng.choice([0, 1, 16384, 65535])
        )


def noise(data: bytearray, rng: random.Random) -> None:
    """Replace the pictures by noise."""
    at = data.find(b"mdat") + 4
    for _ in range(rng.randint(10, 400)):
        data[rng.randrange(at, len(data))] = rng.randrange(256)


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flip,
    extreme,
    counts,
    truncate,
    splice,
    nest,
    size_lies,
    picture_size,
    noise,
)


def mutated(data: bytes, seed: int) -> tuple[str, bytes]:
    """Return the name of what was done, and the file: one mutation, at times two."""
    rng = random.Random(seed)
    changed, names = bytearray(data), []
    for change in rng.sample(MUTATIONS, rng.choice((1, 1, 2))):
        try:
            change(changed, rng)
        except (ValueError, IndexError, struct.error):  # the index is gone already
            continue
        names.append(change.__name__)
    return "+".join(names), bytes(changed)
