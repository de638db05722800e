"""Competition ranking ("1224") by a list of comparators, in plain Python: equals share a rank, the next counts them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contest_pages.standings.logic.lines import SCORE, Comparator, Line


def value_of(line: Line, order: Sequence[Comparator], keys: Sequence[str]) -> tuple:
    """Return the sort key of a line, ascending; missing numbers come last."""
    key = []
    for comparator in order:
        number = line.score if comparator.key == SCORE.key else line.keys[keys.index(comparator.key)]
        signed = -number if number is not None and comparator.descending else number
        key.append((number is None, signed or 0))
    return tuple(key)


def rank_lines(
    lines: Iterable[Line], order: Sequence[Comparator], comparators: Sequence[Comparator], listed_by: str = ""
) -> list[tuple[int, Line]]:
    """Return (rank, line) pairs by division and rank; equals are listed by the comparator `listed_by`, then by code."""
    keys = [comparator.key for comparator in comparators]
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.division, []).append(line)
    ranked: list[tuple[int, Line]] = []
    for division in sorted(groups):
        rank, before = 0, None
        values = [
            (value_of(line, order, keys), _listing(line, keys, listed_by), line) for line in groups[division]
        ]
        for number, (value, _place, line) in enumerate(sorted(values, key=lambda item: item[:2]), start=1):
            if value != before:
                rank, before = number, value
            ranked.append((rank, line))
    return ranked


def _listing(line: Line, keys: Sequence[str], listed_by: str) -> tuple:
    number = line.keys[keys.index(listed_by)] if listed_by else None
    return (number or 0, line.code)
