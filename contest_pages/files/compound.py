"""The table of contents of old Office files (OLE compound files), read without opening anything in them.

After Microsoft's [MS-CFB], sections 2.2 to 2.6: a header, a chain of sectors with entries of 128 bytes, and an
allocation table that says which sector follows which.
"""

from __future__ import annotations

import io
import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_IN_HEADER = 109  # sectors of the allocation table that the header names
_LAST = 0xFFFFFFFA  # numbers from here on are marks, not sectors
#: More entries than any document has; a chain that bites its tail ends here.
_MOST_SECTORS = 4096


def names_in(file) -> set[str]:
    """Return the names of the streams and storages of a compound file; none where it is damaged."""
    file.seek(0)
    header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(MAGIC):
        return set()
    size = 1 << struct.unpack_from("<H", header, 30)[0]
    if size not in (512, 4096):
        return set()
    tables = [n for n in struct.unpack_from(f"<{_IN_HEADER}I", header, 76) if n < _LAST]
    names = set()
    sector = struct.unpack_from("<I", header, 48)[0]
    for _number in range(_MOST_SECTORS):
        if sector >= _LAST:
            break
        names |= _names(_sector(file, sector, size))
        place, offset = divmod(sector, size // 4)
        if place >= len(tables):
            break
        table = _sector(file, tables[place], size)
        if len(table) < size:
            break
        sector = struct.unpack_from("<I", table, offset * 4)[0]
    return names


def _sector(file, number: int, size: int) -> bytes:
    file.seek((number + 1) * size, io.SEEK_SET)
    return file.read(size)


def _names(sector: bytes) -> set[str]:
    names = set()
    for start in range(0, len(sector) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", sector, start + 64)[0]
        if 2 < length <= 64 and sector[start + 66]:
            names.add(sector[start : start + length - 2].decode("utf-16-le", "replace"))
    return names
