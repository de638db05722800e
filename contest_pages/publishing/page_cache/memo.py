"""Values of public pages, cached as long as a page with them would be valid."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any

from django.http import HttpRequest

from . import store

#: Seconds for which a value is remembered at most.
_LONGEST = 600


def recall(request: HttpRequest | None, key: Hashable, compute: Callable[[], Any]) -> Any:
    """Return what `compute` returned for this key, as long as a page with it would be valid.

    Only for visitors: for requests other than GET, with a session, or without the middleware it is computed each
    time. Values are shared by threads and must not be modified.
    """
    version = getattr(request, "contest_version", None)
    if version is None:
        return compute()
    is_known, value = store.remembered(key, version)
    if is_known:
        return value
    begun = time.time()
    value = compute()
    until = min(begun + _LONGEST, store.next_change(version, begun))
    store.remember(key, version, until, value)
    return value
