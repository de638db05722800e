"""What screens show now: computed at most twice a second by each process, however many ask."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from contest_pages import hooks

from .logic import ABSENT_AFTER, Channel, read_channel
from .models import OperatorPresence, Screen
from .source import ScreenSource, ScreenState

#: Seconds for which an answer is given again. With a poll a second, a screen follows well within two.
_REMEMBERED = 0.5
_MOST = 1000


class _Memory:
    """The answers of this process, none older than `_REMEMBERED`; of those who ask at once, one computes."""

    def __init__(self):
        self._values: dict[Hashable, tuple[float, Any]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, compute) -> Any:
        """Return the answer under a key."""
        known = self._values.get(key)
        if known is not None and time.monotonic() < known[0]:
            return known[1]
        with self._lock:
            known = self._values.get(key)
            if known is not None and time.monotonic() < known[0]:
                return known[1]
            if len(self._values) > _MOST:
                self._values.clear()
            value = compute()
            self._values[key] = (time.monotonic() + _REMEMBERED, value)
            return value

    def clear(self) -> None:
        """Drop all answers."""
        self._values.clear()


_memory = _Memory()


def forget() -> None:
    """Drop what this process remembers: its next answer is read from the database."""
    _memory.clear()


def sources() -> dict[str, ScreenSource]:
    """Return the sources of all features by the kind of their channels."""
    return {kind: source for found in hooks.call("screen_sources") for kind, source in found.items()}


def state_of(channel: Channel, role: str) -> ScreenState | None:
    """Return what a role of a channel shows now."""
    source = sources().get(channel.kind)
    if source is None:
        return None
    return _memory.get(("state", channel, role), lambda: source.state(channel.key, role, timezone.now()))


@dataclass(frozen=True)
class Paired:
    """What a screen shows: a role of a channel, or, unpaired, its code."""

    channel: Channel | None
    role: str
    code: str


def screen_of(key: str) -> Paired | None:
    """Return the screen with this key; None for an unknown one."""

    def read() -> Paired | None:
        row = Screen.objects.filter(key=key).values_list("channel", "role", "code").first()
        return Paired(read_channel(row[0]), row[1], row[2] or "") if row else None

    return _memory.get(("screen", key), read)


def screens_of(channel: Channel) -> list[Screen]:
    """Return the screens that are paired with a channel, the oldest first."""
    return list(Screen.objects.filter(channel=str(channel)).order_by("pk"))


def operators_of(channel: Channel, now: datetime.datetime) -> list[OperatorPresence]:
    """Return who has the console of a channel open, in the order of their coming."""
    rows = OperatorPresence.objects.filter(channel=str(channel), seen_at__gt=now - ABSENT_AFTER)
    return list(rows.select_related("user").order_by("pk"))
