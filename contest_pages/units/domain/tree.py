"""Changes of the tree: insert and end units in bulk, hand over children, update the search index."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import cast

from wagtail.search.backends import get_search_backends

from contest_pages.units.models import Succession, Unit

_DAY = datetime.timedelta(days=1)
#: A statement takes 65,535 values.
_AT_ONCE = 1000


def parent_of(unit: Unit) -> Unit | None:
    """Return the unit above; None for one at the top. Treebeard does not say what it returns."""
    return cast("Unit | None", unit.get_parent())


def insert(units: Iterable[tuple[Unit, Unit | None]]) -> list[Unit]:
    """Insert unsaved units, each below the saved unit beside it or at the top, in a few statements.

    They are appended after existing siblings, in the order given. Treebeard would need five queries for each.
    Of two at once the second waits, so that no place is given twice; needs a transaction.
    """
    list(Unit.objects.select_for_update().filter(depth=1).values_list("pk"))
    below: dict[Unit | None, list[Unit]] = defaultdict(list)
    for unit, parent in units:
        below[parent].append(unit)
    made = []
    for parent, children in below.items():
        if parent is None:
            last = Unit.get_last_root_node()
            path = last.path if last else None
            first = Unit._get_path("", 1, 1)
        else:
            parent = Unit.objects.get(pk=parent.pk)
            last = parent.get_last_child()
            path = last.path if last else None
            first = Unit._get_path(parent.path, parent.depth + 1, 1)
        for child in children:
            path = first if path is None else _next(path)
            child.path, child.depth, child.numchild = path, len(path) // Unit.steplen, 0
            child.fold_search_text()
        made += Unit.objects.bulk_create(children, batch_size=_AT_ONCE)
        if parent is not None:
            Unit.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(children))
    index(made)
    return made


def _next(path: str) -> str:
    step = Unit._str2int(path[-Unit.steplen :]) + 1
    return Unit._get_path(path[: -Unit.steplen], len(path) // Unit.steplen, step)


def index(units: list[Unit]) -> None:
    """Update the admin's search index for units that were written in bulk."""
    for backend in get_search_backends(with_auto_update=True):
        for start in range(0, len(units), _AT_ONCE):
            backend.add_bulk(Unit, units[start : start + _AT_ONCE])


def end(unit: Unit, day: datetime.date, successors: Iterable[Unit]) -> None:
    """End a unit on the day before `day` and record its successors."""
    unit.valid_to = day - _DAY
    unit.save()
    Succession.objects.bulk_create(
        (Succession(predecessor=unit, successor=found) for found in successors), ignore_conflicts=True
    )


def hand_over_children(unit: Unit, successor: Unit) -> None:
    """Move the present children of a unit to its successor; former ones stay."""
    for child in Unit.objects.get(pk=unit.pk).get_children().filter(valid_to=None):
        Unit.objects.get(pk=child.pk).move(Unit.objects.get(pk=successor.pk), "last-child")
