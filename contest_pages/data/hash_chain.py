"""Hash chains of records: each contains the hash of its predecessor, so that changes are detected."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

#: The hash before the first record.
GENESIS_HASH = "0" * 64


def record_hash(previous: str, content: dict[str, Any]) -> str:
    """Return the SHA-256 in hex of a record's content together with the hash before it.

    Without a key, so that anybody with the signed minutes, which contain the last hash, can check it.
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def first_broken(records: Iterable[tuple[int, str, str, dict[str, Any]]]) -> int | None:
    """Return the position of the first invalid record, or None for a valid chain.

    Each record is (place, hash before, own hash, content), in the order of places, from 1 without a gap.
    """
    previous, expected = GENESIS_HASH, 1
    for place, before, own, content in records:
        if place != expected or before != previous or own != record_hash(before, content):
            return expected
        previous, expected = own, expected + 1
    return None
