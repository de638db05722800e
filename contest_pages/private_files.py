"""Where files lie that only some may see."""

from __future__ import annotations

from django.core.files.storage import Storage, storages

from . import conf


def private_storage() -> Storage:
    """Return the storage that CONTEST_PAGES["PRIVATE_STORAGE"] names; a field takes it as a callable."""
    return storages[conf.get("PRIVATE_STORAGE")]
