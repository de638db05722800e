"""Merge and split units on a day; rows that refer to the former units keep doing so."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.units.errors import UnitRefused
from contest_pages.units.models import Unit

from .tree import end, hand_over_children, insert, parent_of


def check_mergeable(units: Sequence[Unit], code: str, on: datetime.date) -> None:
    """Raise UnitRefused unless these can become one unit with this code on a day.

    They are two or more of today's units, begun before that day, none below another.
    """
    if len({unit.pk for unit in units}) < 2:
        raise UnitRefused(_("Choose at least two units to merge."))
    _check_each(units, on)
    paths = sorted(unit.path for unit in units)
    if any(later.startswith(earlier) for earlier, later in pairwise(paths)):
        raise UnitRefused(_("One of these units stands below another of them."))
    _check_codes([code], units)


def check_splittable(unit: Unit, parts: Sequence[tuple[str, str]], on: datetime.date) -> None:
    """Raise UnitRefused unless a unit of today can become these (name, code) parts on a day.

    A unit with children of today cannot: it is unknown to which part they belong.
    """
    _check_each([unit], on)
    if len(parts) < 2:
        raise UnitRefused(_("A unit is split into at least two."))
    if unit.get_children().filter(valid_to=None).exists():
        raise UnitRefused(_("Units stand below this one. Please move or end them first."))
    _check_codes([code for _name, code in parts], [unit])


def _check_each(units: Sequence[Unit], on: datetime.date) -> None:
    for unit in units:
        if unit.valid_to is not None:
            raise UnitRefused(_("%(unit)s has ended already.") % {"unit": unit})
        if unit.valid_from is not None and unit.valid_from >= on:
            raise UnitRefused(_("%(unit)s begins only on that day or later.") % {"unit": unit})


def _check_codes(codes: Sequence[str], ending: Sequence[Unit]) -> None:
    if len(set(codes)) < len(codes):
        raise UnitRefused(_("Each new unit needs a code of its own."))
    taken = Unit.objects.today().filter(code__in=codes).exclude(pk__in=[unit.pk for unit in ending])
    if found := taken.first():
        raise UnitRefused(_("%(unit)s has the code %(code)s today.") % {"unit": found, "code": found.code})


@transaction.atomic
def merge(*, units: Sequence[Unit], name: str, code: str, on: datetime.date, actor) -> Unit:
    """Merge units into a new one that begins on a day, and return it.

    It has the parent and the kind of the first of them, and takes over their children.
    Registrations, entries and past contests keep the old ones. Raises UnitRefused.
    """
    units = list(Unit.objects.select_for_update().filter(pk__in=[unit.pk for unit in units]))
    check_mergeable(units, code, on)
    for unit in units:
        end(unit, on, [])
    first = units[0]
    new = Unit(name=name, code=code, kind=first.kind, block=first.block, valid_from=on)
    made = insert([(new, parent_of(first))])[0]
    for unit in units:
        end(unit, on, [made])
        hand_over_children(unit, made)
    audit.record("contest.merge_units", made, actor=actor, merged=", ".join(unit.name for unit in units))
    return Unit.objects.get(pk=made.pk)


@transaction.atomic
def split(*, unit: Unit, parts: Sequence[tuple[str, str]], on: datetime.date, actor) -> list[Unit]:
    """Split a unit into (name, code) parts that begin on a day, and return them. Raises UnitRefused."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    check_splittable(unit, parts, on)
    end(unit, on, [])
    new = [
        (Unit(name=name, code=code, kind=unit.kind, block=unit.block, valid_from=on), parent_of(unit))
        for name, code in parts
    ]
    made = insert(new)
    end(unit, on, made)
    audit.record("contest.split_unit", unit, actor=actor, parts=", ".join(part.name for part in made))
    return made
