"""Rules of screens, as pure functions: channels, versions of a state, and how long things last."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

#: Digits of a pairing code: short enough to be read across a hall.
CODE_DIGITS = 6
#: A screen that nobody paired is forgotten after so long, and its code is free again.
UNPAIRED_FOR = datetime.timedelta(hours=12)
#: An operator who was not heard of for so long has left the console.
ABSENT_AFTER = datetime.timedelta(seconds=25)


class Channel(NamedTuple):
    """What screens show together: the kind of its source, and the key of the object there."""

    kind: str
    key: int

    def __str__(self):
        return f"{self.kind}:{self.key}"


def read_channel(text: str) -> Channel | None:
    """Return the channel of a stored text; None for an empty or unknown one."""
    kind, _colon, key = text.partition(":")
    return Channel(kind, int(key)) if kind and key.isdecimal() else None


def version_of(content: Mapping[str, Any]) -> str:
    """Return a short text that differs whenever the content of a state does."""
    packed = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(packed.encode()).hexdigest()[:16]


def spaced_code(code: str) -> str:
    """Return a code in two halves, as it is read aloud."""
    half = CODE_DIGITS // 2
    return f"{code[:half]} {code[half:]}"


def typed_code(text: str) -> str:
    """Return the digits of a code as typed, with or without a space between its halves."""
    return "".join(letter for letter in text if letter.isdecimal())
