"""Uploads in chunks to a disk; the size of the file is the authoritative offset."""

from __future__ import annotations

import base64
import contextlib
import errno
import fcntl
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from contest_pages.entries.errors import FileTooLarge, NoRoom, UploadBusy, WrongChecksum, WrongOffset

_BLOCK = 256 * 1024
CHECKSUMS = ("sha256", "sha1", "md5")


@dataclass(frozen=True)
class Checksum:
    """The checksum of a chunk: an algorithm of CHECKSUMS and its digest."""

    algorithm: str
    digest: bytes

    @classmethod
    def read(cls, header: str) -> Checksum:
        """Return the checksum that a header of tus gives: "sha256 <base64>". ValueError if it is none."""
        algorithm, _space, text = header.partition(" ")
        if algorithm not in CHECKSUMS:
            raise ValueError(algorithm)
        return cls(algorithm, base64.b64decode(text, validate=True))


def create(path: Path) -> None:
    """Make the empty file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o640, exist_ok=False)


def size(path: Path) -> int:
    """Return how many bytes have arrived."""
    return path.stat().st_size


def append(
    path: Path,
    read: Callable[[int], bytes],
    *,
    offset: int,
    length: int,
    expected: int | None = None,
    checksum: Checksum | None = None,
) -> int:
    """Write what `read` gives behind the first `offset` bytes and return the new size.

    `length` is the size of the whole file, `expected` that of this chunk where it is known. The bytes of an
    interrupted chunk are kept unless it has a checksum; then none is. A complete file is synced to the disk.

    Raises UploadBusy (another request is writing), WrongOffset, FileTooLarge, WrongChecksum, NoRoom.
    """
    with path.open("r+b", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UploadBusy(_("Another window or device is sending this file at this moment.")) from None
        here = os.fstat(file.fileno()).st_size
        if here != offset:
            raise WrongOffset(str(here))
        if expected is not None and here + expected > length:
            raise FileTooLarge(_("More is being sent than was announced."))
        file.seek(here)
        digest = hashlib.new(checksum.algorithm) if checksum else None
        try:
            here, whole = _copy(file, read, here, length, digest)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise NoRoom(
                    _("The server's disk is full at the moment. What has arrived is kept.")
                ) from None
            raise
        if digest is not None and (not whole or digest.digest() != checksum.digest):
            file.truncate(offset)
            raise WrongChecksum(_("This piece was damaged on its way and is sent again."))
        if here == length:
            os.fsync(file.fileno())
        return here


def _copy(file, read, here: int, length: int, digest) -> tuple[int, bool]:
    """Copy until the chunk or the connection ends; return the size and whether the chunk ended well."""
    while True:
        try:
            block = read(min(_BLOCK, length - here)) if here < length else b""
        except OSError:  # the connection is lost: what has arrived stays
            return here, False
        if not block:
            return here, True
        view = memoryview(block)
        while view:
            view = view[file.write(view) :]
        if digest is not None:
            digest.update(block)
        here += len(block)


def remove(path: Path) -> None:
    """Delete the file. Idempotent."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
