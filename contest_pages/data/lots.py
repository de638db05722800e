"""Lots that anybody can draw again: a seed is sealed beforehand, and decides by SHA-256 once it is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def commitment_of(seed: str) -> str:
    """Return what is published of a seed beforehand: its SHA-256, from which nobody can guess it."""
    return hashlib.sha256(seed.encode()).hexdigest()


def lot_order(seed: str, codes: Iterable[str]) -> list[str]:
    """Return codes in the order that the lot gives: by SHA-256 of the sealed seed, a colon and the code."""
    return sorted(codes, key=lambda code: hashlib.sha256(f"{seed}:{code}".encode()).hexdigest())
