"""AVIF and HEIC: metadata are items of their own, which are overwritten where they stand (ISO/IEC 23008-12).

How such a picture is turned is a property of the picture and no metadata, so nothing of them is needed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

#: Exif data without a single tag: readers refuse a picture whose Exif data are no TIFF.
_EMPTY = struct.pack(">I", 0) + b"MM\0*" + struct.pack(">IHI", 8, 0, 0)
_MOST_BOXES = 10_000


def strip(data: bytes) -> bytes:
    """Return a picture whose Exif and XMP items are empty; ValueError or struct.error for a damaged one."""
    meta = next((box for box in _boxes(data, 0, len(data)) if box[0] == b"meta"), None)
    if meta is None:
        return data
    inside = {name: (begin, end) for name, begin, end in _boxes(data, meta[1] + 4, meta[2])}
    if b"iinf" not in inside or b"iloc" not in inside:
        return data
    kinds = dict(_kinds(data, *inside[b"iinf"]))
    base = inside.get(b"idat", (0, 0))[0]
    result = bytearray(data)
    for item, extents in _places(data, *inside[b"iloc"], base):
        if kinds.get(item) not in (b"Exif", b"mime"):
            continue
        filler = _EMPTY if kinds[item] == b"Exif" else b""
        for begin, size in extents:
            if begin + size > len(data):
                raise ValueError("an item reaches beyond the file")
            result[begin : begin + size] = filler.ljust(size, b"\0")[:size]
            filler = b""
    return bytes(result)


def _boxes(data: bytes, position: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield (name, begin, end) of the contents of each box."""
    for _number in range(_MOST_BOXES):
        if position + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", data, position)
        header = 8
        if size == 1:
            size, header = struct.unpack_from(">Q", data, position + 8)[0], 16
        elif size == 0:
            size = end - position
        if size < header or position + size > end:
            raise ValueError("a box reaches beyond the one around it")
        yield name, position + header, position + size
        position += size


def _kinds(data: bytes, begin: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Yield (number, type) of the items that the box `iinf` lists."""
    first = begin + (6 if data[begin] == 0 else 8)
    for name, at, _end in _boxes(data, first, end):
        version = data[at]
        if name == b"infe" and version >= 2:
            number = ">H" if version == 2 else ">I"
            yield (
                struct.unpack_from(number, data, at + 4)[0],
                data[at + 4 + struct.calcsize(number) + 2 :][:4],
            )


def _places(data: bytes, at: int, end: int, base_of_idat: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield the number of each item with the places (begin, size) of its parts in the file."""
    version, sizes, more = data[at], data[at + 4], data[at + 5]
    offset_size, length_size, base_size = sizes >> 4, sizes & 15, more >> 4
    index_size = more & 15 if version else 0
    wide = version == 2
    position = at + 6

    def read(size: int) -> int:
        nonlocal position
        if position + size > end:
            raise ValueError("the list of places ends early")
        number = int.from_bytes(data[position : position + size], "big")
        position += size
        return number

    for _item in range(read(4 if wide else 2)):
        item = read(4 if wide else 2)
        method = read(2) & 15 if version else 0
        read(2)
        base = read(base_size) + (base_of_idat if method == 1 else 0)
        extents = []
        for _part in range(read(2)):
            read(index_size)
            begin = base + read(offset_size)
            extents.append((begin, read(length_size)))
        if method in (0, 1):
            yield item, extents
