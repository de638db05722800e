"""The results of a judged round from its sealed sheets: one table a division, the published rule, cases closed by the chair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from django.db.models import Q, QuerySet

from contest_pages.judging.enums import SeatKind, SeatRole
from contest_pages.judging.logic.gaps import Closing, open_cases
from contest_pages.judging.logic.outcomes import Outcome, outcomes, own_criterion_means, table_of
from contest_pages.judging.logic.points import WHOLE
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.logic.tables import Table, counted_sheet
from contest_pages.judging.models import Assignment, Candidate, GapCase, ScoreSheet, Seat
from contest_pages.judging.models.candidate import CandidateQuerySet
from contest_pages.standings.logic.lines import Line
from contest_pages.standings.models import Exclusion


def missing_sheets(round_id: int) -> list[tuple[int, int]]:
    """Return the (candidate, seat) numbers of counted seats that give neither a sealed sheet nor an excuse."""
    sealed = set(
        ScoreSheet.objects.counted().filter(round_id=round_id).values_list("candidate_id", "seat_id")
    )
    assigned = (
        Assignment.objects.filter(
            candidate__in=Candidate.objects.ranked().filter(round_id=round_id),
            seat__kind=SeatKind.JUROR,
            seat__removed_at=None,
            excuse="",
        )
        .order_by("candidate__number", "seat__number")
        .values_list("candidate_id", "seat_id", "candidate__number", "seat__number")
    )
    return [(number, seat) for pk, seat_pk, number, seat in assigned if (pk, seat_pk) not in sealed]


def ranked_candidates(round_id: int) -> CandidateQuerySet:
    """Return the candidates that take part in the ranking, without those whose contestants are excluded."""
    excluded = Exclusion.objects.filter(round=round_id, lifted_at=None).values("registration")
    return (
        Candidate.objects.ranked()
        .filter(round_id=round_id)
        .exclude(entry__registration__in=excluded)
        .exclude(registration__in=excluded)
        .select_related("entry__registration", "entry__unit", "registration")
        .order_by("number")
    )


def _counted_sheets(**which) -> QuerySet:
    """Return (candidate, number of the seat, points) of the sheets that count for a result."""
    sheets = ScoreSheet.objects.counted().filter(
        part_key="", seat__kind=SeatKind.JUROR, seat__removed_at=None, **which
    )
    return sheets.values_list("candidate_id", "seat__number", "points")


def tables_of(round_id: int, rules: JudgingRules) -> list[tuple[list[Candidate], Table]]:
    """Return the ranked candidates with their counted sheets: one table, or one a division where these are ranked apart."""
    by_division = defaultdict(list)
    for candidate in ranked_candidates(round_id):
        by_division[candidate.division if rules.ranked_apart else ""].append(candidate)
    sheets = list(_counted_sheets(round_id=round_id))
    found = []
    for division in by_division.values():
        numbers = {candidate.pk: candidate.number for candidate in division}
        counted = tuple(
            counted_sheet(numbers[pk], seat, points, rules.criteria)
            for pk, seat, points in sheets
            if pk in numbers
        )
        found.append((division, table_of(rules, tuple(sorted(numbers.values())), counted)))
    return found


def judged_of(round_id: int, rules: JudgingRules) -> list[tuple[Candidate, Outcome]]:
    """Return all ranked candidates with what the rules make of their sheets, by number.

    Divisions that are ranked apart are tables of their own. Raises AggregateRefused where the sheets do not suffice.
    """
    closings, chair = closings_of(round_id), _chair_seat(round_id)
    found = []
    for division, table in tables_of(round_id, rules):
        numbers = {candidate.pk: candidate.number for candidate in division}
        made = outcomes(
            rules,
            table,
            closings=closings,
            chairs=dict.fromkeys(numbers.values(), chair) if chair is not None else {},
            submitted_at={
                candidate.number: candidate.entry.handed_in_at
                for candidate in division
                if candidate.entry and candidate.entry.handed_in_at
            },
        )
        found += [(candidate, made[candidate.number]) for candidate in division]
    return sorted(found, key=lambda pair: pair[0].number)


def own_means(round_id: int, rules: JudgingRules, registration) -> dict[str, dict[str, Fraction]]:
    """Return the means of criteria of a contestant's works by their codes, however many others are judged."""
    own = ranked_candidates(round_id).filter(
        Q(entry__registration=registration) | Q(registration=registration)
    )
    candidates = {candidate.pk: candidate for candidate in own}
    sheets = defaultdict(list)
    for pk, seat, points in _counted_sheets(candidate__in=candidates):
        sheets[pk].append(counted_sheet(candidates[pk].number, seat, points, rules.criteria))
    closings = closings_of(round_id, candidate__in=candidates)
    return {
        candidate.code: own_criterion_means(
            rules, candidate.number, tuple(sheets[pk]), closings.get(candidate.number)
        )
        for pk, candidate in candidates.items()
    }


def closings_of(round_id: int, **which) -> dict[int, Closing]:
    """Return how the last case of each candidate was closed, by number; `which` limits the cases."""
    cases = GapCase.objects.filter(candidate__round_id=round_id, closed_at__isnull=False, **which)
    return {
        case.candidate.number: Closing(
            case.how,
            case.reason,
            further_seat=case.closed_by_seat.number if case.closed_by_seat else None,
            lowest=Fraction(case.lowest, WHOLE),
            highest=Fraction(case.highest, WHOLE),
        )
        for case in cases.select_related("candidate", "closed_by_seat").order_by("pk")
    }


def _chair_seat(round_id: int) -> int | None:
    """Return the number of the seat whose sheet is the chair's."""
    seat = Seat.objects.filter(round_id=round_id, role=SeatRole.CHAIR, removed_at=None).first()
    return seat.number if seat else None


def open_gaps(round_id: int, rules: JudgingRules) -> tuple[int, ...]:
    """Return the numbers of candidates about which the jurors have to confer before a ranking."""
    return open_cases({candidate.number: outcome.result for candidate, outcome in judged_of(round_id, rules)})


def ranking_lines(round_id: int, rules: JudgingRules) -> Iterator[Line]:
    """Yield the lines of a ranking: the total as shown, and the numbers that decide between equals."""
    for candidate, outcome in judged_of(round_id, rules):
        registration = candidate.entry.registration if candidate.entry else candidate.registration
        yield Line(
            code=candidate.code,
            score=outcome.score,
            keys=outcome.keys,
            division=candidate.division if rules.ranked_apart else "",
            registration=registration.pk,
            entry=candidate.entry_id,
            unit=(candidate.entry.unit_id if candidate.entry else None) or registration.unit_id,
        )
