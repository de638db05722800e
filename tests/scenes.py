"""What many tests begin with, built once and kept for the tests that follow.

A scene is rows in a transaction that stays open around those of the tests; each test works in a savepoint of its own.
Scenes lie on each other (the stage on its contest, the contest on the list): from test to test only what differs is
rolled back and built. Tests that need real transactions find none.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.db.transaction import Atomic
from wagtail.models import Site


@dataclass
class _Held:
    name: str
    atomic: Atomic


class Scenes:
    """The scenes that are held at this moment, each on the one before it."""

    def __init__(self, **builders: Callable[[dict[str, Any]], Any]):
        """Take the function that builds each scene from those below it, from the bottom up."""
        self.builders = builders
        self._held: list[_Held] = []
        self._packed = pickle.dumps({})

    def prepare(self, wanted: list[str]) -> None:
        """Hold these scenes and no other."""
        kept = 0
        while kept < min(len(wanted), len(self._held)) and self._held[kept].name == wanted[kept]:
            kept += 1
        self._drop(kept)
        for name in wanted[kept:]:
            self._build(name)

    def values(self) -> dict[str, Any]:
        """Return what the builders returned, by name: objects of the caller's own, that know each other."""
        return pickle.loads(self._packed)

    def _build(self, name: str) -> None:
        atomic = transaction.atomic()
        atomic._from_testcase = (
            True  # so that Django lets durable blocks be nested in it, as in its own tests
        )
        atomic.__enter__()
        # Django closes connections after each test; this one carries what the next test begins with.
        connection.close = lambda: None
        self._held.append(_Held(name, atomic))
        values = self.values()
        values[name] = self.builders[name](values)
        self._packed = pickle.dumps(values)
        _forget()

    def _drop(self, kept: int) -> None:
        if kept == len(self._held):
            return
        values = self.values()
        while len(self._held) > kept:
            held = self._held.pop()
            transaction.set_rollback(True)
            held.atomic.__exit__(None, None, None)
            del values[held.name]
        self._packed = pickle.dumps(values)
        if not self._held:
            del connection.close
        _forget()


def _forget() -> None:
    """Forget what was cached of rows that came or went."""
    cache.clear()
    Site.clear_site_root_paths_cache()
