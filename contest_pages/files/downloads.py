"""Names of downloads."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―"), "-")
#: What a name may not have on any system, or would end the header.
_FORBIDDEN = frozenset('"\\/:*?<>|')


def name_download(response, name: str, *, inline: bool = False):
    """Let browsers save a response under a name with all its marks; return the response.

    Programs that do not know RFC 6266 read the name without marks, with d for đ.
    """
    name = "".join("_" if sign in _FORBIDDEN or not sign.isprintable() else sign for sign in name)
    plain = _without_marks(name)
    value = f'{"inline" if inline else "attachment"}; filename="{plain}"'
    if plain != name:
        value += f"; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Disposition"] = value
    return response


def _without_marks(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D").translate(_DASHES))
    kept = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return "".join(sign if sign.isascii() and sign not in _FORBIDDEN else "_" for sign in kept)
