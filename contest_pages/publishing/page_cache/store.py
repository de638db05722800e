"""The cached pages of this process, and the version of what is published that they belong to."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import logging
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from contest_pages import conf, hooks

logger = logging.getLogger(__name__)

_VERSION_KEY = "contest_pages.version"
#: A process asks for the version at most this often, in seconds: how late it may hear of another's change.
_ASK_EVERY = 1.0
#: Values remembered at most; then all are dropped.
_MOST_VALUES = 2000
#: Bytes that all cached pages of a process, and one page, may take.
_ROOM, _LARGEST = 64 * 1024**2, 2 * 1024**2


@dataclass
class CachedPage:
    """An answer as it is sent again: plain and packed, with its headers; `until` in seconds since the epoch."""

    body: bytes
    packed: bytes
    headers: list[tuple[str, str]]
    tag: str
    until: float

    @property
    def size(self) -> int:
        """Return the bytes that it takes."""
        return len(self.body) + len(self.packed)


@dataclass
class _State:
    """What one process knows. A lock guards the order of the pages; reading needs none."""

    version: str | None = None
    asked_at: float = float("-inf")
    pages: OrderedDict[tuple, CachedPage] = field(default_factory=OrderedDict)
    size: int = 0
    values: dict[Hashable, tuple[str, float, Any]] = field(default_factory=dict)
    change: tuple[str, float, float] = ("", 0.0, 0.0)
    lock: threading.Lock = field(default_factory=threading.Lock)


_state = _State()


def forget() -> None:
    """Drop all that this process has cached."""
    global _state
    _state = _State()


def changed() -> None:
    """Say that something visitors can see is about to change; cached pages end with the commit."""
    if conf.get("PAGE_CACHE"):
        transaction.on_commit(_renew, robust=True)


def _renew() -> None:
    version = uuid.uuid4().hex
    try:
        caches[conf.get("PAGE_CACHE")].set(_VERSION_KEY, version, None)
    except Exception:
        # Without the shared cache nothing is served from memory until it answers again.
        logger.exception("The version of the public pages could not be renewed")
        version = None
    _take_up(version, time.monotonic())


def _take_up(version: str | None, now: float) -> None:
    """Go on with a version; what belongs to another one is dropped at once, for it may show what was erased."""
    if version != _state.version:
        with _state.lock:
            _state.pages.clear()
            _state.values.clear()
            _state.size = 0
    _state.version, _state.asked_at = version, now


def current_version() -> str | None:
    """Return the version of all that is published; None where the shared cache does not answer."""
    if not conf.get("PAGE_CACHE"):
        return None
    now = time.monotonic()
    if now - _state.asked_at < _ASK_EVERY:
        return _state.version
    try:
        cache = caches[conf.get("PAGE_CACHE")]
        version = cache.get(_VERSION_KEY)
        if version is None:
            cache.add(_VERSION_KEY, uuid.uuid4().hex, None)
            version = cache.get(_VERSION_KEY)
    except Exception:
        logger.exception("The version of the public pages could not be read")
        version = None
    _take_up(version, now)
    return version


def next_change(version: str, now: float) -> float:
    """Return the time (seconds since the epoch) up to which what is rendered at `now` stays true."""
    known, begin, end = _state.change
    if known == version and begin <= now < end:
        return end
    moment = datetime.datetime.fromtimestamp(now, datetime.UTC)
    midnight = timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    changes = hooks.call("next_page_change", now=moment)
    end = min([midnight + datetime.timedelta(days=1), *changes]).timestamp()
    _state.change = (version, now, end)
    return end


def get(key: tuple) -> CachedPage | None:
    """Return the page cached under a key, unless its time is over."""
    if (cached := _state.pages.get(key)) is not None and time.time() >= cached.until:
        drop(key)
        return None
    return cached


def keep(key: tuple, response: HttpResponse, until: float) -> CachedPage:
    """Cache an answer up to a time (seconds since the epoch), the oldest ones making room, and return it."""
    body = response.content
    headers = [
        (name, value)
        for name, value in response.items()
        if name not in ("Vary", "Content-Length", "Cache-Control", "ETag", "Expires")
    ]
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    cached = CachedPage(body, gzip.compress(body, 6, mtime=0), headers, tag, until)
    if cached.size <= _LARGEST and time.time() < until:
        with _state.lock:
            if (old := _state.pages.pop(key, None)) is not None:
                _state.size -= old.size
            _state.pages[key] = cached
            _state.size += cached.size
            while _state.size > _ROOM:
                _key, oldest = _state.pages.popitem(last=False)
                _state.size -= oldest.size
    return cached


def drop(key: tuple) -> None:
    """Drop one cached page."""
    with _state.lock:
        if (old := _state.pages.pop(key, None)) is not None:
            _state.size -= old.size


def remembered(key: Hashable, version: str) -> tuple[bool, Any]:
    """Return whether a value is remembered under a key, and the value."""
    known, until, value = _state.values.get(key, ("", 0.0, None))
    is_known = known == version and time.time() < until
    return is_known, value if is_known else None


def remember(key: Hashable, version: str, until: float, value: Any) -> None:
    """Remember a value up to a time (seconds since the epoch)."""
    if len(_state.values) > _MOST_VALUES:
        _state.values.clear()
    _state.values[key] = (version, until, value)
