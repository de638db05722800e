"""What is needed to rank a round again, anywhere, without a name: and the check that does it."""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal

from django.db.models import Exists, OuterRef, Subquery

from contest_pages.quizzes.logic.predictions import write_prediction
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.models import Attempt
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.results.logic.ranking import Line, line_of_digest, rank_all, target_of
from contest_pages.results.models import RankedRow, Ranking, Strike

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
    return {
        "round": ranking.round_id,
        "ranking": ranking.number,
        "rules": asdict(ranking.quiz_rules),
        "target": write_prediction(ranking.target),
        "digest": ranking.digest,
    }


def lines_of(ranking: Ranking) -> Iterator[list]:
    """Yield the headings and a line for each attempt handed in; `person` only tells persons apart."""
    rows = RankedRow.objects.filter(ranking=ranking, attempt=OuterRef("pk"))
    struck = Strike.objects.filter(
        round=ranking.round_id, registration=OuterRef("registration"), lifted_at=None
    )
    attempts = (
        Attempt.objects.of_persons()
        .filter(round=ranking.round_id)
        .annotate(own_rank=Subquery(rows.values("rank")[:1]), is_struck=Exists(struck))
        .order_by("code")
    )
    persons: dict[int, int] = {}
    yield list(COLUMNS)
    for row in attempts.values_list(
        "code", "registration", "division", "is_valid", "is_struck", "registration__status", "score",
        "prediction", "seconds", "submitted_at", "own_rank",
    ).iterator(chunk_size=5000):  # fmt: skip
        code, registration, division, is_valid, is_struck, status, score, prediction, seconds, at, rank = row
        left = not is_struck and status == RegistrationStatus.ACTIVE
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


class Contradiction(Exception):
    """The file does not say what its own rules give; the text says where."""


def check_lines(header: dict, rows: Iterable[dict]) -> int:
    """Rank the attempts of a file anew and compare: target, every rank, the seal. Return how many were ranked.

    Raises Contradiction with the first difference.
    """
    values = dict(header["rules"])
    values["shares"] = tuple(tuple(share) for share in values["shares"])
    values["tie_breaks"] = tuple(values["tie_breaks"])
    rules = QuizRules(**values)
    lines, said = [], {}
    for row in rows:
        if row["rank"]:
            said[row["code"]] = int(row["rank"])
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
    found = {place.line.code: place.rank for place in ranked}
    for code in sorted(found.keys() | said.keys()):
        if found.get(code) != said.get(code):
            raise Contradiction(f"{code} should have rank {found.get(code)}, not {said.get(code)}.")
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


def read_proof(text: Iterable[str]) -> tuple[dict, Iterator[dict]]:
    """Return the header and the rows of an exported file; Contradiction if it is none."""
    text = iter(text)
    first = next(text, "")
    if not first.startswith("# {"):
        raise Contradiction("This is not a ranking exported by this site.")
    return json.loads(first[2:]), csv.DictReader(text)
