"""Resumable uploads (tus 1.0): begin, append chunks, complete, expire."""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import conf
from contest_pages.entries import disk, logic, object_storage
from contest_pages.entries.errors import (
    EntryRefused,
    FileTooLarge,
    Incomplete,
    NoRoom,
    RoundClosed,
    UploadGone,
)
from contest_pages.entries.file_types import check_file_type
from contest_pages.entries.models import Entry, Upload
from contest_pages.files.private_storage import private_storage
from contest_pages.registrations.domain.pending_files import (
    TooMuchPending,
    check_disk,
    check_quota,
    forget_files,
    note_arrived,
)
from contest_pages.registrations.models import PendingFile

from .guards import closing_for, lock_own, lock_to_write, open_rules
from .unconfirmed import RESERVED_FOR, check_unconfirmed_room
from .videos import attach_video

logger = logging.getLogger(__name__)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def on_disk() -> bool:
    """Say whether videos are kept on a disk; else they go to an object storage in parts."""
    return isinstance(private_storage(), FileSystemStorage)


def path_of(upload: Upload) -> Path:
    """Return where the bytes of an upload lie on the disk."""
    return Path(private_storage().path(upload.original))


@dataclass(frozen=True)
class FileHints:
    """What the browser says of a file before it is sent; each may be empty.

    `head_sha256` is the checksum of its first mebibyte, as hexadecimal digits.
    """

    name: str = ""
    content_type: str = ""
    head_sha256: str = ""


def begin_upload(
    *,
    entry: Entry,
    length: int,
    now: datetime.datetime,
    file: FileHints = FileHints(),
    network: str = "",
) -> Upload:
    """Begin an upload of `length` bytes, or go on with the entry's unfinished one of the same file; return it.

    Its secret is known this once only, and the addresses given out before end. An entry has one upload at a time:
    that of another file is abandoned. An upload that was begun before the closing has the grace time.

    Raises RoundClosed, NotRegistered, EntryGone, TransitionNotAllowed, WrongFileType, FileTooLarge, Incomplete (an empty
    file), NoRoom.
    """
    rules = open_rules(entry.round, now, entry)
    if length <= 0:
        raise Incomplete(_("The file is empty."))
    check_file_type(file.name, file.content_type, rules.video_formats)
    logic.check_file_size(length, rules.maximum_bytes)
    head = file.head_sha256 if _SHA256.fullmatch(file.head_sha256) else ""
    with transaction.atomic():
        entry = lock_to_write(entry)
        if unfinished := _unfinished(entry, length, head, now):
            unfinished.renew_secret()
            unfinished.save(update_fields=["secret_hash"])
            return unfinished
        abandon_all(entry)
        _check_room(entry, length, network, now)
        upload = Upload.begin(
            entry=entry,
            length=length,
            head_sha256=head,
            now=now,
            lasts=datetime.timedelta(days=conf.get("UPLOAD_DAYS")),
        )
        if on_disk():
            disk.create(path_of(upload))
        else:
            upload.multipart_id = object_storage.begin(upload.original)
        upload.save()
        closes_at = closing_for(entry.round, entry)
        if closes_at is None or now < closes_at:
            entry.sending_since = now
            entry.save(update_fields=["sending_since"])
    return upload


def _unfinished(entry: Entry, length: int, head: str, now: datetime.datetime) -> Upload | None:
    """Return the unfinished upload of a file of this length and head, if its bytes are still there."""
    if not head:
        return None
    upload = entry.uploads.filter(
        completed_at=None, expires_at__gt=now, length=length, head_sha256=head
    ).first()
    if upload is None:
        return None
    upload.entry = entry
    is_there = (
        path_of(upload).exists()
        if on_disk()
        else object_storage.is_open(upload.original, upload.multipart_id)
    )
    return upload if is_there else None


