"""Files that lay where everybody can fetch them, and are moved to the private storage."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.users.models import UserProfile

#: Folders of Wagtail below MEDIA_ROOT that hold no renditions, and our own of pictures that are drawn again.
PRIVATE_FOLDERS = ("documents", "original_images", "avatar_images", "contest_cards", "wagtail_uploads")
_CHUNK = 1024**2


@dataclass(frozen=True)
class Moved:
    """What became of one file: "moved", "missing" where it lies nowhere, or "present" where nothing was to be done."""

    name: str
    outcome: str


def is_public(storage: Storage) -> bool:
    """Say whether a storage lies in or below MEDIA_ROOT, where everybody can fetch its files."""
    if not isinstance(storage, FileSystemStorage) or not settings.MEDIA_ROOT:
        return False
    public = Path(settings.MEDIA_ROOT).resolve()
    return Path(storage.location).resolve().is_relative_to(public)


def public_originals() -> list[str]:
    """Return the folders below MEDIA_ROOT in which files lie that should be private."""
    folders = [Path(settings.MEDIA_ROOT) / name for name in PRIVATE_FOLDERS] if settings.MEDIA_ROOT else []
    return [folder.name for folder in folders if any(path.is_file() for path in _paths(folder))]


def _paths(folder: Path) -> Iterator[Path]:
    return folder.rglob("*") if folder.is_dir() else iter(())


def move_originals(*, dry_run: bool) -> Iterator[Moved]:
    """Move every document, original picture and picture of a user that lies below MEDIA_ROOT to its storage.

    Idempotent, and goes on where it was interrupted: a file leaves its old place when its copy has the same content.
    """
    old = FileSystemStorage(location=settings.MEDIA_ROOT)
    fields = [(get_document_model(), "file"), (get_image_model(), "file"), (UserProfile, "avatar")]
    for model, field in fields:
        storage = model._meta.get_field(field).storage
        if is_public(storage):
            continue
        names = model.objects.exclude(**{field: ""}).exclude(**{field: None}).order_by("pk")
        for name in names.values_list(field, flat=True).iterator():
            yield Moved(name, _move(name, old, storage, dry_run=dry_run))


def _move(name: str, old: FileSystemStorage, new: Storage, *, dry_run: bool) -> str:
    if not old.exists(name):
        return "present" if new.exists(name) else "missing"
    if dry_run:
        return "moved"
    if new.exists(name) and _digest(old, name) != _digest(new, name):
        new.delete(name)  # half of it: an earlier run was interrupted
    if not new.exists(name):
        with old.open(name) as file:
            written = new.save(name, file)
        if written != name or _digest(old, name) != _digest(new, name):
            new.delete(written)
            raise OSError(f"{name} could not be copied: it stays where it is.")
    old.delete(name)
    return "moved"


def _digest(storage: Storage, name: str) -> str:
    digest = hashlib.sha256()
    with storage.open(name) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def delete_drawn_again() -> None:
    """Delete what else lay there and is made again when it is asked for: pictures that are shared of contests."""
    folder = Path(settings.MEDIA_ROOT) / "contest_cards"
    for path in _paths(folder):
        path.unlink()
    if folder.is_dir():
        folder.rmdir()
