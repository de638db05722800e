"""The storage of files that are not public."""

from __future__ import annotations

from functools import partial

from django.core.files.storage import Storage, storages
from django.db import transaction

from contest_pages import conf


def private_storage() -> Storage:
    """Return the storage that CONTEST_PAGES["PRIVATE_STORAGE"] names; a field takes it as a callable."""
    return storages[conf.get("PRIVATE_STORAGE")]


def delete_after_commit(file) -> None:
    """Delete a stored file once the transaction is committed, and not if it is rolled back."""
    transaction.on_commit(partial(file.storage.delete, file.name))