def _check_room(entry: Entry, length: int, network: str, now: datetime.datetime) -> None:
    """Raise NoRoom unless a file fits beside what is arriving now; what was announced and does not arrive counts nothing."""
    check_unconfirmed_room(entry.registration, length, now)
    arriving = dict(PendingFile.objects.filter(arrived_at__gt=now - RESERVED_FOR).values_list("name", "size"))
    running = Upload.objects.filter(completed_at=None, original__in=arriving).values_list(
        "original", "length"
    )
    promised = sum(whole - arriving[name] for name, whole in running)
    try:
        check_quota(person=entry.registration.code, network=network, more=length)
        check_disk(promised + length)
    except TooMuchPending as refused:
        raise NoRoom(refused.message) from None


def note_progress(upload: Upload, arrived: int, network: str, now: datetime.datetime) -> None:
    """Count the bytes of an upload that have arrived for its contestant and network; NoRoom beyond the quota."""
    person = upload.entry.registration.code
    if upload.completed_at is not None or arrived >= upload.length:
        forget_files([upload.original])
        return
    note_arrived(upload.original, arrived, person=person, network=network, now=now)
    try:
        check_quota(person=person, network=network, more=arrived, but=upload.original)
        check_disk(0)
    except TooMuchPending as refused:
        raise NoRoom(refused.message) from None


def received(upload: Upload) -> int:
    """Return how many bytes of an upload have arrived."""
    if not on_disk():
        return object_storage.received(upload.original, upload.multipart_id)
    try:
        return disk.size(path_of(upload))
    except FileNotFoundError:
        return 0


def find_upload(*, key: str, secret: str, now: datetime.datetime) -> Upload | None:
    """Return the upload of an address, or None for an unknown one; UploadGone if it has expired."""
    upload = Upload.objects.select_related("entry__round", "entry__registration").filter(key=key).first()
    if upload is None or not upload.opens_with(secret):
        return None
    if upload.completed_at is None and now >= upload.expires_at:
        raise UploadGone(_("This upload has expired. Please choose the file again."))
    return upload


def expires(upload: Upload) -> datetime.datetime:
    """Return until when an upload may arrive: its own term, or the end of the grace time if that is sooner."""
    closes_at = closing_for(upload.entry.round, upload.entry)
    if closes_at is None or upload.expires_at <= closes_at:  # the usual case, without reading the rules
        return upload.expires_at
    rules = upload.entry.round.contest.live_rules
    return min(upload.expires_at, closes_at + rules.grace) if rules else upload.expires_at


def append(
    *,
    upload: Upload,
    read: Callable[[int], bytes],
    offset: int,
    expected: int | None,
    checksum: disk.Checksum | None,
    now: datetime.datetime,
    network: str = "",
) -> int:
    """Append a chunk and return how many bytes have arrived; the last chunk attaches the video to the entry.

    Raises RoundClosed once the grace time is over, NoRoom, what disk.append raises, what `complete` raises.
    """
    if upload.completed_at is not None:
        raise RoundClosed(_("This upload is complete."))
    if not upload.entry.round.is_open(now):  # then the rules' grace time counts
        open_rules(upload.entry.round, now, upload.entry)
    check_unconfirmed_room(upload.entry.registration, upload.length, now, but=upload.original)
    try:
        arrived = disk.append(
            path_of(upload), read, offset=offset, length=upload.length, expected=expected, checksum=checksum
        )
    except FileNotFoundError:
        raise UploadGone(_("This upload has expired. Please choose the file again.")) from None
    note_progress(upload, arrived, network, now)
    if arrived == upload.length:
        complete(upload=upload, now=now)
    return arrived


def complete(*, upload: Upload, now: datetime.datetime) -> None:
    """Attach the complete video to the entry. Idempotent, also after a crash and when called twice at once.

    An upload that has arrived in time counts, even if it is noticed after the closing.
    Raises EntryGone if the draft was deleted meanwhile, TransitionNotAllowed if the entry was reviewed.
    """
    with transaction.atomic():
        entry = lock_own(upload.entry)
        current = Upload.objects.select_for_update().filter(pk=upload.pk).first()
        if current is None:
            raise UploadGone(_("Another upload took the place of this one."))
        forget_files([upload.original])
        if current.completed_at is None:
            attach_video(entry=entry, original=upload.original, size=upload.length, now=now)
            Upload.objects.filter(pk=upload.pk).update(completed_at=now)
        upload.completed_at = current.completed_at or now


