"""What the hash of a sheet covers, and the code by which two people compare a receipt."""

from __future__ import annotations

import datetime
import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

#: Digits and letters without those that are mistaken for one another on paper or by telephone.
CHECK_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CHECK_SIGNS = 8


def sheet_content(
    *,
    kind: str,
    part_key: str,
    candidate: int,
    seat: int,
    plan: int,
    plan_digest: str,
    source: str,
    points: Mapping[str, int],
    words_sha256: str,
    supersedes: int | None,
    video_sha256: str,
    signed_at: datetime.datetime | None,
    sealed_at: datetime.datetime,
) -> dict[str, Any]:
    """Return the content of a record for `hash_chain.record_hash`.

    Candidate, seat and plan are their numbers in the round, `supersedes` is the place of the record before, times
    are UTC: no name, no key of the database and no remark (`words_hash`), so that a file of records proves itself and
    can be given to everybody.
    """
    return {
        "kind": kind,
        "part": part_key,
        "candidate": candidate,
        "seat": seat,
        "plan": plan,
        "plan_digest": plan_digest,
        "source": source,
        "points": dict(points),
        "words_sha256": words_sha256,
        "supersedes": supersedes,
        "video_sha256": video_sha256,
        "signed_at": _utc(signed_at),
        "sealed_at": _utc(sealed_at),
    }


def words_hash(op_id: uuid.UUID, remark: str, reason: str) -> str:
    """Return the SHA-256 in hex of what a record says in words; empty where it says nothing.

    Remarks and reasons are not published. The number of the operation, which only the site knows, goes before them, so
    that nobody finds short ones by trying: SHA-256 of its 32 hex digits, a line break, and the JSON list of both.
    """
    if not remark and not reason:
        return ""
    text = json.dumps([remark, reason], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{op_id.hex}\n{text}".encode()).hexdigest()


def _utc(moment: datetime.datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(datetime.UTC).isoformat()


def check_code(record_hash: str) -> str:
    """Return eight signs of a record's hash, 40 bits, in two groups: "7KQ2-W5R6"."""
    number = int(record_hash[:10], 16)
    signs = ""
    for _place in range(CHECK_SIGNS):
        number, digit = divmod(number, len(CHECK_ALPHABET))
        signs = CHECK_ALPHABET[digit] + signs
    return f"{signs[:4]}-{signs[4:]}"
