"""The file with which a ranking of a judged round is ranked again: its checks, in plain values.

`docs/check_jury.py` does the same without this code. The header holds what is published about the round: plans,
candidates and seats by number, closed cases, the ranking; the rows are the records of sheets, each with its content.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from contest_pages.data.hash_chain import GENESIS_HASH, first_broken
from contest_pages.judging.errors import JudgingRefused
from contest_pages.standings.logic.lines import Contradiction, Line
from contest_pages.standings.logic.ranks import rank_lines

from .comparators import STORED
from .gaps import Closing
from .outcomes import Outcome, order_of, outcomes, table_of
from .points import total_of
from .rules import JudgingRules, rules_digest
from .tables import CountedSheet, counted_sheet

#: The mark of a file of a judged round, by which its reader is found.
FORMAT = "jury 1"
COLUMNS = ("place", "previous_hash", "record_hash", "content")
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def check_proof(header: dict[str, Any], rows: Iterable[dict[str, str]]) -> int:
    """Verify the records of a file, rank them again and compare ranks, numbers and seal. Return the number of ranked works.

    Raises Contradiction with the first record or row that differs.
    """
    contents = _check_chain(header, rows)
    _check_plans(header, contents)
    rules = JudgingRules.from_json(header["rules"])
    try:
        lines = list(lines_of_file(header, rules, contents))
    except JudgingRefused as refused:
        raise Contradiction(refused.message) from None
    except ValueError as wrong:
        raise Contradiction(str(wrong)) from None
    ranked = rank_lines(lines, order_of(rules), STORED)
    made: list[list[Any]] = [
        [line.division, rank, line.code, line.score, *line.keys] for rank, line in ranked
    ]
    made.sort(key=lambda row: row[:3])
    by_code, stored = ({row[2]: row for row in rows} for rows in (made, header["rows"]))
    for code in sorted(by_code | stored):
        if by_code.get(code) != stored.get(code):
            raise Contradiction(f"The row of {code} differs from its sheets.")
    if seal_of(made) != header["digest"]:
        raise Contradiction("The seal is not that of these lines.")
    return len(made)


def seal_of(rows: Iterable[list]) -> str:
    """Return the seal of a ranking's rows, sorted by division, rank and code: what `StandingsSource.line_of_digest` covers."""
    text = "".join("\t".join("" if value is None else str(value) for value in row) + "\n" for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def _check_chain(header: dict[str, Any], rows: Iterable[dict[str, str]]) -> list[dict[str, Any]]:
    """Return the contents of all records. Raises Contradiction with the first that is not as it was sealed."""
    records = [
        (int(row["place"]), row["previous_hash"], row["record_hash"], json.loads(row["content"]))
        for row in rows
    ]
    if (broken := first_broken(records)) is not None:
        raise Contradiction(f"Record {broken} is not as it was sealed.")
    end = (len(records), records[-1][2] if records else GENESIS_HASH)
    if end != (header["chain"]["length"], header["chain"]["last_hash"]):
        raise Contradiction(f"Record {end[0] + 1} is missing.")
    return [content for _place, _previous, _own, content in records]


def _check_plans(header: dict[str, Any], contents: list[dict[str, Any]]) -> None:
    """Raise Contradiction where the rules are not those under which sheets were sealed."""
    digests = {plan["number"]: rules_digest(plan["rules"]) for plan in header["plans"]}
    for plan in header["plans"]:
        if digests[plan["number"]] != plan["digest"]:
            raise Contradiction(f"Plan {plan['number']} is not as it was sealed.")
    for place, content in enumerate(contents, start=1):
        if digests.get(content["plan"]) != content["plan_digest"]:
            raise Contradiction(f"Record {place} was sealed under another plan.")
    ranked_by = {key: value for key, value in header["rules"].items() if key != "plan_digest"}
    if rules_digest(ranked_by) != header["rules"]["plan_digest"]:
        raise Contradiction("The rules of the ranking are not those of its plan.")


def _live(contents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the sheets that no later record replaces or declares void."""
    replaced = {content["supersedes"] for content in contents}
    return [
        content
        for place, content in enumerate(contents, start=1)
        if content["kind"] == "sheet" and place not in replaced
    ]


def lines_of_file(
    header: dict[str, Any], rules: JudgingRules, contents: list[dict[str, Any]]
) -> Iterator[Line]:
    """Yield the lines of a ranking by the records of a file. Raises Contradiction, AggregateRefused."""
    live = _live(contents)
    counted = {seat["number"] for seat in header["seats"] if seat["counts"]}
    chair = next((seat["number"] for seat in header["seats"] if seat["is_chair"]), None)
    divisions = defaultdict(dict)
    for candidate in header["candidates"]:
        if candidate["is_ranked"]:
            division = candidate["division"] if rules.ranked_apart else ""
            divisions[division][candidate["number"]] = candidate
    for division, candidates in divisions.items():
        sheets = tuple(_sheets(live, candidates, counted, rules))
        made: dict[int, Outcome] = outcomes(
            rules,
            table_of(rules, tuple(sorted(candidates)), sheets),
            closings={end["candidate"]: _closing(end) for end in header["closings"]},
            chairs=dict.fromkeys(candidates, chair) if chair is not None else {},
            submitted_at={
                number: _EPOCH + datetime.timedelta(microseconds=candidate["handed_in"])
                for number, candidate in candidates.items()
                if candidate["handed_in"] is not None
            },
        )
        for number, outcome in made.items():
            yield Line(
                code=candidates[number]["code"], score=outcome.score, keys=outcome.keys, division=division
            )


def _sheets(live, candidates, counted, rules: JudgingRules) -> Iterator[CountedSheet]:
    for content in live:
        if content["candidate"] in candidates and content["seat"] in counted and content["part"] == "":
            if total_of(content["points"], rules.criteria) is None:
                raise Contradiction(
                    f"The sheet of seat {content['seat']} for {content['candidate']} is incomplete."
                )
            yield counted_sheet(content["candidate"], content["seat"], content["points"], rules.criteria)


def _closing(end: dict[str, Any]) -> Closing:
    lowest, highest = (None if end[key] is None else Fraction(*end[key]) for key in ("lowest", "highest"))
    return Closing(end["how"], "", end["further_seat"], lowest, highest)
