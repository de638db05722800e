"""The mailbox to which letters come back: a folder in the form of Maildir."""

from __future__ import annotations

import datetime
import logging
import os
import stat
from contextlib import suppress
from itertools import islice
from pathlib import Path

from django.db import DatabaseError

from contest_pages import conf
from contest_pages.notices.logic.delivery_reports import Report, read_report

from .bounces import record_bounce

logger = logging.getLogger(__name__)

#: Bytes of a report at most: letters of ours, which it repeats, have a few thousand.
MOST_BYTES = 512 * 1024
#: Messages that are read at once; the others follow with the next housekeeping.
_AT_ONCE = 200


def is_mailbox(path: str) -> bool:
    """Say whether there is a mailbox at a path."""
    return all((Path(path) / name).is_dir() for name in ("new", "cur"))


def read_mailbox(now: datetime.datetime) -> tuple[int, int]:
    """Read what arrived in BOUNCE_MAILBOX; return how many letters came back and how many messages were put aside.

    Each message is read once: a report is deleted, since it holds the letter and its links; what is none, or cannot be
    read, is put aside as read (`cur`). Where the database fails, messages stay for the next time. Safe concurrently.
    """
    path = conf.get("BOUNCE_MAILBOX")
    if not path:
        return 0, 0
    bounced = aside = 0
    try:
        with os.scandir(Path(path) / "new") as entries:
            files = [Path(entry.path) for entry in islice(entries, _AT_ONCE)]
    except OSError as error:
        logger.error("BOUNCE_MAILBOX cannot be read: %s", type(error).__name__)
        return 0, 0
    for file in files:
        report = _report(file)
        try:
            bounced += report is not None and record_bounce(report, now=now)
        except DatabaseError as error:
            logger.error("A report of a letter that came back waits: %s", type(error).__name__)
            continue
        with suppress(FileNotFoundError):  # another process has read it
            if report is not None:
                file.unlink()
            else:
                file.rename(Path(path) / "cur" / f"{file.name.partition(':')[0]}:2,S")
                aside += 1
    return bounced, aside


def _report(file: Path) -> Report | None:
    try:
        content = _content(file)
        return read_report(content) if content is not None else None
    except Exception as error:  # whatever a message does to its readers, the others are read
        logger.warning("A message in BOUNCE_MAILBOX cannot be read: %s", type(error).__name__)
        return None


def _content(file: Path) -> bytes | None:
    """Return the bytes of a message; None for one that is too large, and for what is no file of its own."""
    with open(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as opened:
        status = os.fstat(opened.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES:
            return None
        return opened.read(MOST_BYTES)
