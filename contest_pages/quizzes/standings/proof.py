"""The export with which a round can be ranked again without names, and its verification."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal

from django.db.models import Exists, OuterRef, Subquery

from contest_pages.quizzes.logic.predictions import write_prediction
from contest_pages.quizzes.logic.ranking import Line, line_of_digest, rank_all, target_of
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.models import Attempt
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.standings.logic.lines import Contradiction
from contest_pages.standings.models import Exclusion, RankedRow, Ranking

COLUMNS = (
    "code",
    "person",
    "division",
    "valid",
    "left",
    "score",
    "prediction",
    "seconds",
    "submitted_at",
    "rank",
)


def header_of(ranking: Ranking) -> dict:
    """Return the rules, the target and the seal of a ranking, for the first line of the file."""
    target = ranking.facts.get("target")
    return {
        "round": ranking.round_id,
        "ranking": ranking.number,
        "rules": asdict(QuizRules.from_json(ranking.rules)),
        "target": write_prediction(None if target is None else Decimal(target)),
        "digest": ranking.digest,
    }


def lines_of(ranking: Ranking) -> Iterator[list]:
    """Yield the headings and a line for each submitted attempt; `person` is a number within the file."""
    rows = RankedRow.objects.filter(ranking=ranking, code=OuterRef("code"))
    attempts = (
        _attempts(ranking.round_id).annotate(own_rank=Subquery(rows.values("rank")[:1])).order_by("code")
    )
    persons: dict[int, int] = {}
    yield list(COLUMNS)
    for row in attempts.values_list(
        "code", "registration", "division", "is_valid", "is_excluded", "registration__status", "score",
        "prediction", "seconds", "submitted_at", "own_rank",
    ).iterator(chunk_size=5000):  # fmt: skip
        code, registration, division, is_valid, is_excluded, status, score, prediction, seconds, at, rank = (
            row
        )
        left = not is_excluded and status == RegistrationStatus.ACTIVE
        yield [
            code,
            persons.setdefault(registration, len(persons) + 1),
            division,
            int(is_valid),
            int(left),
            score,
            "" if prediction is None else f"{prediction:f}",
            seconds,
            at.astimezone(datetime.UTC).isoformat(),
            "" if rank is None else rank,
        ]


def _attempts(round_id: int):
    """Return the submitted attempts of persons, annotated with `is_excluded`."""
    excluded = Exclusion.objects.filter(round=round_id, registration=OuterRef("registration"), lifted_at=None)
    return Attempt.objects.of_persons().filter(round=round_id).annotate(is_excluded=Exists(excluded))


def attempts_left(round_id: int) -> Iterator[Attempt]:
    """Yield the attempts of registrations that count and are not excluded."""
    fields = (
        "code",
        "registration",
        "unit",
        "division",
        "score",
        "prediction",
        "seconds",
        "submitted_at",
        "is_valid",
    )
    left = _attempts(round_id).filter(is_excluded=False, registration__status=RegistrationStatus.ACTIVE)
    return left.only(*fields).iterator(chunk_size=5000)


def line_of(attempt: Attempt) -> Line:
    """Return an attempt as a line of the ranking in plain Python."""
    return Line(
        code=attempt.code,
        person=attempt.registration_id,
        division=attempt.division,
        score=attempt.score,
        prediction=attempt.prediction,
        seconds=attempt.seconds,
        submitted_at=attempt.submitted_at,
        is_valid=attempt.is_valid,
    )


def broken_receipts(round_id: int) -> list[str]:
    """Return the codes of attempts whose answers, time or prediction do not match their receipt."""
    attempts = Attempt.objects.submitted().filter(round=round_id)
    return [row.code for row in attempts.iterator(chunk_size=2000) if not row.receipt_holds]


def check_lines(header: dict, rows: Iterable[dict]) -> int:
    """Rank the attempts of a file again and compare target, ranks and seal. Return the number of ranked attempts.

    Raises Contradiction with the first difference.
    """
    rules = QuizRules.from_json(header["rules"])
    lines, expected = [], {}
    for row in rows:
        if row["rank"]:
            expected[row["code"]] = int(row["rank"])
        if row["left"] == "1":
            lines.append(
                Line(
                    code=row["code"],
                    person=int(row["person"]),
                    division=row["division"],
                    score=int(row["score"]),
                    prediction=Decimal(row["prediction"]) if row["prediction"] else None,
                    seconds=int(row["seconds"]),
                    submitted_at=datetime.datetime.fromisoformat(row["submitted_at"]),
                    is_valid=row["valid"] == "1",
                )
            )
    if (target := write_prediction(target_of(lines, rules))) != header["target"]:
        raise Contradiction(f"The target should be {target!r}, not {header['target']!r}.")
    ranked = rank_all(lines, rules)
    computed = {place.line.code: place.rank for place in ranked}
    for code in sorted(computed.keys() | expected.keys()):
        if computed.get(code) != expected.get(code):
            raise Contradiction(f"{code} should have rank {computed.get(code)}, not {expected.get(code)}.")
    sealed = hashlib.sha256()
    for place in sorted(
        ranked, key=lambda p: (p.line.division if rules.ranked_apart else "", p.rank, p.line.code)
    ):
        line = place.line
        division = line.division if rules.ranked_apart else ""
        sealed.update(
            line_of_digest(line.code, division, line.score, place.distance, line.seconds, place.rank)
        )
    if sealed.hexdigest() != header["digest"]:
        raise Contradiction("The seal is not that of these lines.")
    return len(ranked)
