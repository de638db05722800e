"""Queries of units: headcounts, search, lineage, effects of ending one."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import cast

from django.db.models import Q

from contest_pages.vietnamese import fold

from .logic.lineage import Life, counterpart
from .logic.search import begins_with, searchable, without_office, words_of
from .models import Headcount, Succession, Unit


def headcounts_on(day: datetime.date) -> dict[int, int]:
    """Return {unit: persons} by the last count of each unit on or before a day."""
    counts = Headcount.objects.filter(counted_on__lte=day).order_by("counted_on")
    return dict(counts.values_list("unit", "persons"))


@dataclass(frozen=True)
class Ending:
    """What follows when a unit ends: the units of today below it, and (what, how many) that keep pointing to it."""

    unit: Unit
    below: list[Unit]
    pointing: list[tuple[str, int]]


def ending_of(unit: Unit) -> Ending:
    """Return what follows when a unit ends."""
    pointing = []
    for relation in Unit._meta.related_objects:
        if relation.related_model in (Unit, Succession) or relation.many_to_many:
            continue
        count = relation.related_model._base_manager.filter(**{relation.field.name: unit}).count()
        if count:
            pointing.append((str(relation.related_model._meta.verbose_name_plural), count))
    below = cast("list[Unit]", list(unit.get_children().filter(valid_to=None)))
    return Ending(unit, below, pointing)


@dataclass(frozen=True)
class Found:
    """A result of the search of units: its ancestors, and the former unit by which it was found."""

    unit: Unit
    above: str
    formerly: str = ""


def named(typed: str) -> Q | None:
    """Return the condition that every word typed begins a word of the name or code; None for nothing typed."""
    condition = Q()
    for meanings in words_of(typed):
        word = Q()
        for text in meanings:
            word |= Q(search_text__startswith=text) | Q(search_text__contains=f" {text}")
        condition &= word
    return condition or None


def find_units(typed: str, day: datetime.date, *, kinds: Collection[str] = (), most: int = 12) -> list[Found]:
    """Return units that exist on a day, by name or code without marks, or by the name of a unit they came from.

    Names that begin with what was typed come first, then shorter ones. A district of the past is found
    through what became of its communes; `kinds` limits what is found. The words for an authority before a name count
    only where units are named so. Costs at most four queries, twice as many behind such words.
    """
    found = _found(typed, day, kinds=kinds, most=most)
    bare = without_office(typed)
    return found or (_found(bare, day, kinds=kinds, most=most) if bare != searchable(typed) else [])


def _found(typed: str, day: datetime.date, *, kinds: Collection[str], most: int) -> list[Found]:
    condition = named(typed)
    if condition is None:
        return []
    of_day = Unit.objects.valid_on(day)
    if kinds:
        of_day = of_day.filter(kind__in=kinds)
    hits = list(of_day.filter(condition)[: 20 * most])
    hits.sort(key=lambda unit: (not begins_with(unit.name, typed), len(unit.name), unit.path))
    found = {unit.pk: (unit, "") for unit in hits[:most]}
    if len(found) < most:
        old = list(Unit.objects.exclude(valid_to=None).filter(valid_to__lt=day).filter(condition)[:most])
        found |= _successors_of(old, of_day, found, most - len(found))
    units = [unit for unit, _formerly in found.values()]
    paths = {unit.path[: -Unit.steplen] for unit in units} - {""}
    above = dict(Unit.objects.filter(path__in=paths).values_list("path", "name")) if paths else {}
    return [
        Found(unit, above.get(unit.path[: -Unit.steplen], ""), formerly) for unit, formerly in found.values()
    ]


#: Letters and digits that name a unit at least.
_LEAST_LETTERS = 2


def unit_named(typed: str, day: datetime.date, *, kinds: Collection[str] = ()) -> Unit | None:
    """Return the unit of a day that the words name: the only one of exactly this name, else the only one that is found.

    None where several or none are meant, for a single letter, and where the words name a former unit: what became of it is
    chosen by people.
    """
    if sum(letter.isalnum() for letter in typed) < _LEAST_LETTERS:
        return None
    found = find_units(typed, day, kinds=kinds)
    names = {fold(typed), without_office(typed)}
    exact = [one.unit for one in found if not one.formerly and fold(one.unit.name) in names]
    if len(exact) == 1:
        return exact[0]
    return found[0].unit if len(found) == 1 and not found[0].formerly else None


def _successors_of(old: list[Unit], of_day, known: dict, most: int) -> dict[int, tuple[Unit, str]]:
    """Return the successors of former units and of their descendants, with the former unit's name."""
    if not old:
        return {}
    below = Q()
    for unit in old:
        below |= Q(predecessors__path__startswith=unit.path)
    found: dict[int, tuple[Unit, str]] = {}
    successors = of_day.filter(below).prefetch_related("predecessors").distinct().order_by("path")
    for unit in successors[: 5 * most]:
        came_from = list(unit.predecessors.all())
        origin = next((past for past in old if any(p.path.startswith(past.path) for p in came_from)), None)
        if unit.pk not in known and origin is not None and len(found) < most:
            found[unit.pk] = (unit, origin.name)
    return found


def stand_ins(units: Iterable[int], day: datetime.date, *, kind: str = "") -> dict[int, int | None]:
    """Return {unit: the unit of a day, of a kind if given, for which it counts}; None where it cannot be told.

    Asks a handful of questions for each generation of changes, whatever the number of units.
    """
    wanted = set(units)
    lives: dict[int, Life] = {}
    by_path: dict[str, tuple[int, str]] = {}
    frontier = set(wanted)
    while frontier:
        rows = list(
            Unit.objects.filter(pk__in=frontier)
            .order_by()
            .values_list("pk", "path", "kind", "valid_from", "valid_to")
        )
        links = Succession.objects.filter(Q(predecessor__in=frontier) | Q(successor__in=frontier))
        after: dict[int, list[int]] = {}
        before: dict[int, list[int]] = {}
        for predecessor, successor in links.values_list("predecessor", "successor"):
            after.setdefault(predecessor, []).append(successor)
            before.setdefault(successor, []).append(predecessor)
        following: set[int] = set()
        for pk, path, found_kind, begins, ends in rows:
            life = Life(path, found_kind, begins, ends, tuple(after.get(pk, ())), tuple(before.get(pk, ())))
            lives[pk] = life
            following.update(life.after if life.is_over(day) else life.before if life.is_to_come(day) else ())
        frontier = following - lives.keys()
    if kind:
        prefixes = {
            life.path[:end]
            for life in lives.values()
            for end in range(Unit.steplen, len(life.path) + 1, Unit.steplen)
        }
        above = Unit.objects.filter(path__in=prefixes, kind=kind).order_by()
        by_path = {path: (pk, found) for pk, path, found in above.values_list("pk", "path", "kind")}
    return {unit: counterpart(unit, day, lives, by_path, kind=kind, step=Unit.steplen) for unit in wanted}
