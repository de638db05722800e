"""One quota for bytes that belong to nothing submitted yet: per person, per network, and in total.

Attachments of forms that are shown again and the parts of unfinished uploads count as they arrive; what is announced
and does not arrive counts nothing. In total FREE_BYTES of the disk stay free.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from contest_pages import conf
from contest_pages.data.keyed_hash import keyed_hash
from contest_pages.errors import ContestError
from contest_pages.files.private_storage import private_storage
from contest_pages.registrations.models import PendingFile


class TooMuchPending(ContestError):
    """A person, a network or all together keep more than the quota in files that are not submitted."""

    code = "too_much_pending"


def free_bytes(folder: Path) -> int:
    """Return how many bytes the disk under a folder still takes."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def check_quota(*, person: str, network: str, more: int, but: str = "") -> None:
    """Raise TooMuchPending unless `more` bytes fit; `but` is the name of the file that they replace."""
    people, networks = _marks(person, network)
    sums = PendingFile.objects.exclude(name=but).aggregate(
        person=Sum("size", filter=Q(person=people)), network=Sum("size", filter=Q(network=networks))
    )
    if (sums["person"] or 0) + more > conf.get("PENDING_BYTES_PERSON") or (
        sums["network"] or 0
    ) + more > conf.get("PENDING_BYTES_NETWORK"):
        raise TooMuchPending(
            _(
                "Too many files from here wait for their form or entry to be finished. Please finish or delete those first, or try again tomorrow."
            )
        )


def check_disk(more: int) -> None:
    """Raise TooMuchPending unless `more` bytes leave FREE_BYTES on the disk; an object storage is not measured."""
    storage = private_storage()
    if isinstance(storage, FileSystemStorage) and (
        free_bytes(Path(storage.location)) - more < conf.get("FREE_BYTES")
    ):
        raise TooMuchPending(
            _(
                "The server has no room for this file at the moment. What you typed is kept: please try again later, or tell the organisers."
            )
        )


def note_arrived(name: str, size: int, *, person: str, network: str, now: datetime.datetime) -> None:
    """Note that `size` bytes of a file have arrived by `now`."""
    people, networks = _marks(person, network)
    PendingFile.objects.update_or_create(
        name=name, defaults={"size": size, "person": people, "network": networks, "arrived_at": now}
    )


def forget_files(names: Iterable[str]) -> None:
    """Count these files no longer: they were submitted or deleted."""
    PendingFile.objects.filter(name__in=list(names)).delete()


def _marks(person: str, network: str) -> tuple[str, str]:
    """Return the hashes of a person and a network; an unknown person is counted for the network alone."""
    return (
        keyed_hash("pending person", person or f"unknown in {network}"),
        keyed_hash("pending network", network),
    )
