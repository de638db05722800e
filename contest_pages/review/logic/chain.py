"""The chain of records: each carries the hash of the one before, so that none can be changed unnoticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

#: What the first record of a round carries in place of a hash.
NOTHING_BEFORE = "0" * 64


def record_hash(previous: str, content: dict[str, Any]) -> str:
    """Return the SHA-256 in hex of a record's content together with the hash before it.

    Plain, without a key: whoever holds the signed minutes, which name the last hash, can check it.
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def first_broken(records: Iterable[tuple[int, str, str, dict[str, Any]]]) -> int | None:
    """Return the place of the first record that does not fit, or None for a sound chain.

    Each record is (place, hash before, own hash, content), in the order of places, from 1 without a gap.
    """
    previous, expected = NOTHING_BEFORE, 1
    for place, before, own, content in records:
        if place != expected or before != previous or own != record_hash(before, content):
            return expected
        previous, expected = own, expected + 1
    return None
