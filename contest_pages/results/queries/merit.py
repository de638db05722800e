"""Participation by unit, for prizes to units: persons, attempts and works are counts of their own, and each is named."""

from __future__ import annotations

import datetime
from collections import Counter

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from contest_pages.contests.models import ContestPage
from contest_pages.entries.models import Entry
from contest_pages.quizzes.models import Attempt
from contest_pages.registrations.models import Registration
from contest_pages.results.logic.merit import Merit
from contest_pages.results.models import Award, QuizAward
from contest_pages.units.models import Unit
from contest_pages.units.queries import headcounts_on, stand_ins

from .overall import published_rankings_of


def merits_of(contest: ContestPage, *, on: datetime.date, kind: str = "") -> list[Merit]:
    """Return what the people of each unit did, added up along the tree of a day, at a kind of units if given.

    Somebody took part with an attempt that counts or a work handed in; where a contest asks for neither, by
    registering. What cannot be told apart, since its unit was divided, stands in a row of its own.
    """
    counts = _counts(contest)
    units = set().union(*counts.values())
    standing = stand_ins(units, on, kind=kind)
    totals = {name: Counter() for name in counts}
    for name, found in counts.items():
        for unit, count in found.items():
            totals[name][standing[unit]] += count
    known = Unit.objects.in_bulk({unit for unit in standing.values() if unit is not None})
    headcounts = headcounts_on(on) if known else {}
    return [
        Merit(
            unit=unit,
            name=known[unit].name if unit is not None else _("Cannot be told apart"),
            block=known[unit].block_name if unit is not None else _("Cannot be told apart"),
            headcount=headcounts.get(unit),
            **{name: total[unit] for name, total in totals.items()},
        )
        for unit in set(standing.values())
    ]


def _counts(contest: ContestPage) -> dict[str, dict[int, int]]:
    """Return {count: {unit: number}}, each in one query."""
    people = Registration.objects.contestants().filter(contest=contest, unit__isnull=False).order_by()
    attempts = Attempt.objects.of_persons().filter(is_valid=True)
    works = Entry.objects.handed_in()
    has_attempt = Exists(attempts.filter(registration=OuterRef("pk")))
    has_work = Exists(works.filter(registration=OuterRef("pk")))
    registered = _by_unit(people, "unit", Count("members"))
    own_attempts = attempts.filter(registration__contest=contest, unit__isnull=False).order_by()
    own_works = works.filter(registration__contest=contest, registration__unit__isnull=False).order_by()
    found = {
        "registered": registered,
        "persons": _by_unit(people.filter(Q(has_attempt) | Q(has_work)), "unit", Count("members")),
        "attempts": _by_unit(own_attempts, "unit", Count("pk")),
        "works": _by_unit(own_works, "registration__unit", Count("pk")),
        "awards": _awards(contest),
    }
    if not found["attempts"] and not found["works"]:
        found["persons"] = registered
    return found


def _by_unit(rows, unit: str, count: Count) -> dict[int, int]:
    return dict(rows.values_list(unit).annotate(count))


def _awards(contest: ContestPage) -> dict[int, int]:
    """Return the awards of each unit's works, and the prizes of the quiz's published rankings."""
    works = Award.objects.filter(page__path__startswith=contest.path, entry__unit__isnull=False)
    quizzes = QuizAward.objects.filter(
        ranking__in=published_rankings_of(contest), revoked_at=None, row__attempt__unit__isnull=False
    )
    total = Counter(_by_unit(works.order_by(), "entry__unit", Count("pk")))
    total.update(_by_unit(quizzes.order_by(), "row__attempt__unit", Count("pk")))
    return dict(total)
