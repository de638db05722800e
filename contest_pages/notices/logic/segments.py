"""How long a text message is: the number of parts that the gateway sends, and charges for (3GPP TS 23.038, 23.040)."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: Letters that take the place of two.
_EXTENDED = frozenset("\f^{}\\[~]|€")

#: Letters of a contest's title in a text message: each part of a message is paid.
_TITLE_LETTERS = 30
#: Quotes in a title, which stands in quotes or brackets itself and may be cut.
_QUOTES = str.maketrans("", "", '“”„"')


@dataclass(frozen=True)
class Segments:
    """The length of a text message."""

    #: Parts that are sent and paid.
    count: int
    #: Places that the text takes, and those that its parts have.
    length: int
    room: int
    #: Whether each letter is in the alphabet of old phones, so that a part has 160 places and not 70.
    is_plain: bool


def segments_of(text: str) -> Segments:
    """Return the parts of a text as it is sent: one of 160 places or several of 153; with other letters 70 or 67.

    What takes two places (€ and brackets; with other letters emoji) stands in one part as a whole.
    """
    is_plain = all(letter in _BASIC or letter in _EXTENDED for letter in text)
    alone, each = (160, 153) if is_plain else (70, 67)
    sizes = [_size(letter, is_plain) for letter in text]
    length = sum(sizes)
    if length <= alone:
        return Segments(1 if text else 0, length, alone, is_plain)
    count, used = 1, 0
    for size in sizes:
        if used + size > each:
            count, used = count + 1, 0
        used += size
    return Segments(count, length, count * each, is_plain)


def shortened(text: str, letters: int) -> str:
    """Return a text of at most so many letters: one that is longer ends after a word with “…”."""
    return textwrap.shorten(text, letters, placeholder="…", break_on_hyphens=False)


def _size(letter: str, is_plain: bool) -> int:
    if is_plain:
        return 2 if letter in _EXTENDED else 1
    return len(letter.encode("utf-16-le")) // 2


def short_title(title: str) -> str:
    """Return a contest's title as text messages name it: short, and without its quotes."""
    return shortened(title.translate(_QUOTES), _TITLE_LETTERS)
