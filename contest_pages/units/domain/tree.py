"""Units enter and leave the tree, many at once, and what they leave behind is found again."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from wagtail.search.backends import get_search_backends

from contest_pages.units.models import Succession, Unit

_DAY = datetime.timedelta(days=1)
#: A statement takes 65,535 values.
_AT_ONCE = 1000


def insert(units: Iterable[tuple[Unit, Unit | None]]) -> list[Unit]:
    """Insert unsaved units, each below the saved unit beside it or at the top, in a few statements.

    They stand behind those that are there, in the order given. Treebeard would ask five times for each.
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
    """Let the admin's search find units that were written many at once."""
    for backend in get_search_backends(with_auto_update=True):
        for start in range(0, len(units), _AT_ONCE):
            backend.add_bulk(Unit, units[start : start + _AT_ONCE])


def end(unit: Unit, day: datetime.date, successors: Iterable[Unit]) -> None:
    """Let a unit exist until the day before `day`, and those take over from it."""
    unit.valid_to = day - _DAY
    unit.save()
    Succession.objects.bulk_create(
        (Succession(predecessor=unit, successor=found) for found in successors), ignore_conflicts=True
    )


def hand_over_children(unit: Unit, successor: Unit) -> None:
    """Move the units of today that stand below one to its successor; those of the past stay where they were."""
    for child in Unit.objects.get(pk=unit.pk).get_children().filter(valid_to=None):
        Unit.objects.get(pk=child.pk).move(Unit.objects.get(pk=successor.pk), "last-child")
