"""Files as Word, LibreOffice, phones and scanners write them, and files that only look so."""

from __future__ import annotations

import io
import struct
import zipfile

from PIL import Image

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
WORD = f"{_OPEN_XML}wordprocessingml.document.main+xml"
EXCEL = f"{_OPEN_XML}spreadsheetml.sheet.main+xml"
POWERPOINT = f"{_OPEN_XML}presentationml.presentation.main+xml"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF"


def archive(*parts: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts:
            book.writestr(name, content)
    return file.getvalue()


def open_xml(main: str = WORD, *, contents_last: bool = False, more: tuple = ()) -> bytes:
    contents = ("[Content_Types].xml", f'<Types><Override ContentType="{main}"/></Types>'.encode())
    parts = [("_rels/.rels", b"<x/>"), ("docProps/app.xml", b"<x/>"), ("word/document.xml", b"<x/>"), *more]
    return archive(*([*parts, contents] if contents_last else [contents, *parts]))


def open_document(kind: str, *, mimetype_last: bool = False) -> bytes:
    parts = [("content.xml", b"<x/>"), ("mimetype", f"application/vnd.oasis.opendocument.{kind}".encode())]
    return archive(*(parts if mimetype_last else parts[::-1]))


def compound(*names: str, directory_at: int = 2) -> bytes:
    """Return a compound file of 512-byte sectors with these entries, its directory divided over two places."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, directory_at)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    entries = b"".join(_entry(name) for name in ("Root Entry", "1Table", "Data", "x", *names))
    sectors = [entries[at : at + 512].ljust(512, b"\0") for at in range(0, len(entries), 512)]
    table = [0xFFFFFFFF] * 128
    body = [b""] * (directory_at + 2 * len(sectors))
    for number, sector in enumerate(sectors):
        at = directory_at + 2 * number
        body[at] = sector
        table[at] = at + 2 if number + 1 < len(sectors) else 0xFFFFFFFE
    body[0] = struct.pack("<128I", *table)
    return bytes(header) + b"".join(part.ljust(512, b"\0") for part in body)


def _entry(name: str) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack("<HB", len(text), 2) + b"\0" * 61


def picture(kind: str, **options) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, kind, **options)
    return file.getvalue()


def exif_first() -> bytes:
    """Return a JPEG as cameras write it: the EXIF part stands before all others, and there is no JFIF part."""
    plain = picture("JPEG")
    exif = Image.Exif()
    exif[0x010F] = "Xiaomi"
    part = exif.tobytes()
    rest = plain[2:]
    if rest[:2] == b"\xff\xe0":
        rest = rest[2 + int.from_bytes(rest[2:4], "big") :]
    return b"\xff\xd8\xff\xe1" + (len(part) + 2).to_bytes(2, "big") + part + rest


def boxes(brand: bytes, *compatible: bytes) -> bytes:
    content = b"ftyp" + brand + b"\0\0\0\0" + b"".join(compatible)
    return (len(content) + 4).to_bytes(4, "big") + content + b"\0" * 64


def bomb() -> bytes:
    return open_xml(more=(("word/media/a.bin", bytes(201 * 1024**2)),))


def with_password() -> bytes:
    """Return an archive whose parts are marked as encrypted."""
    content = bytearray(open_xml())
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    return bytes(content)
