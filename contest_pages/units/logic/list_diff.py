"""Comparison of a list of units with the tree: new, renamed, moved, changed, closed units, and wrong rows."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from contest_pages.units.enums import Difference


@dataclass(frozen=True)
class UnitLine:
    """A line of a list: a unit as it shall be; an empty `email` leaves what is there. `successors` are codes; `row` is where it stood, from 1."""

    code: str
    name: str
    kind: str
    parent: str = ""
    block: str = ""
    email: str = ""
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    successors: tuple[str, ...] = ()
    row: int = 0


@dataclass(frozen=True)
class Change:
    """The change of one unit; `before` is None for a new one."""

    line: UnitLine
    differences: tuple[Difference, ...]
    before: UnitLine | None = None


@dataclass
class Comparison:
    """The result: changes, the number of unchanged lines, and (row, code, reason) of wrong ones."""

    changes: list[Change] = field(default_factory=list)
    same: int = 0
    wrong: list[tuple[int, str, str]] = field(default_factory=list)

    def count(self, difference: Difference) -> int:
        """Return how many changes are of this sort."""
        return sum(difference in change.differences for change in self.changes)


def compare(
    lines: Sequence[UnitLine],
    known: Mapping[str, UnitLine],
    ended: Collection[tuple[str, datetime.date]] = frozenset(),
) -> Comparison:
    """Compare a list with today's units by their codes; `ended` are (code, last day) of those of the past.

    A unit that the list does not name stays as it is: a list may hold a part of the tree. Wrong are: a duplicate
    code, a unit above that neither the list nor the tree knows, a circle, an end before the
    beginning, a successor that nobody knows.
    """
    comparison = Comparison()
    by_code: dict[str, UnitLine] = {}
    for line in lines:
        if line.code in by_code:
            reason = _("This code stands in row %(row)d already.") % {"row": by_code[line.code].row}
            comparison.wrong.append((line.row, line.code, reason))
        else:
            by_code[line.code] = line
    for line in by_code.values():
        if (line.code, line.valid_to) in ended:
            comparison.same += 1
            continue
        if reason := _refusal(line, by_code, known):
            comparison.wrong.append((line.row, line.code, reason))
            continue
        before = known.get(line.code)
        differences = _differences(line, before)
        if differences:
            comparison.changes.append(Change(line, differences, before))
        else:
            comparison.same += 1
    comparison.wrong.sort()
    return comparison


def _refusal(line: UnitLine, listed: Mapping[str, UnitLine], known: Mapping[str, UnitLine]) -> str:
    if line.valid_from and line.valid_to and line.valid_to < line.valid_from:
        return _("The unit must end after it begins.")
    if line.parent and line.parent not in listed and line.parent not in known:
        return _("There is no unit above with the code %(code)s.") % {"code": line.parent}
    for code in line.successors:
        if code == line.code:
            return _("A unit cannot succeed itself.")
        if code not in listed and code not in known:
            return _("There is no unit with the code %(code)s to succeed this one.") % {"code": code}
    seen, above = {line.code}, line.parent
    while above:
        if above in seen:
            return _("The unit would stand below itself.")
        seen.add(above)
        found = listed.get(above) or known.get(above)
        above = found.parent if found is not None else ""
    return ""


def _differences(line: UnitLine, before: UnitLine | None) -> tuple[Difference, ...]:
    if before is None:
        return (Difference.NEW,) if line.valid_to is None else (Difference.NEW, Difference.CLOSED)
    conditions = (
        (Difference.RENAMED, line.name != before.name),
        (Difference.MOVED, line.parent != before.parent),
        (Difference.CHANGED, _details_differ(line, before)),
        (Difference.CLOSED, line.valid_to is not None),
    )
    return tuple(difference for difference, holds in conditions if holds)


def _details_differ(line: UnitLine, before: UnitLine) -> bool:
    """Say whether kind, block or e-mail differ; a list without an e-mail removes none."""
    return (line.kind, line.block, line.email or before.email) != (before.kind, before.block, before.email)


def parents_first(changes: Iterable[Change]) -> list[list[Change]]:
    """Return new units in generations: those of the first stand below known units, or below nothing."""
    waiting = {change.line.code: change for change in changes}
    generations: list[list[Change]] = []
    while waiting:
        ready = [change for change in waiting.values() if change.line.parent not in waiting]
        generations.append(ready)
        for change in ready:
            del waiting[change.line.code]
    return generations
