"""Texts as programs for documents take them: composed letters, no signs that a file may not hold."""

from __future__ import annotations

import re
import unicodedata

#: Signs that XML 1.0 forbids, and those that turn the direction of what follows.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LONG_WORD = re.compile(r"\S{25,}")
_PIECE = 12
_BREAK = "\u200b"


def printable(text: object) -> str:
    """Return words as text of a document: composed, without signs that a file or a reader would stumble over."""
    return unicodedata.normalize(
        "NFC", _FORBIDDEN.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))
    )


def breakable(text: object) -> str:
    """Return words for a narrow cell: those longer than the cell may be broken within."""
    return _LONG_WORD.sub(lambda found: _in_pieces(found[0]), printable(text))


def _in_pieces(word: str) -> str:
    return _BREAK.join(word[start : start + _PIECE] for start in range(0, len(word), _PIECE))
