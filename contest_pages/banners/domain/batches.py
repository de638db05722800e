"""Rows that a process collects for some seconds and writes together."""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)

Row = TypeVar("Row")
#: So many rows are written at once at most; so many keys are remembered, and rows kept while the database is away.
_MOST, _REMEMBERED = 200, 20_000


class Batch(Generic[Row]):
    """Rows by their keys, each written once; by a thread after some seconds, at once when there are many, at the end."""

    def __init__(self, write: Callable[[dict[str, Row]], None]):
        self._write = write
        self._lock = threading.Lock()
        self._rows: dict[str, Row] = {}
        self._written: set[str] = set()
        self._timer: threading.Timer | None = None
        atexit.register(self._write_in_thread)

    def add(self, key: str, row: Row, *, seconds: float) -> None:
        """Add a row unless its key was written; with 0 seconds it is written now."""
        with self._lock:
            if key in self._written or key in self._rows or len(self._rows) >= _REMEMBERED:
                return
            self._rows[key] = row
            is_due = not seconds or len(self._rows) % _MOST == 0
            if not is_due and self._timer is None:
                self._timer = threading.Timer(seconds, self._write_in_thread)
                self._timer.daemon = True
                self._timer.start()
        if is_due:
            self.flush()

    def flush(self) -> None:
        """Write what was collected; what the database does not take is tried again with the next rows."""
        with self._lock:
            rows, self._rows, self._timer = self._rows, {}, None
        keys = sorted(rows)
        for begin in range(0, len(keys), _MOST):
            part = {key: rows[key] for key in keys[begin : begin + _MOST]}
            try:
                self._write(part)
            except DatabaseError as error:
                logger.warning("%s rows wait for the database: %s", len(part), error)
                with self._lock:
                    self._rows |= part
                continue
            with self._lock:
                if len(self._written) > _REMEMBERED:
                    self._written.clear()
                self._written |= part.keys()

    def _write_in_thread(self) -> None:
        if not self._rows:
            return
        try:
            self.flush()
        finally:
            connection.close()

    def clear(self) -> None:
        """Drop all rows and keys."""
        with self._lock:
            self._rows, self._written = {}, set()
