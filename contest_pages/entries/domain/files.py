"""Files go when the rows that name them are surely gone."""

from __future__ import annotations

from functools import partial

from django.db import transaction


def delete_after_commit(file) -> None:
    """Delete a stored file once the transaction is committed, and not if it is rolled back."""
    transaction.on_commit(partial(file.storage.delete, file.name))
