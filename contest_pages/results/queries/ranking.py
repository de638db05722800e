"""Ranking in the database: the same comparators as results.logic.ranking, over half a million attempts."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from django.db import connection

from contest_pages.quizzes.enums import Comparator, Counting
from contest_pages.quizzes.logic.predictions import target_value
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.models import Attempt
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import Registration
from contest_pages.results.logic.ranking import PARTS, line_of_digest
from contest_pages.results.models import RankedRow, Ranking, Strike

_BREAKS = {
    Comparator.PREDICTION: "distance ASC NULLS LAST",
    Comparator.TIME: "seconds ASC",
    Comparator.EARLIER: "submitted_at ASC",
}
_COUNTING = {
    Counting.FIRST: [],
    Counting.LAST: ["submitted_at DESC"],
    Counting.BEST_FASTEST: ["score DESC", "seconds ASC"],
    Counting.BEST_EARLIEST: ["score DESC"],
}


def _left(rules: QuizRules, target: Decimal | None) -> tuple[str, list]:
    """Return SQL and parameters of the valid attempts that are left of a round, with their distances.

    Left are those of registrations that count and are not struck out. Parameters end with the round, twice.
    """
    distance, parameters = "CAST(NULL AS BIGINT)", []
    if target is not None:
        distance = f"CAST(ROUND(ABS(a.prediction - %s) * {PARTS}) AS BIGINT)"
        parameters = [target if connection.vendor == "postgresql" else float(target)]
    sql = f"""
        SELECT a.id, a.code, a.registration_id, a.score, a.seconds, a.submitted_at,
               {"a.division" if rules.ranked_apart else "''"} AS division, {distance} AS distance
          FROM {Attempt._meta.db_table} a
          JOIN {Registration._meta.db_table} r ON r.id = a.registration_id AND r.status = '{RegistrationStatus.ACTIVE}'
         WHERE a.round_id = %s AND a.is_valid AND a.submitted_at IS NOT NULL
           AND a.registration_id NOT IN (
               SELECT s.registration_id FROM {Strike._meta.db_table} s
                WHERE s.round_id = %s AND s.lifted_at IS NULL)"""  # noqa: S608  (only our own names)
    return sql, parameters


def _counted(rules: QuizRules, target: Decimal | None) -> tuple[str, list]:
    """Return SQL and parameters of the one attempt of each person that counts."""
    left, parameters = _left(rules, target)
    if rules.attempts_allowed == 1 and rules.attempts_per in ("round", "contest"):
        return left, parameters
    order = (
        ["score DESC", *(_BREAKS[Comparator(name)] for name in rules.tie_breaks)]
        if rules.counting == Counting.BEST
        else _COUNTING[Counting(rules.counting)]
    )
    order = ", ".join([*order, "submitted_at", "code"])
    sql = f"""
        SELECT * FROM (
            SELECT l.*, ROW_NUMBER() OVER (PARTITION BY registration_id ORDER BY {order}) AS turn
              FROM ({left}) l) t
         WHERE turn = 1"""  # noqa: S608
    return sql, parameters


def rank_sql(rules: QuizRules, target: Decimal | None) -> tuple[str, list]:
    """Return SQL and parameters (the round follows, twice) that give every counted attempt its rank."""
    counted, parameters = _counted(rules, target)
    order = ", ".join(["score DESC", *(_BREAKS[Comparator(name)] for name in rules.tie_breaks)])
    sql = f"""
        SELECT c.id, c.registration_id, c.division, c.score, c.distance, c.seconds, c.submitted_at,
               RANK() OVER (PARTITION BY c.division ORDER BY {order}) AS rank
          FROM ({counted}) c"""  # noqa: S608
    return sql, parameters


def counts_of(round_id: int, rules: QuizRules) -> dict[str, int]:
    """Return persons_left, attempts_left and all_right of a round as it stands."""
    left, parameters = _left(rules, None)
    counted, more = _counted(rules, None)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({left}) l", [*parameters, round_id, round_id])  # noqa: S608
        attempts = cursor.fetchone()[0]
        cursor.execute(
            f"SELECT COUNT(*), COUNT(CASE WHEN score >= %s THEN 1 END) FROM ({counted}) c",  # noqa: S608
            [rules.full_score, *more, round_id, round_id],
        )
        persons, all_right = cursor.fetchone()
    return {"persons_left": persons, "attempts_left": attempts, "all_right": all_right}


def target_in(rules: QuizRules, counts: dict[str, int]) -> Decimal | None:
    """Return what should have been predicted, from these counts."""
    return target_value(
        rules.prediction,
        all_right=counts["all_right"],
        participants=counts["persons_left"],
        attempts=counts["attempts_left"],
    )


def write_ranks(ranking: Ranking) -> None:
    """Put everybody's rank into rows of a ranking that has none, in one statement."""
    sql, parameters = rank_sql(ranking.quiz_rules, ranking.target)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {RankedRow._meta.db_table}
                (ranking_id, attempt_id, registration_id, division, score, distance, seconds, submitted_at, rank)
                SELECT %s, q.* FROM ({sql}) q""",  # noqa: S608
            [ranking.pk, *parameters, ranking.round_id, ranking.round_id],
        )


def digest_of_ranking(ranking: Ranking) -> str:
    """Return the SHA-256 over everybody's code, score, distance, seconds and rank, in the order of the ranks."""
    sealed = hashlib.sha256()
    rows = RankedRow.objects.filter(ranking=ranking).order_by("division", "rank", "attempt__code")
    values = ("attempt__code", "division", "score", "distance", "seconds", "rank")
    for row in rows.values_list(*values).iterator(chunk_size=5000):
        sealed.update(line_of_digest(*row))
    return sealed.hexdigest()
