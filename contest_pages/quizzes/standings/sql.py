"""Ranking in the database: the same comparators as quizzes.logic.ranking, over half a million attempts."""

from __future__ import annotations

from decimal import Decimal

from django.db import connection

from contest_pages.quizzes.enums import Comparator, Counting
from contest_pages.quizzes.logic.predictions import target_value
from contest_pages.quizzes.logic.ranking import PARTS
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.models import Attempt
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import Registration
from contest_pages.standings.logic.lines import PARTS_OF_A_POINT
from contest_pages.standings.models import Exclusion

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
#: A time as whole microseconds since 1970. PostgreSQL computes in floating point, three times as fast as EXTRACT:
#: until 2106 the nearest whole number is exact.
_MICROSECONDS = {
    "postgresql": "CAST(date_part('epoch', c.submitted_at) * 1000000 AS BIGINT)",
    "sqlite": """(CAST(strftime('%%s', substr(c.submitted_at, 1, 19)) AS INTEGER) * 1000000
                  + CAST(substr(c.submitted_at || '.000000', 21, 6) AS INTEGER))""",
}


def _left(round_id: int, rules: QuizRules, target: Decimal | None) -> tuple[str, list]:
    """Return SQL and parameters of the valid attempts of a round with their distances.

    Only those of active registrations that are not excluded.
    """
    distance, parameters = "CAST(NULL AS BIGINT)", []
    if target is not None:
        distance = f"CAST(ROUND(ABS(a.prediction - %s) * {PARTS}) AS BIGINT)"
        parameters = [target if connection.vendor == "postgresql" else float(target)]
    sql = f"""
        SELECT a.code, a.registration_id, a.unit_id, a.score, a.seconds, a.submitted_at,
               {"a.division" if rules.ranked_apart else "''"} AS division, {distance} AS distance
          FROM {Attempt._meta.db_table} a
          JOIN {Registration._meta.db_table} r ON r.id = a.registration_id AND r.status = '{RegistrationStatus.ACTIVE}'
         WHERE a.round_id = %s AND a.is_valid AND a.submitted_at IS NOT NULL
           AND a.registration_id NOT IN (
               SELECT e.registration_id FROM {Exclusion._meta.db_table} e
                WHERE e.round_id = %s AND e.lifted_at IS NULL)"""  # noqa: S608  (only our own names)
    return sql, [*parameters, round_id, round_id]


def _counted(round_id: int, rules: QuizRules, target: Decimal | None) -> tuple[str, list]:
    """Return SQL and parameters of the attempt of each person that counts."""
    left, parameters = _left(round_id, rules, target)
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


def lines_sql(round_id: int, rules: QuizRules, target: Decimal | None) -> tuple[str, list]:
    """Return SQL and parameters of a line for every counted attempt."""
    counted, parameters = _counted(round_id, rules, target)
    sql = f"""
        SELECT c.registration_id, c.unit_id, c.code, c.division,
               CAST(c.score AS BIGINT) * {PARTS_OF_A_POINT} AS score,
               c.distance AS "{Comparator.PREDICTION}", c.seconds AS "{Comparator.TIME}",
               {_MICROSECONDS[connection.vendor]} AS "{Comparator.EARLIER}"
          FROM ({counted}) c"""  # noqa: S608
    return sql, parameters


def counts_of(round_id: int, rules: QuizRules) -> dict[str, int]:
    """Return the current persons_left, attempts_left and all_right of a round."""
    left, parameters = _left(round_id, rules, None)
    counted, more = _counted(round_id, rules, None)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({left}) l", parameters)  # noqa: S608
        attempts = cursor.fetchone()[0]
        cursor.execute(
            f"SELECT COUNT(*), COUNT(CASE WHEN score >= %s THEN 1 END) FROM ({counted}) c",  # noqa: S608
            [rules.full_score, *more],
        )
        persons, all_right = cursor.fetchone()
    return {"persons_left": persons, "attempts_left": attempts, "all_right": all_right}


def target_in(rules: QuizRules, counts: dict[str, int]) -> Decimal | None:
    """Return the target of the prediction, from these counts."""
    return target_value(
        rules.prediction,
        all_right=counts["all_right"],
        participants=counts["persons_left"],
        attempts=counts["attempts_left"],
    )
