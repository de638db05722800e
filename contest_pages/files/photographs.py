"""Photographs that staff take of papers: read once, drawn again as JPEG, so that nothing else of the upload is stored."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from .kinds import JPEG, PNG, WEBP, kind_of

#: What `drawn_again` reads; telephones send JPEG for a field that asks for these.
READABLE = frozenset({JPEG, PNG, WEBP})
#: Handwriting on a sheet of A4 can still be read at this many pixels of the longer side.
LONGEST_SIDE = 2400
#: Unpacked twice these are 400 MB; telephones take 12 million by default, and 48 at most without being asked.
MOST_PIXELS = 50_000_000
_QUALITY = 80


class UnreadablePhotograph(Exception):
    """A file is no picture of the kinds that are read, or is damaged, or too large."""


def drawn_again(file) -> bytes:
    """Return an upright JPEG of a picture, at most LONGEST_SIDE pixels long, without metadata. Raises UnreadablePhotograph."""
    if kind_of(file) not in READABLE:
        raise UnreadablePhotograph
    try:
        with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UnreadablePhotograph
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = Image.new("RGB", upright.size, "white")
            with_alpha = upright.convert("RGBA")
            drawn.paste(with_alpha, mask=with_alpha)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadablePhotograph from error
    data = io.BytesIO()
    drawn.save(data, "JPEG", quality=_QUALITY, optimize=True)
    return data.getvalue()
