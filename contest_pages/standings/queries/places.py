"""The first places of a ranking, for awarding."""

from __future__ import annotations

from collections import Counter

from contest_pages.standings.logic.awarding import Place


def first_places(rows, wanted: int) -> list[Place]:
    """Return the first `wanted` places among rows, and all that are tied with the last of them.

    Rows have `registration` (None for a unit, which is its own row), `rank` and `place`.
    """
    first = list(rows.order_by("rank").values_list("rank", flat=True)[: max(1, wanted)])
    if not first:
        return []
    places = rows.filter(rank__lte=first[-1]).order_by("rank", "place", "pk")
    values = list(places.values_list("pk", "registration", "rank", "place"))
    shared = Counter(rank for _pk, _person, rank, _place in values)
    return [
        Place(row=pk, person=person or -pk, rank=rank, is_settled=shared[rank] == 1 or place is not None)
        for pk, person, rank, place in values
    ]
