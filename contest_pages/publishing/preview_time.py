"""The time for which a page is rendered: now, or another time in an editor's preview.

Public pages use it instead of the current time. Code that accepts, decides or counts uses the current time.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_previewed: ContextVar[datetime.datetime | None] = ContextVar("contest_previewed", default=None)


def shown_at() -> datetime.datetime:
    """Return the time for which the page is rendered."""
    return _previewed.get() or timezone.now()


@contextmanager
def as_of(moment: datetime.datetime) -> Iterator[None]:
    """Render pages as of another time."""
    token = _previewed.set(moment)
    try:
        yield
    finally:
        _previewed.reset(token)
