"""The seal of a ranking: SHA-256 over all its lines, in the order of the ranks."""

from __future__ import annotations

import hashlib

from django.db import connection
from django.db.models.functions import Collate

from contest_pages.standings.models import RankedRow, Ranking

#: Bytewise collations, as Python sorts, so that seals do not depend on the database's locale.
_BY_BYTES = {"postgresql": "C", "sqlite": "BINARY"}


def digest_of(ranking: Ranking) -> str:
    """Return the SHA-256 over the source's digest lines of all rows, by division, rank and code."""
    sealed = hashlib.sha256()
    line_of_digest = ranking.source.line_of_digest
    collation = _BY_BYTES.get(connection.vendor)
    in_order = [
        Collate("division", collation) if collation else "division",
        "rank",
        Collate("code", collation) if collation else "code",
    ]
    rows = RankedRow.objects.filter(ranking=ranking).order_by(*in_order)
    for row in rows.values_list("code", "division", "score", "keys", "rank").iterator(chunk_size=5000):
        sealed.update(line_of_digest(*row))
    return sealed.hexdigest()
