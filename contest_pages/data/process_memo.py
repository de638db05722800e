"""Memoization per process for RULES_CACHE_SECONDS: at a deadline thousands of requests read the same rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any

from contest_pages import conf

_values: dict[Hashable, tuple[float, Any]] = {}
_MAX_VALUES = 500


def memoized(key: Hashable, compute: Callable[[], Any]) -> Any:
    """Return what `compute` returned for this key within the last RULES_CACHE_SECONDS."""
    moment = time.monotonic()
    cached = _values.get(key)
    if cached is not None and moment < cached[0]:
        return cached[1]
    value = compute()
    if seconds := conf.get("RULES_CACHE_SECONDS"):
        if len(_values) > _MAX_VALUES:
            _values.clear()
        _values[key] = (moment + seconds, value)
    return value


def forget() -> None:
    """Drop all memoized values of this process."""
    _values.clear()
