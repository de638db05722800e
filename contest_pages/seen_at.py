"""The moment at which a page is shown: now, or in an editor's preview a day to come.

Pages that are drawn for readers ask here instead of the clock. Whatever takes, decides or counts asks the
clock itself and cannot be talked into another day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_previewed: ContextVar[datetime.datetime | None] = ContextVar("contest_previewed", default=None)


def shown_at() -> datetime.datetime:
    """Return the moment for which a page is drawn."""
    return _previewed.get() or timezone.now()


@contextmanager
def as_of(moment: datetime.datetime) -> Iterator[None]:
    """Draw pages as they will look, or looked, at a moment."""
    token = _previewed.set(moment)
    try:
        yield
    finally:
        _previewed.reset(token)
