"""When another wording of the rules corrects typing errors only, and amends nothing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from contest_pages.vietnamese import fold

#: Typing errors are corrected within a day of publishing; what changes later is read as an amendment.
CORRECTED_WITHIN = datetime.timedelta(days=1)
#: Words that differ from each other by a slip and mean something else.
_WEIGHTY = frozenset(
    [
        "khong",
        "chua",
        "chi",
        "va",
        "hoac",
        "mot",
        "hai",
        "ba",
        "bon",
        "nam",
        "sau",
        "bay",
        "tam",
        "chin",
        "muoi",
        "tram",
        "nghin",
        "trieu",
        "ty",
        "truoc",
        "sau",
        "tren",
        "duoi",
        "tu",
        "den",
        "moi",
    ]
)
#: Words of one sentence that may differ.
_MOST_WORDS = 3


def is_correction(before: Sequence[str], after: Sequence[str]) -> bool:
    """Say whether sentences differ by typing errors only: no number, no word more or less, no word that decides."""
    if len(before) != len(after):
        return False
    return all(old == new or _is_slip(old, new) for old, new in zip(before, after, strict=True))


def _is_slip(old: str, new: str) -> bool:
    words = list(zip(old.split(), new.split(), strict=False))
    if len(old.split()) != len(new.split()):
        return False
    changed = [(a, b) for a, b in words if a != b]
    return len(changed) <= _MOST_WORDS and all(_is_slip_of_word(a, b) for a, b in changed)


def _is_slip_of_word(old: str, new: str) -> bool:
    if any(letter.isdigit() for letter in old + new):
        return False
    plain_old, plain_new = (fold(word).strip(".,;:!?()“”\"'") for word in (old, new))
    if {plain_old, plain_new} & _WEIGHTY and plain_old != plain_new:
        return False
    # Marks alone may be mistyped in any word but the shortest; letters by one only.
    return OSA.distance(plain_old, plain_new) <= 1 and len(plain_new) > 1
