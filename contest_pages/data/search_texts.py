"""Texts that searches without marks read, computed again after the rule by which they are folded has changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

_AT_ONCE = 1000


def fold_again(rows: models.QuerySet, fields: Sequence[str]) -> int:
    """Call `fold_search_text` on rows, save the fields that it sets, and return how many rows changed. Idempotent."""
    changed, count = [], 0
    for row in rows.iterator(chunk_size=_AT_ONCE):
        before = [getattr(row, field) for field in fields]
        row.fold_search_text()
        if before != [getattr(row, field) for field in fields]:
            changed.append(row)
        if len(changed) == _AT_ONCE:
            count += rows.model.objects.bulk_update(changed, fields)
            changed = []
    return count + (rows.model.objects.bulk_update(changed, fields) if changed else 0)
