"""Pictures without what cameras and programs write into them: place, owner, camera, time, comments, previews.

The pixels are not touched: parts of the file are left out, or, in AVIF and HEIC, overwritten where they stand.
How the picture is turned and its colour profile stay.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from . import heif

_ORIENTATION = 0x0112
_PNG = b"\x89PNG\r\n\x1a\n"
#: Ancillary chunks of PNG that say how pixels look or move.
_PNG_KEPT = frozenset(
    b"tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD hIST sPLT cICP mDCV cLLI acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset([b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def strip_metadata(data: bytes) -> bytes:
    """Return a picture without metadata; the same bytes where there are none, where it is damaged or no picture.

    Idempotent. Knows JPEG, PNG, WebP, GIF, AVIF and HEIC.
    """
    strip = _stripper(data)
    if strip is None:
        return data
    try:
        return strip(data)
    except (ValueError, IndexError, struct.error):
        return data


def _stripper(data: bytes) -> Callable[[bytes], bytes] | None:
    if data.startswith(b"\xff\xd8\xff"):
        return _strip_jpeg
    if data.startswith(_PNG):
        return _strip_png
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _strip_webp
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return _strip_gif
    return heif.strip if data[4:8] == b"ftyp" else None


def _orientation_of(data: bytes) -> bytes:
    """Return Exif data (TIFF) that hold nothing but how the picture is turned; empty for one that stands upright."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            turned = picture.getexif().get(_ORIENTATION)
    except Exception:  # Pillow raises anything at a forged file
        return b""
    if turned not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[_ORIENTATION] = turned
    return exif.tobytes().removeprefix(b"Exif\0\0")


def _strip_jpeg(data: bytes) -> bytes:
    kept, position = [], 2
    while True:
        if data[position] != 0xFF:
            raise ValueError("no marker")
        marker = data[position + 1]
        if marker == 0xFF:  # padding
            position += 1
            continue
        if marker == 0xD9:
            break
        size = struct.unpack_from(">H", data, position + 2)[0]
        end = position + 2 + size
        if marker == 0xDA:
            end = _end_of_scan(data, end)
        if size < 2 or end > len(data):
            raise ValueError("a segment reaches beyond the file")
        segment = data[position:end]
        if _is_kept_in_jpeg(marker, segment[4:]):
            kept.append(segment)
        position = end
    # What follows the end is another picture, a preview for example, with metadata of its own.
    exif = _orientation_of(data)
    if exif:
        payload = b"Exif\0\0" + exif
        place = 1 if kept and kept[0][1] == 0xE0 else 0
        kept.insert(place, b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload)
    return b"\xff\xd8" + b"".join(kept) + b"\xff\xd9"


def _end_of_scan(data: bytes, begin: int) -> int:
    found = _NEXT_MARKER.search(data, begin)
    if found is None:
        raise ValueError("the picture has no end")
    return found.start()


def _is_kept_in_jpeg(marker: int, payload: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        begin = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}.get(marker)
        return begin is not None and payload.startswith(begin)
    return marker != 0xFE


def _strip_png(data: bytes) -> bytes:
    kept, position = [_PNG], len(_PNG)
    exif = _orientation_of(data)
    name = b""
    while name != b"IEND":
        size, name = struct.unpack_from(">I4s", data, position)
        end = position + 12 + size
        if end > len(data):
            raise ValueError("a chunk reaches beyond the file")
        if name == b"IDAT" and exif:
            checked = b"eXIf" + exif
            kept.append(struct.pack(">I", len(exif)) + checked + struct.pack(">I", zlib.crc32(checked)))
            exif = b""
        if name[:1].isupper() or name in _PNG_KEPT:
            kept.append(data[position:end])
        position = end
    return b"".join(kept)


def _strip_webp(data: bytes) -> bytes:
    kept, position = [], 12
    end_of_file = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while position + 8 <= end_of_file:
        name, size = struct.unpack_from("<4sI", data, position)
        end = position + 8 + size + size % 2
        if position + 8 + size > len(data):
            raise ValueError("a chunk reaches beyond the file")
        if name in _WEBP_KEPT:
            kept.append(data[position:end])
        position = end
    exif = _orientation_of(data)
    if kept and kept[0].startswith(b"VP8X"):
        flags = kept[0][8] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if exif else 0)
        kept[0] = kept[0][:8] + bytes([flags]) + kept[0][9:]
        if exif:
            kept.append(b"EXIF" + struct.pack("<I", len(exif)) + exif + b"\0" * (len(exif) % 2))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _strip_gif(data: bytes) -> bytes:
    position = 13 + _colours(data[10])
    kept = [data[:position]]
    while data[position] != 0x3B:
        begin = position
        if data[begin] == 0x2C:
            position = _end_of_blocks(data, begin + 10 + _colours(data[begin + 9]) + 1)
            is_kept = True
        elif data[begin] == 0x21:
            position = _end_of_blocks(data, begin + 2)
            label = data[begin + 1]
            is_kept = label == 0xF9 or (label == 0xFF and data[begin + 3 : begin + 14] in _GIF_KEPT)
        else:
            raise ValueError("no block")
        if is_kept:
            kept.append(data[begin:position])
    return b"".join(kept) + b"\x3b"


def _colours(flags: int) -> int:
    return 3 * (2 << (flags & 7)) if flags & 0x80 else 0


def _end_of_blocks(data: bytes, position: int) -> int:
    while size := data[position]:
        position += size + 1
    return position + 1
