"""Verify a ranking: rank and seal it again with plain Python and compare with what is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from .lines import Contradiction, Line
from .ranks import rank_lines


def check_lines(ranking, source, lines: Iterable[Line]) -> int:
    """Rank a source's lines again and return their number; Contradiction with the first rank or seal that differs."""
    ranked = rank_lines(lines, source.order(ranking), source.comparators)
    known = dict(ranking.rows.values_list("code", "rank"))
    for rank, line in ranked:
        if known.pop(line.code, None) != rank:
            raise Contradiction(f"{line.code} should have rank {rank}.")
    if known:
        raise Contradiction(f"{min(known)} should have no rank.")
    check_seal(ranking, source, ranked)
    return len(ranked)


def check_seal(ranking, source, ranked: Iterable[tuple[int, Line]]) -> None:
    """Raise Contradiction where the seal differs from that of these (rank, line) pairs."""
    sealed = hashlib.sha256()
    for rank, line in sorted(ranked, key=lambda pair: (pair[1].division, pair[0], pair[1].code)):
        sealed.update(source.line_of_digest(line.code, line.division, line.score, line.keys, rank))
    if sealed.hexdigest() != ranking.digest:
        raise Contradiction("The seal is not that of these lines.")
