"""Lists that staff have uploaded, while they look at what would be taken."""

from __future__ import annotations

import datetime
import secrets

from django.core.files.base import File
from django.http import HttpRequest

from contest_pages.files.private_storage import private_storage

_FOLDER = "lists"
_STAMP = "%Y%m%d%H%M%S"
#: The time after which a list that nobody took is deleted.
KEPT = datetime.timedelta(days=1)


def keep_list(request: HttpRequest, purpose: str, file, now: datetime.datetime) -> None:
    """Store a list for this session, in place of an earlier one of the same purpose."""
    drop_list(request, purpose)
    name = f"{_FOLDER}/{purpose}/{now.astimezone(datetime.UTC):{_STAMP}}-{secrets.token_hex(16)}"
    request.session[_key(purpose)] = [private_storage().save(name, file), file.name[:150]]


def kept_list(request: HttpRequest, purpose: str) -> tuple[File, str] | None:
    """Return the session's list, opened, and the name it had; None where it is gone."""
    stored, name = request.session.get(_key(purpose), ("", ""))
    if not stored or not private_storage().exists(stored):
        return None
    return private_storage().open(stored), name


def drop_list(request: HttpRequest, purpose: str) -> None:
    """Delete the session's list."""
    stored, _name = request.session.pop(_key(purpose), ("", ""))
    if stored:
        private_storage().delete(stored)


def delete_stale_lists(purpose: str, now: datetime.datetime) -> int:
    """Delete lists of a purpose that were kept for a day, and return how many. Idempotent."""
    oldest = f"{(now - KEPT).astimezone(datetime.UTC):{_STAMP}}"
    try:
        _folders, names = private_storage().listdir(f"{_FOLDER}/{purpose}")
    except FileNotFoundError:
        return 0
    stale = [name for name in names if name.partition("-")[0] < oldest]
    for name in stale:
        private_storage().delete(f"{_FOLDER}/{purpose}/{name}")
    return len(stale)


def _key(purpose: str) -> str:
    return f"contest_list_{purpose}"
