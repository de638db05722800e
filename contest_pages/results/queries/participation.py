"""Participation by unit, for prizes to units: separate counts of persons, attempts and works."""

from __future__ import annotations

import datetime
from collections import Counter
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from contest_pages import hooks
from contest_pages.contests.models import ContestPage
from contest_pages.entries.models import Entry
from contest_pages.registrations.models import Registration
from contest_pages.results.logic.participation import UnitParticipation
from contest_pages.standings.queries.winners import awards_by_unit
from contest_pages.units.models import Unit
from contest_pages.units.queries import headcounts_on, stand_ins


def participation_of(contest: ContestPage, *, on: datetime.date, kind: str = "") -> list[UnitParticipation]:
    """Return the participation of each unit, summed along the unit tree of a day, at the level `kind` if given.

    A registration took part with an attempt that counts or a submitted work; where a contest has neither, by
    being registered. Counts of units that were divided since cannot be assigned and have a row of their own.
    """
    counts = _counts(contest)
    units = set().union(*counts.values())
    standing = stand_ins(units, on, kind=kind)
    totals = {name: Counter() for name in counts}
    for name, by_unit in counts.items():
        for unit, count in by_unit.items():
            totals[name][standing[unit]] += count
    known = Unit.objects.in_bulk({unit for unit in standing.values() if unit is not None})
    headcounts = headcounts_on(on) if known else {}
    return [
        UnitParticipation(
            unit=unit,
            name=known[unit].name if unit is not None else _("Cannot be told apart"),
            block=known[unit].block_name if unit is not None else _("Cannot be told apart"),
            headcount=headcounts.get(unit) if unit is not None else None,
            **{name: total[unit] for name, total in totals.items()},
        )
        for unit in set(standing.values())
    ]


def _counts(contest: ContestPage) -> dict[str, dict[int, int]]:
    """Return {count: {unit: number}}, each in one query."""
    people = Registration.objects.contestants().filter(contest=contest, unit__isnull=False).order_by()
    works = Entry.objects.handed_in()
    participations = hooks.call("participation", contest=contest)
    took_part = reduce(
        or_,
        (Q(participation.took_part) for participation in participations),
        Q(Exists(works.filter(registration=OuterRef("pk")))),
    )
    attempts: Counter[int] = Counter()
    for participation in participations:
        attempts.update(participation.by_unit)
    registered = _by_unit(people, "unit", Count("members"))
    own_works = works.filter(registration__contest=contest, registration__unit__isnull=False).order_by()
    counts = {
        "registered": registered,
        "persons": _by_unit(people.filter(took_part), "unit", Count("members")),
        "attempts": dict(attempts),
        "works": _by_unit(own_works, "registration__unit", Count("pk")),
        "awards": awards_by_unit(contest),
    }
    if not counts["attempts"] and not counts["works"]:
        counts["persons"] = registered
    return counts


def _by_unit(rows, unit: str, count: Count) -> dict[int, int]:
    return dict(rows.values_list(unit).annotate(count))
