"""What the file of a ranking of a judged round holds: no names, no remarks, no reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator

from contest_pages.data.hash_chain import GENESIS_HASH
from contest_pages.judging.enums import SeatRole, TieBreak
from contest_pages.judging.logic.comparators import microseconds
from contest_pages.judging.logic.proof import COLUMNS, FORMAT
from contest_pages.judging.models import Candidate, JudgingPlan, ScoreSheet, Seat, SheetChain
from contest_pages.standings.models import Ranking

from .results import closings_of, ranked_candidates


def header_of(ranking: Ranking) -> dict:
    """Return plans, candidates, seats, closed cases and the ranking as JSON; codes stand at ranked works alone."""
    round_id = ranking.round_id
    plans = JudgingPlan.objects.filter(round_id=round_id).order_by("number")
    chain = SheetChain.objects.filter(round_id=round_id).first()
    return {
        "format": FORMAT,
        "round": round_id,
        "ranking": ranking.number,
        "plans": list(plans.values("number", "digest", "rules")),
        "candidates": _candidates(round_id, with_times=TieBreak.EARLIER in ranking.rules["tie_breaks"]),
        "seats": [
            {
                "number": seat.number,
                "kind": seat.kind,
                "is_chair": seat.role == SeatRole.CHAIR and seat.removed_at is None,
                "counts": seat.counts and seat.removed_at is None,
            }
            for seat in Seat.objects.filter(round_id=round_id).order_by("number")
        ],
        "closings": [
            {
                "candidate": number,
                "how": end.how,
                "further_seat": end.further_seat,
                "lowest": None if end.lowest is None else end.lowest.as_integer_ratio(),
                "highest": None if end.highest is None else end.highest.as_integer_ratio(),
            }
            for number, end in sorted(closings_of(round_id).items())
        ],
        "chain": {
            "length": chain.length if chain else 0,
            "last_hash": chain.last_hash if chain else GENESIS_HASH,
        },
        "rules": ranking.rules,
        "rows": [
            [division, rank, code, score, *keys]
            for division, rank, code, score, keys in ranking.rows.order_by("rank", "code").values_list(
                "division", "rank", "code", "score", "keys"
            )
        ],
        "digest": ranking.digest,
    }


def _candidates(round_id: int, *, with_times: bool) -> list[dict]:
    ranked = {candidate.pk: candidate for candidate in ranked_candidates(round_id)}
    found = []
    for candidate in Candidate.objects.filter(round_id=round_id).order_by("number"):
        known = ranked.get(candidate.pk)
        entry = known.entry if known else None
        found.append(
            {
                "number": candidate.number,
                "code": known.code if known else "",
                "division": candidate.division,
                "state": candidate.state,
                "is_ranked": known is not None,
                "handed_in": microseconds(entry.handed_in_at)
                if with_times and entry and entry.handed_in_at
                else None,
            }
        )
    return found


def lines_of(round_id: int) -> Iterator[list]:
    """Yield the headings and a line for each record: its place, the hash before, its own, and what this covers as JSON."""
    yield list(COLUMNS)
    sheets = ScoreSheet.objects.filter(round_id=round_id).select_related(
        "candidate", "seat", "plan", "supersedes"
    )
    for sheet in sheets.order_by("place").iterator(chunk_size=1000):
        content = json.dumps(sheet.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield [sheet.place, sheet.previous_hash, sheet.record_hash, content]
