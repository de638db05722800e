"""Counters that all processes and servers share: a table, or a cache that counts in one step."""

from __future__ import annotations

import datetime

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.utils import timezone

from contest_pages import conf
from contest_pages.models import RequestCount

#: Seconds for which a count outlives its period: the clocks of servers differ.
_GRACE = datetime.timedelta(seconds=5)


def increment(key: str, period: datetime.timedelta) -> int:
    """Count one more for a key and return the count; it is forgotten some seconds after the period.

    One statement, safe against concurrent calls. CONTEST_PAGES["COUNTER_CACHE"] names a cache to count in instead.
    """
    lifetime = period + _GRACE
    if alias := conf.get("COUNTER_CACHE"):
        return _increment_in(caches[alias], f"contest:count:{key}", int(lifetime.total_seconds()))
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [key, connection.ops.adapt_datetimefield_value(timezone.now() + lifetime)])
        return cursor.fetchone()[0]


_TABLE = RequestCount._meta.db_table
_UPSERT = (
    f'INSERT INTO "{_TABLE}" AS kept (key, count, expires_at) VALUES (%s, 1, %s) '  # noqa: S608
    "ON CONFLICT (key) DO UPDATE SET count = kept.count + 1 RETURNING count"
)


def _increment_in(cache: BaseCache, key: str, seconds: int) -> int:
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # the cache has dropped the key since
        return 1


def is_shared(cache: BaseCache) -> bool:
    """Say whether processes share a cache and it counts in one step.

    Caches without an `incr` of their own read and write: of two at once one count is lost.
    """
    if isinstance(cache, LocMemCache | DummyCache):
        return False
    return type(cache).incr is not BaseCache.incr


def delete_expired(now: datetime.datetime) -> None:
    """Delete the counts whose period is over. Idempotent."""
    RequestCount.objects.filter(expires_at__lt=now).delete()