def missing_parts(upload: Upload, *, now: datetime.datetime, network: str = "", most: int = 24) -> dict:
    """Return the next parts of an upload to an object storage: part size, bytes received, signed addresses.

    Raises NoRoom beyond the quota.
    """
    check_unconfirmed_room(upload.entry.registration, upload.length, now, but=upload.original)
    size = object_storage.part_size(upload.length)
    arrived = object_storage.arrived_parts(upload.original, upload.multipart_id)
    note_progress(upload, sum(part[1] for part in arrived.values()), network, now)
    missing = [number for number in range(1, -(-upload.length // size) + 1) if number not in arrived]
    return {
        "part_bytes": size,
        "length": upload.length,
        "received": sum(part[1] for part in arrived.values()),
        "parts": {
            number: object_storage.sign_part(upload.original, upload.multipart_id, number, seconds=3600)
            for number in missing[:most]
        },
    }


def complete_parts(*, upload: Upload, now: datetime.datetime) -> None:
    """Join the parts in the object storage and attach the video to the entry.

    Raises Incomplete if parts are missing, FileTooLarge if more arrived than was announced.
    """
    if upload.completed_at is not None:
        return
    open_rules(upload.entry.round, now, upload.entry)
    arrived = received(upload)
    if arrived < upload.length:
        raise Incomplete(_("Your video has not arrived whole yet. Choose the same file again to go on."))
    if arrived > upload.length:
        abandon(upload=upload)
        raise FileTooLarge(_("More is being sent than was announced."))
    object_storage.end(upload.original, upload.multipart_id)
    complete(upload=upload, now=now)


def complete_if_whole(upload: Upload, now: datetime.datetime) -> None:
    """Complete an upload that crashed between its last byte and the database."""
    if upload.completed_at is not None or received(upload) != upload.length:
        return
    if on_disk():
        complete(upload=upload, now=now)
    else:
        complete_parts(upload=upload, now=now)


def abandon(*, upload: Upload) -> None:
    """Delete an unfinished upload; a finished one is the entry's video and stays."""
    with transaction.atomic():
        current = Upload.objects.select_for_update().filter(pk=upload.pk, completed_at=None).first()
        if current is not None:
            current.delete()
            delete_upload_bytes(upload)


def abandon_all(entry: Entry) -> None:
    """Delete the unfinished uploads of an entry."""
    for upload in entry.uploads.filter(completed_at=None):
        abandon(upload=upload)


def abandon_begun_before(moment: datetime.datetime | None, entry: Entry) -> None:
    """Delete the unfinished uploads of an entry that were begun before a moment."""
    for upload in entry.uploads.filter(completed_at=None, begun_at__lt=moment) if moment else ():
        abandon(upload=upload)


def delete_upload_bytes(upload: Upload) -> None:
    """Delete the bytes of an upload, after the commit."""
    forget_files([upload.original])
    if on_disk():
        transaction.on_commit(partial(disk.remove, path_of(upload)))
    else:
        transaction.on_commit(partial(object_storage.abort, upload.original, upload.multipart_id))


def clean_up_uploads(now: datetime.datetime) -> int:
    """Finish whole uploads that a crash left open, delete expired ones, and return how many were deleted."""
    for upload in Upload.objects.filter(completed_at=None).select_related("entry__round"):
        try:
            complete_if_whole(upload, now)
        except EntryRefused as refused:
            logger.info("%s stays unfinished: %s", upload, refused.code)
    old = Upload.objects.filter(expires_at__lte=now)
    unfinished = list(old.filter(completed_at=None))
    for upload in unfinished:
        abandon(upload=upload)
    old.exclude(completed_at=None).delete()
    return len(unfinished)
