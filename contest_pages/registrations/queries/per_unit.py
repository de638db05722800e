"""Contestants of a form by unit."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from contest_pages.registrations.models import ContestRegistrationPage, Registration
from contest_pages.units.models import Unit


def units_expected(page: ContestRegistrationPage) -> QuerySet[Unit]:
    """Return the units that take part in a form, of all times: those of the page's kinds below the page's unit."""
    units = Unit.objects.filter(kind__in=page.unit_kinds)
    if page.units_below_id:
        units = units.filter(path__startswith=page.units_below.path).exclude(pk=page.units_below_id)
    return units


def counting_unit(page: ContestRegistrationPage, unit: Unit) -> Unit:
    """Return the unit for which a contestant of `unit` counts: the nearest one that takes part, or itself."""
    if unit.kind in page.unit_kinds or not page.unit_kinds:
        return unit
    above = [unit.path[:end] for end in range(Unit.steplen, len(unit.path), Unit.steplen)]
    return units_expected(page).filter(path__in=above).order_by("-path").first() or unit


def contestants_of(page: ContestRegistrationPage, unit: Unit) -> QuerySet[Registration]:
    """Return the contestants of a form who count for a unit: its own and those of the units below it."""
    below = Q(unit__path__startswith=unit.path)
    return Registration.objects.contestants().filter(below, page=page).order_by()
