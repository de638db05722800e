"""The ledger of erasures: a file outside the database, from which they are repeated after a restore.

Each line is a JSON object: the registration's key and code, why and when it was erased. Nothing in it is about a
person who can be found: the code leads to an erased row only. Lines are only ever appended.
"""

from __future__ import annotations

import datetime
import fcntl
import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from django.db import transaction

from contest_pages import conf

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Erasure:
    """One line: `registration` is the primary key, `at` the moment of the erasure."""

    registration: int
    code: str
    because: str
    at: datetime.datetime

    @property
    def key(self) -> tuple[int, str]:
        """Return what names the registration: keys are given again after a restore, codes are not."""
        return self.registration, self.code


def ledger_path() -> Path | None:
    """Return the file that ERASURE_LEDGER names, or None."""
    path = conf.get("ERASURE_LEDGER")
    return Path(path) if path else None


def note_after_commit(erasure: Erasure) -> None:
    """Append a line once the erasure is committed. A line that cannot be written is added by the daily run."""
    if ledger_path() is not None:
        transaction.on_commit(partial(_note, erasure), robust=True)


def _note(erasure: Erasure) -> None:
    try:
        append([erasure])
    except OSError:
        logger.exception("The erasure of %s is not in the ledger yet", erasure.code)


def append(erasures: Iterable[Erasure]) -> None:
    """Append lines and wait until the disk has them. Raises OSError."""
    path = ledger_path()
    lines = [json.dumps({**asdict(erasure), "at": erasure.at.isoformat()}) for erasure in erasures]
    if path is None or not lines:
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Iterator[Erasure]:
    """Yield the erasures of a ledger, oldest first; a line that a power cut left unfinished is passed over.

    Raises OSError.
    """
    with path.open(encoding="utf-8") as file:
        for line in file:
            try:
                words = json.loads(line)
                yield Erasure(
                    int(words["registration"]),
                    str(words["code"]),
                    str(words["because"]),
                    datetime.datetime.fromisoformat(words["at"]),
                )
            except (ValueError, KeyError, TypeError):
                logger.warning("A line of the ledger of erasures cannot be read: %d characters", len(line))
