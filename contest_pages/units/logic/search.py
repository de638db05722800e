"""Search terms of units: folding, abbreviations of kinds."""

from __future__ import annotations

import re

from contest_pages.vietnamese import fold

#: How officials shorten the words before a name.
_SHORT = {
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "h": "huyen",
    "q": "quan",
    "p": "phuong",
    "x": "xa",
    "t": "tinh",
    "dk": "dac khu",
    "thpt": "trung hoc pho thong",
    "thcs": "trung hoc co so",
    "th": "tieu hoc",
    "ubnd": "uy ban nhan dan",
}
MAX_WORDS = 8


def searchable(*texts: str) -> str:
    """Return the words of these texts without marks and signs, with single spaces, as searches read them."""
    return " ".join(re.findall(r"[0-9a-z]+", fold(" ".join(texts))))


def without_office(typed: str) -> str:
    """Return what was typed without the words for an authority before a unit's name: "UBND xã Mường La" → "xa muong la"."""
    return re.sub(r"^(ubnd|uy ban nhan dan|dang uy|hdnd|hoi dong nhan dan)( |$)", "", searchable(typed))


def words_of(typed: str) -> list[tuple[str, ...]]:
    """Return for each word typed the folded texts that it may stand for: "tx Mộc" → ("tx", "thi xa"), ("moc",).

    A shortened word stands for itself as well: a unit may be written so, and a code may begin so.
    """
    found = searchable(typed).split()[:MAX_WORDS]
    return [(word, _SHORT[word]) if word in _SHORT else (word,) for word in found]


def begins_with(name: str, typed: str) -> bool:
    """Say whether a name begins with what was typed, without marks, also behind the word for its kind."""
    prefix, folded = searchable(typed), searchable(name)
    return any(
        folded.startswith(f"{kind}{prefix}")
        for kind in ("", "xa ", "phuong ", "dac khu ", "tinh ", "thanh pho ", "huyen ", "thi xa ")
    )
